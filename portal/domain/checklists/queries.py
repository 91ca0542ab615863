"""Finding lists and what was said about them; proving that nothing was changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from portal.db import Model, session
from portal.domain.actors import Actor
from portal.domain.attachments.models import Attachment
from portal.domain.checklists.models import (
    Checklist,
    ChecklistEvent,
    ChecklistItem,
    ChecklistTemplate,
    TemplateVersion,
)
from portal.domain.checklists.rules import BEGINNING, chained
from portal.domain.departments.queries import posts_of
from portal.domain.departments.rules import departments_of
from portal.domain.people.models import Person
from portal.domain.people.queries import actor_for, roles_of
from portal.domain.rights import Right

SEALED = (
    "key", "checklist_id", "item_id", "said", "reason", "found", "photo_id", "person_id", "sent_by_id", "device",
    "stream", "number", "seen_id", "client_at", "happened_at", "is_time_verified", "is_bulk", "is_from_paper",
    "is_orphan", "at",
)  # fmt: skip


def newest_version(slug: str) -> TemplateVersion | None:
    """What lists of this template are made from now, with the template; None when there is none or it is retired."""
    found = (
        select(TemplateVersion)
        .join(ChecklistTemplate, ChecklistTemplate.id == TemplateVersion.template_id)
        .where(ChecklistTemplate.slug == slug, ChecklistTemplate.retired_at.is_(None))
        .where(TemplateVersion.number == ChecklistTemplate.version)
        .options(joinedload(TemplateVersion.template))
    )
    return session().scalar(found)


def templates() -> list[ChecklistTemplate]:
    """Those in use, by name."""
    in_use = select(ChecklistTemplate).where(ChecklistTemplate.retired_at.is_(None))
    return list(session().scalars(in_use.order_by(ChecklistTemplate.name, ChecklistTemplate.id)))


def templates_for(actor: Actor) -> list[ChecklistTemplate]:
    """Those from which this person may begin a list: of their departments, or for their post. Two queries."""
    found = templates()
    if actor.may(Right.TASK_OVERSEE):
        return found
    posts = posts_of(actor)
    own = departments_of(posts)
    return [one for one in found if (one.who_may in posts if one.who_may else one.department in own)]


def checklist_for(actor: Actor, checklist_id: int) -> Checklist | None:
    """A list with its items and template, for those whose department or post it is; None for others (P2)."""
    if not actor.may(Right.CHECKLIST_TICK):
        return None
    found = select(Checklist).where(Checklist.id == checklist_id).options(*_whole())
    checklist = session().scalar(found)
    return checklist if checklist and _is_theirs(checklist, actor) else None


def checklists_for(actor: Actor, *, most: int = 100) -> list[Checklist]:
    """The open lists of this person's departments and posts, the soonest due first; with their items."""
    if not actor.may(Right.CHECKLIST_TICK):
        return []
    found = select(Checklist).where(Checklist.signed_at.is_(None), Checklist.voided_at.is_(None)).options(*_whole())
    found = found.where(*_own(actor))
    return list(session().scalars(found.order_by(Checklist.due_at, Checklist.id).limit(most)))


def checklists_about(subject: Model) -> list[Checklist]:
    """All lists about one thing, the newest last; with their templates, without items."""
    of_subject = (Checklist.about_kind == subject.__tablename__, Checklist.about_id == subject.id)  # type: ignore[attr-defined]
    whole = joinedload(Checklist.version).joinedload(TemplateVersion.template)
    return list(session().scalars(select(Checklist).where(*of_subject).options(whole).order_by(Checklist.id)))


def items_of(checklist: Checklist) -> list[ChecklistItem]:
    """Its items as the database has them now, in order."""
    of_list = select(ChecklistItem).where(ChecklistItem.checklist_id == checklist.id)
    found = of_list.order_by(ChecklistItem.position).execution_options(populate_existing=True)
    return list(session().scalars(found))


def events_of(item: ChecklistItem) -> list[ChecklistEvent]:
    """What was said about an item, as it came in."""
    of_item = select(ChecklistEvent).where(ChecklistEvent.item_id == item.id)
    return list(session().scalars(of_item.order_by(ChecklistEvent.id)))


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said, by whom, and who sent it when that was another."""

    event: ChecklistEvent
    by: str
    sent_by: str


def spoken_in(checklist: Checklist) -> list[Spoken]:
    """All that was said in a list, as it came in, with names. One query."""
    author, sender = aliased(Person), aliased(Person)
    said = (
        select(ChecklistEvent, author.name, sender.name)
        .outerjoin(author, author.id == ChecklistEvent.person_id)
        .outerjoin(sender, sender.id == ChecklistEvent.sent_by_id)
        .where(ChecklistEvent.checklist_id == checklist.id)
        .order_by(ChecklistEvent.id)
    )
    return [Spoken(event, by or "", sent or "") for event, by, sent in session().execute(said)]


def author_numbered(person_id: int, *, at: datetime) -> Actor | None:
    """Somebody who said something, as a doer; None for who has left by then (VE51)."""
    person = session().get(Person, person_id)
    if person is None or (person.deactivated_at is not None and person.deactivated_at <= at):
        return None
    return actor_for(person, roles_of(person.id))


def photo_for(actor: Actor, checklist_id: int, key: str) -> Attachment | None:
    """A photo in a list of this person's; None for others, and for what is no photo of this list (privacy 8)."""
    if checklist_for(actor, checklist_id) is None:
        return None
    found = select(Attachment).join(ChecklistEvent, ChecklistEvent.photo_id == Attachment.id)
    return session().scalar(found.where(Attachment.key == key, ChecklistEvent.checklist_id == checklist_id))


def photo_keys(checklist: Checklist) -> dict[int, str]:
    """Under which random name each photo of a list is fetched, by its number. One query."""
    found = select(Attachment.id, Attachment.key).join(ChecklistEvent, ChecklistEvent.photo_id == Attachment.id)
    of_list = session().execute(found.where(ChecklistEvent.checklist_id == checklist.id))
    return {photo_id: key for photo_id, key in of_list}  # noqa: C416 - rows aren't pairs to the types


def template_with_versions(slug: str) -> tuple[ChecklistTemplate, list[TemplateVersion]] | None:
    """A template, in use or retired, and its versions, the newest first."""
    template = session().scalar(select(ChecklistTemplate).where(ChecklistTemplate.slug == slug))
    if template is None:
        return None
    of_template = select(TemplateVersion).where(TemplateVersion.template_id == template.id)
    return template, list(session().scalars(of_template.order_by(TemplateVersion.number.desc())))


def lately_over(actor: Actor, since: datetime, *, most: int = 20) -> list[Checklist]:
    """Lists of this person's departments that were signed since then, the latest first; without items."""
    found = select(Checklist).where(Checklist.signed_at >= since).options(_with_template())
    found = found.where(*_own(actor)).order_by(Checklist.signed_at.desc()).limit(most)
    return list(session().scalars(found))


def facts_of(event: ChecklistEvent) -> dict[str, Any]:
    """What the seal covers: everything that was said, when, by whom, on what; as JSON."""
    said = {name: getattr(event, name) for name in SEALED}
    return {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in said.items()
    }


def broken_chains() -> Iterator[tuple[int, int | None]]:
    """Lists whose events aren't what they were: the list's number, and the first event that doesn't fit; None: some
    are missing at the end.
    """
    lists = select(Checklist.id, Checklist.events, Checklist.seal).order_by(Checklist.id)
    for checklist_id, count, seal in session().execute(lists).all():
        found = _first_broken(checklist_id)
        last = session().execute(_last_of(checklist_id)).all()
        if found is not None:
            yield checklist_id, found
        elif len(last) != count or (last[-1].seal if last else BEGINNING) != seal:
            yield checklist_id, None


def _first_broken(checklist_id: int) -> int | None:
    previous = BEGINNING
    of_list = select(ChecklistEvent).where(ChecklistEvent.checklist_id == checklist_id).order_by(ChecklistEvent.id)
    for event in session().scalars(of_list):
        if event.previous_seal != previous or event.seal != chained(previous, facts_of(event)):
            return event.id
        previous = event.seal
    return None


def _last_of(checklist_id: int) -> Any:
    of_list = select(ChecklistEvent.id, ChecklistEvent.seal).where(ChecklistEvent.checklist_id == checklist_id)
    return of_list.order_by(ChecklistEvent.id)


def _whole() -> tuple[Any, ...]:
    return selectinload(Checklist.items), _with_template()


def _with_template() -> Any:
    return joinedload(Checklist.version).joinedload(TemplateVersion.template)


def _own(actor: Actor) -> tuple[Any, ...]:
    if actor.may(Right.TASK_OVERSEE):
        return ()
    posts = posts_of(actor)
    anybodys = and_(Checklist.who_may == "", Checklist.department.in_(sorted(departments_of(posts))))
    return (or_(anybodys, Checklist.who_may.in_(sorted(posts))),)


def _is_theirs(checklist: Checklist, actor: Actor) -> bool:
    if actor.may(Right.TASK_OVERSEE):
        return True
    posts = posts_of(actor)
    return checklist.who_may in posts or (not checklist.who_may and checklist.department in departments_of(posts))
