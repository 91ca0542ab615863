"""A list and its rows, ready to be drawn: in the reader's language, without a word of who reads (U4, U10, U13)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.blueprints.checklists.words import DEPARTMENTS, ICONS, RESULTS, SAID, STATES, reasons_of
from portal.domain.checklists.models import Checklist, ChecklistItem
from portal.domain.checklists.queries import Spoken, photo_keys, spoken_in
from portal.domain.checklists.rules import ANSWERS, wants_photo
from portal.domain.checklists.words import Kind, Photo, Said, State
from portal.domain.tasks.models import Task
from portal.domain.tasks.queries import faults_of
from portal.web.formats import Timetable, deadline_view, iso

View = dict[str, Any]
MINUTE = timedelta(minutes=1)
REST_FROM = 2  # so many open items of a section, and one button answers them together (U12)


def in_chinese() -> bool:
    """Lists speak the language of who reads them."""
    return str(get_locale()).startswith("zh")


def called(english: str, chinese: str) -> str:
    """In the reader's language; what is empty in Chinese is the same."""
    return (chinese or english) if in_chinese() else english


def name_of(checklist: Checklist) -> str:
    """As its template is called."""
    template = checklist.version.template
    return called(template.name, template.name_zh)


def title_of(checklist: Checklist) -> str:
    """Where, and what."""
    return f"{checklist.place} · {name_of(checklist)}" if checklist.place else name_of(checklist)


def initials(name: str) -> str:
    """Of "Li Na" LN; of 吴俊 both characters."""
    parts = name.split()
    if len(parts) > 1:
        return (parts[0][0] + parts[-1][0]).upper()
    return name[-2:] if name and not name.isascii() else name[:2].upper()


def due_of(checklist: Checklist, at: datetime | None = None) -> Any:
    """The promise of a list; a signed one has kept it or not."""
    met_at = checklist.signed_at
    return deadline_view("", checklist.due_at, started_at=checklist.made_at, met_at=met_at, at=at)


def progress_of(items: Iterable[ChecklistItem]) -> View:
    """How far, and what is wrong."""
    states = [State(item.state) for item in items]
    done = sum(state != State.OPEN for state in states)
    return {
        "of": len(states),
        "done": done,
        "open": len(states) - done,
        "faults": sum(state == State.FAILED for state in states),
    }


def signed_row_of(checklist: Checklist) -> View:
    """A line among those that are over."""
    return {
        "id": checklist.id,
        "title": title_of(checklist),
        "department": str(DEPARTMENTS[checklist.department]),
        "href": url_for("checklists.lists.show", checklist_id=checklist.id),
        "due": due_of(checklist),
        "result": str(RESULTS[checklist.result]) if checklist.result else "",
    }


def row_of(checklist: Checklist) -> View:
    """A line among the open lists, which come with their items."""
    return {**signed_row_of(checklist), "progress": progress_of(checklist.items)}


def list_view(checklist: Checklist) -> View:
    """The whole list."""
    spoken, table = spoken_in(checklist), Timetable()
    tasks = faults_of([item.id for item in checklist.items])
    about = _About(
        checklist, table, spoken, tasks, photo_keys(checklist) if any(i.photos for i in checklist.items) else {}
    )
    rows = [about.row(item) for item in checklist.items]
    return {
        "id": checklist.id,
        "title": title_of(checklist),
        "seen": checklist.last_event_id,
        "due": due_of(checklist),
        "anchor": table.clock(checklist.anchor_at),
        "progress": progress_of(checklist.items),
        "sections": _sections(checklist, rows),
        "missing": sum(row["photo_missing"] for row in rows),
        "following": next((row for row in rows if row["state"] == State.OPEN), None),
        "is_open": checklist.is_open,
        "is_void": checklist.voided_at is not None,
        "void_reason": checklist.void_reason,
        "result": str(RESULTS[checklist.result]) if checklist.result else "",
        "signed": table.clock(checklist.signed_at),
        "orphans": sum(one.event.is_orphan for one in spoken),
        "language": "zh-Hans" if in_chinese() else "en",
    }


class _About:
    """What is said of the items of one list, by item."""

    def __init__(
        self, checklist: Checklist, table: Timetable, spoken: list[Spoken], tasks: list[Task], keys: Mapping[int, str]
    ) -> None:
        self.checklist, self.table, self.keys = checklist, table, keys
        self.spoken: dict[int, list[Spoken]] = defaultdict(list)
        for one in spoken:
            if not one.event.is_orphan:
                self.spoken[one.event.item_id].append(one)
        self.tasks = {task.item_id: task for task in tasks if task.voided_at is None}

    def row(self, item: ChecklistItem) -> View:
        """One item with what was said about it."""
        answer = self._answer(item)
        task = self.tasks.get(item.id)
        is_breach = item.kind == Kind.PROHIBITED
        return {
            "id": item.id,
            "code": item.code,
            "section": item.section,
            "text": called(item.text, item.text_zh),
            "state": State(item.state),
            "word": str(STATES[item.state]),
            "icon": ICONS[State(item.state)],
            "yes": _("No breach") if is_breach else _("OK"),
            "no": _("Breach") if is_breach else _("Fault"),
            "kind": item.kind,
            "par": item.par,
            "found": item.par if item.found is None else item.found,
            "is_critical": item.is_critical,
            "is_contradicted": item.is_contradicted,
            "department": item.department,
            "reasons": [str(reason) for reason in reasons_of(item.department)],
            "photo_missing": wants_photo(Photo(item.photo), State(item.state), item.photos),
            "wants_photo": item.photo == Photo.ALWAYS,
            "by": answer.by if answer else "",
            "initials": initials(answer.by) if answer else "",
            "at": self.table.clock(item.answered_at),
            "device": answer.event.device if answer else "",
            "is_unverified": bool(answer and not answer.event.is_time_verified),
            "reason": answer.event.reason if answer else "",
            "task": self._task(task) if task and item.state == State.FAILED else "",
            "is_mended": bool(task and task.done_at and item.state == State.FAILED),
            "notes": [one.event.reason for one in self.spoken[item.id] if one.event.said == Said.NOTE],
            "photos": self._photos(item),
        }

    def _answer(self, item: ChecklistItem) -> Spoken | None:
        """The event that made it so."""
        if item.answered_at is None:
            return None
        fits = [
            one
            for one in self.spoken[item.id]
            if one.event.said in ANSWERS
            and one.event.happened_at == item.answered_at
            and one.event.person_id == item.answered_by_id
        ]
        return fits[0] if fits else None

    def _task(self, task: Task) -> str:
        if task.done_at:
            return _("mended %(at)s", at=self.table.clock(task.done_at))
        where = str(DEPARTMENTS[task.department])
        return _("%(department)s by %(at)s", department=where, at=self.table.clock(task.due_at))

    def _photos(self, item: ChecklistItem) -> list[str]:
        keys = [self.keys.get(one.event.photo_id or 0) for one in self.spoken[item.id] if one.event.photo_id]
        return [url_for("checklists.photos.show", checklist_id=self.checklist.id, key=key) for key in keys if key]


def _sections(checklist: Checklist, rows: list[View]) -> list[View]:
    """Items that follow each other under one heading, in the order in which one walks (U11)."""
    sections: list[View] = []
    for item, row in zip(checklist.items, rows, strict=True):
        name = called(item.section, item.section_zh)
        if not sections or sections[-1]["name"] != name:
            sections.append({"name": name, "number": len(sections) + 1, "rows": []})
        sections[-1]["rows"].append(row)
    for section in sections:
        rest = [row["id"] for row in section["rows"] if may_be_bulk(row)]
        section["rest"] = rest if len(rest) >= REST_FROM and checklist.is_open else []
        section["done"] = sum(row["state"] != State.OPEN for row in section["rows"])
    return sections


def may_be_bulk(row: View) -> bool:
    """Open, not critical, a plain tick (U12)."""
    return row["state"] == State.OPEN and not row["is_critical"] and row["kind"] == Kind.TICK and not row["wants_photo"]


def history_view(checklist: Checklist) -> list[View]:
    """Everything that was said, the latest first: who, when it happened, when it was heard, on what (V32)."""
    table, items = Timetable(), {item.id: item for item in checklist.items}
    return [_told(one, items[one.event.item_id], table) for one in reversed(spoken_in(checklist))]


def _told(one: Spoken, item: ChecklistItem, table: Timetable) -> View:
    event = one.event
    return {
        "id": event.id,
        "code": item.code,
        "text": called(item.text, item.text_zh),
        "said": str(SAID[event.said]),
        "icon": ICONS.get(State(event.said), "info-circle") if event.said in set(State) else "info-circle",
        "reason": event.reason,
        "found": event.found,
        "by": one.by,
        "sent_by": one.sent_by,
        "device": event.device,
        "happened": table.clock(event.happened_at),
        "heard": table.clock(event.at),
        "is_late": event.at - event.happened_at >= MINUTE,
        "is_unverified": not event.is_time_verified,
        "is_bulk": event.is_bulk,
        "is_from_paper": event.is_from_paper,
        "is_orphan": event.is_orphan,
        "iso": iso(event.happened_at),
    }
