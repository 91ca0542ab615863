"""Giving and taking posts (VQ5)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.departments.models import PersonPost
from portal.domain.departments.words import Post
from portal.domain.people.models import Person
from portal.domain.rights import Right, needs


@needs(Right.PERSON_CHANGE)
def set_posts(person: Person, posts: Collection[Post], *, by: Actor, at: datetime) -> None:
    """Exactly these posts, beside those that the person's roles bring. Nothing happens when they are the same."""
    of_person = PersonPost.person_id == person.id
    before = set(session().scalars(select(PersonPost.post).where(of_person)))
    after = {str(post) for post in posts}
    if after == before:
        return
    session().execute(delete(PersonPost).where(of_person, PersonPost.post.in_(before - after)))
    session().add_all(
        PersonPost(person_id=person.id, post=post, given_at=at, given_by_id=by.person_id)
        for post in sorted(after - before)
    )
    record(by, "person.posts_set", person, at=at, before=sorted(before), posts=sorted(after))
