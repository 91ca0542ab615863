"""Finding lists and what was said about them; proving that nothing was changed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import Model, session
from portal.domain.actors import Actor
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
    if not actor.may(Right.TASK_OVERSEE):
        posts = posts_of(actor)
        own = Checklist.department.in_(sorted(departments_of(posts)))
        found = found.where(or_(own, Checklist.who_may.in_(sorted(posts))))
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
    return (
        selectinload(Checklist.items),
        joinedload(Checklist.version).joinedload(TemplateVersion.template),
    )


def _is_theirs(checklist: Checklist, actor: Actor) -> bool:
    if actor.may(Right.TASK_OVERSEE):
        return True
    posts = posts_of(actor)
    return checklist.who_may in posts or (not checklist.who_may and checklist.department in departments_of(posts))
