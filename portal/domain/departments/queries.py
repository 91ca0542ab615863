"""Who holds which post."""

from collections.abc import Iterable

from sqlalchemy import or_, select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.departments.models import PersonPost
from portal.domain.departments.rules import BROUGHT_BY, OF_DEPARTMENT, departments_of, posts_brought_by
from portal.domain.departments.words import Department, Post
from portal.domain.people.models import Person, PersonRole
from portal.domain.rights import Right


def posts_of(actor: Actor) -> frozenset[Post]:
    """By role and by name. One query."""
    given = session().scalars(select(PersonPost.post).where(PersonPost.person_id == actor.person_id))
    return posts_brought_by(actor.roles) | frozenset(Post(post) for post in given)


def departments_for(actor: Actor) -> frozenset[Department]:
    """Whose tasks and lists this person sees: their own departments', or all with the right to oversee. One query."""
    if actor.may(Right.TASK_OVERSEE):
        return frozenset(Department)
    return departments_of(posts_of(actor))


def holders_of(posts: Iterable[Post]) -> list[Person]:
    """Everybody active who holds one of these posts, by name. One query."""
    wanted = list(posts)
    roles = [role for role, post in BROUGHT_BY.items() if post in wanted]
    by_role = select(PersonRole.person_id).where(PersonRole.role.in_(roles))
    by_name = select(PersonPost.person_id).where(PersonPost.post.in_(wanted))
    found = select(Person).where(Person.deactivated_at.is_(None), or_(Person.id.in_(by_role), Person.id.in_(by_name)))
    return list(session().scalars(found.order_by(Person.name, Person.id)))


def posts_held() -> frozenset[Post]:
    """Those that somebody active holds. Two queries."""
    active = select(Person.id).where(Person.deactivated_at.is_(None))
    roles = session().scalars(select(PersonRole.role).where(PersonRole.person_id.in_(active)).distinct()).all()
    named = session().scalars(select(PersonPost.post).where(PersonPost.person_id.in_(active)).distinct())
    return frozenset(post for role, post in BROUGHT_BY.items() if role in roles) | frozenset(map(Post, named))


def posts_in(department: Department) -> list[Post]:
    """The posts of one department."""
    return [post for post, own in OF_DEPARTMENT.items() if own == department]
