"""One stay's page: its facts, its level with who and why, its timetable, and what hangs on it."""

from typing import Any

from flask import url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.blueprints.stays.forms import AskForm, PhoneForm, ReasonForm, WordForm
from portal.blueprints.stays.naming import in_language, known_as, my_posts, spoken_to
from portal.blueprints.stays.showing import View, level_name, missing
from portal.blueprints.stays.words import ASKED, LEVELS, ROOM_TYPES, SOURCES, STATES, VOID_REASONS
from portal.domain.checklists.queries import checklists_about
from portal.domain.people.queries import names_of
from portal.domain.stays.approving import approvers_of, reason_of
from portal.domain.stays.finding import may_know_name
from portal.domain.stays.models import LevelRequest, Stay
from portal.domain.stays.profile import Profile, profile_of
from portal.domain.stays.queries import requests_of
from portal.domain.stays.words import Asked, Level, Source, State
from portal.domain.tasks.models import Task
from portal.domain.tasks.queries import tasks_about
from portal.showing.department_words import DEPARTMENT_NAMES, POST_NAMES
from portal.web.countries import country_name
from portal.web.formats import deadline_view

UNDECIDED = (Asked.PROPOSED, Asked.OPEN)


def head_view(stay: Stay) -> View:
    """What stands above each of its pages."""
    held = my_posts()
    return {
        "reference": stay.reference,
        "name": known_as(stay, held),
        "salutation": spoken_to(stay, held),
        "level": level_name(stay.level),
        "level_word": stay.level or "",
        "state": _(STATES[State(stay.state)]),
        "room": stay.room.number if stay.room else "",
        "due": deadline_view(_("arrival"), stay.arrive_at, started_at=stay.created_at, met_at=stay.arrived_at)
        if stay.is_running
        else None,
        "is_running": stay.is_running,
    }


def facts_view(stay: Stay) -> dict[str, Any]:
    """For the template."""
    profile, requests = profile_of(stay.profile.content), requests_of(stay)
    tasks, lists = tasks_about(stay), checklists_about(stay)
    people = {stay.level_by_id, *(one.asked_by_id for one in requests), *(one.decided_by_id for one in requests)}
    names = names_of([number for number in people if number is not None])
    undecided = [one for one in requests if one.state in UNDECIDED]
    return {
        "head": head_view(stay),
        "facts": _facts(stay),
        "missing": missing(stay, {stay.id} if undecided else set()) if stay.state == State.EXPECTED else [],
        "level": _level(stay, profile, names),
        "requests": [_request(one, profile, names) for one in requests],
        "tasks": [_task(task) for task in tasks if task.voided_at is None],
        "void_tasks": [_task(task) for task in tasks if task.voided_at is not None],
        "lists": [_list(one) for one in lists if one.voided_at is None],
        "ask_form": _ask_form(profile) if stay.is_running else None,
        "word_form": WordForm(),
        "phone_form": PhoneForm(),
        "reason_form": ReasonForm(),
        "is_expected": stay.state == State.EXPECTED,
        "is_in_house": stay.state == State.IN_HOUSE,
        "is_off": stay.state in (State.CANCELLED, State.NO_SHOW),
        "needs_reason": stay.level == Level.V1,
    }


def _facts(stay: Stay) -> list[tuple[str, object]]:
    guest, knows = stay.guest, may_know_name(stay, my_posts())
    person = [
        (_("Position or title"), guest.title),
        (_("Country"), country_name(guest.country) if guest.country else ""),
        (_("Mother tongue"), guest.language),
        (_("Likes"), guest.likes),
        (_("Must not have"), guest.avoids),
    ]
    return [
        *(person if knows else []),
        (_("Arrival"), _sure(stay.arrival_source)),
        (_("Flight or train"), stay.travels_by),
        (_("Pick-up"), stay.pick_up),
        (_("How many people"), str(stay.people)),
        (_("Kind of room"), _(ROOM_TYPES[stay.room_type])),
        (_("Booked by"), f"{stay.booked_by} {stay.booked_by_phone}".strip()),
        (_("Requests"), stay.requests),
        (_("Itinerary"), stay.itinerary if knows else ""),
        (_("Why it ended"), _why(stay.ended_reason)),
    ]


def _why(reason: str) -> str:
    """In the reader's words, where the house itself wrote it."""
    return _(VOID_REASONS[reason]) if reason in VOID_REASONS else reason


def _sure(source: str) -> str:
    return _(SOURCES[Source(source)])


def _level(stay: Stay, profile: Profile, names: dict[int, str]) -> View | None:
    if not stay.level:
        return None
    reason = reason_of(profile.of(Level(stay.level)), stay.level_reason)
    return {
        "name": level_name(stay.level),
        "reason": in_language(reason.text, reason.text_zh) if reason else stay.level_reason,
        "by": names.get(stay.level_by_id or 0, ""),
        "at": stay.level_at,
    }


def _request(one: LevelRequest, profile: Profile, names: dict[int, str]) -> View:
    level = Level(one.level)
    reason, may = reason_of(profile.of(level), one.reason), approvers_of(profile, level, one.reason)
    return {
        "id": one.id,
        "level": _(LEVELS[level]),
        "reason": in_language(reason.text, reason.text_zh) if reason else one.reason,
        "note": one.note,
        "state": _(ASKED[Asked(one.state)]),
        "asked_at": one.asked_at,
        "asked_by": names.get(one.asked_by_id or 0, ""),
        "decided_at": one.decided_at,
        "decided_by": names.get(one.decided_by_id or 0, ""),
        "word": one.word,
        "by_phone": one.by_phone_name,
        "is_own": one.is_own,
        "is_undecided": one.state in UNDECIDED,
        "is_mine": bool(may & my_posts()),
        "approvers": [_(POST_NAMES[post]) for post in sorted(may)],
    }


def _task(task: Task) -> View:
    return {
        "id": task.id,
        "title": task.called(str(get_locale())),
        "href": url_for("tasks.tasks.show", task_id=task.id),
        "department": _(DEPARTMENT_NAMES[task.department]),
        "owner": _(POST_NAMES[task.owner]) if task.owner else "",
        "due": deadline_view("", task.due_at, started_at=task.made_at, met_at=task.done_at),
        "is_open": task.is_open,
        "is_provisional": task.is_provisional,
        "is_compressed": task.is_compressed and task.is_open,
        "asks_redo": task.redo_asked_at is not None,
        "void_reason": _why(task.void_reason),
        "due_at": task.due_at,
    }


def _list(one: Any) -> View:
    template = one.version.template
    return {
        "title": in_language(template.name, template.name_zh),
        "href": url_for("checklists.lists.show", checklist_id=one.id),
        "is_signed": one.signed_at is not None,
        "due": deadline_view("", one.due_at, started_at=one.made_at, met_at=one.signed_at),
    }


def _ask_form(profile: Profile) -> AskForm:
    form = AskForm()
    form.reason.choices = reason_choices(profile)
    return form


def reason_choices(profile: Profile) -> list[tuple[str, str]]:
    """Each level's reasons, but the fruit basket's, which is a rule: "v2 2a"."""
    return [("", _("Choose"))] + [
        (f"{facts.level} {reason.code}", f"{_(LEVELS[facts.level])} · {in_language(reason.text, reason.text_zh)}")
        for facts in profile.levels
        if facts.level != Level.BASKET
        for reason in facts.reasons
    ]
