"""Checklists for the tests: a short template, lists of it, and what people say about their items."""

from datetime import UTC, datetime, timedelta
from itertools import count

from flask import Flask

from portal.db import session
from portal.domain.actors import SYSTEM, Actor
from portal.domain.attachments.models import Attachment
from portal.domain.attachments.store import Store
from portal.domain.checklists.drafts import ListDraft, Statement, TemplateDraft
from portal.domain.checklists.models import Checklist, ChecklistEvent
from portal.domain.checklists.operations import make_checklist, make_template, say
from portal.domain.checklists.queries import newest_version
from portal.domain.checklists.templates import Content, Item, Section
from portal.domain.checklists.words import Kind, Photo, Said
from portal.domain.departments.words import Department
from portal.domain.tasks.models import Task
from portal.domain.tasks.operations import make_task
from portal.domain.tasks.rules import TaskDraft
from portal.domain.tasks.words import Anchor

NOON = datetime(2026, 6, 2, 12, tzinfo=UTC)
SHORT = Content(
    (
        Section(
            "Room",
            "房间",
            (
                Item("a1", "Bed", "床", Department.HOUSEKEEPING, is_critical=True),
                Item("b1", "Minibar", "小酒吧", Department.HOUSEKEEPING, Kind.COUNT, par=3, photo=Photo.NEVER),
                Item("g1", "Lamps", "灯具", Department.ENGINEERING, photo=Photo.NEVER, due_minutes=-90),
            ),
        ),
    ),
    due_minutes=-60,
)
_keys = count(1)


def make_short_template(slug: str = "short", content: Content = SHORT, **facts):
    """Housekeeping's, of three items."""
    draft = TemplateDraft(slug, "Short check", "简短检查", Department.HOUSEKEEPING, **facts)
    return make_template(draft, content, by=SYSTEM, at=NOON)


def make_list(content: Content = SHORT, *, at: datetime = NOON, **facts) -> Checklist:
    """A list of a template of its own, in room 1201."""
    slug = f"short-{next(_keys)}"
    make_short_template(slug, content)
    checklist = make_checklist(newest_version(slug), ListDraft(place="1201", **facts), by=SYSTEM, at=at)
    session().flush()
    return checklist


def says(checklist: Checklist, position: int, said: Said, *, by: Actor, at: datetime = NOON, **facts) -> ChecklistEvent:
    """What became of somebody's statement; with a key of its own unless one is given."""
    key = facts.pop("key", f"key-{next(_keys)}")
    seen = facts.pop("seen_id", checklist.last_event_id)
    statement = Statement(key, said, seen_id=seen, **facts)
    return say(checklist, checklist.items[position], statement, by=by, at=at).event


def make_lists(app: Flask, at: datetime) -> dict[str, int]:
    """Housekeeping's list with a photo in it, and one of the kitchen's; for the walk through all addresses."""
    ours = make_list(at=at)
    make_template(TemplateDraft("kitchen", "Kitchen", "厨房", Department.KITCHEN), SHORT, by=SYSTEM, at=at)
    theirs = make_checklist(newest_version("kitchen"), ListDraft(), by=SYSTEM, at=at)
    photo = Attachment(
        key="p" * 43, name="p.jpg", media_type="image/jpeg", size=1, sha256="", uploaded_at=at, place="", claimed_at=at
    )
    session().add(photo)
    path = Store(app.config["PORTAL"].attachments, lambda _path: False).path(photo.key)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"p")
    session().flush()
    says(ours, 0, Said.PHOTO, by=SYSTEM, at=at, photo_id=photo.id)
    tasks = [_task(department, at) for department in (Department.HOUSEKEEPING, Department.KITCHEN)]
    session().flush()
    return {"list": ours.id, "their list": theirs.id, "task": tasks[0].id, "their task": tasks[1].id}


def _task(department: Department, at: datetime) -> Task:
    draft = TaskDraft("works", "Works again", "", department, Anchor.MADE, timedelta(0), at + timedelta(days=30))
    return make_task(draft, by=SYSTEM, at=at)
