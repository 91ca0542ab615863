"""The three pages as living parts: the same for all who may do the same, so no token stands in them."""

from typing import Any

from flask import render_template, request, url_for

from portal.blueprints.preparation.showing import CALL_RESULTS, TONES, call_view, line_view, notice_view
from portal.blueprints.preparation.words import PART_STATES, RESULTS
from portal.clock import now
from portal.domain.appointments.preparation import PartLine
from portal.domain.appointments.preparation_words import Side
from portal.domain.appointments.prepared import desk_for, told_and_read
from portal.domain.appointments.queries import Line
from portal.domain.appointments.sheets import shop_day, shop_zone
from portal.domain.appointments.store import store_for
from portal.domain.booking.minutes import day_bounds
from portal.web.admission import actor
from portal.web.formats import DeadlineView
from portal.web.ids import key
from portal.web.live import Key, Look

View = dict[str, Any]


def calls_key() -> Key:
    """Each page of the notices and of the calls is another view."""
    return "calls", _number("after"), _number("call")


def look_at_calls() -> Look:
    """Whom to call, what to answer, what to acknowledge."""
    after, call = _number("after"), _number("call")
    desk = desk_for(actor(), now(), after, call)
    calls, told = [call_view(one) for one in desk.calls], [notice_view(one) for one in desk.told]
    return _look(
        "preparation/_calls.html",
        calls=calls,
        requests=[one for one in told if one["is_request"]],
        notices=[one for one in told if not one["is_request"]],
        results=[(result, RESULTS[result]) for result in CALL_RESULTS],
        **_pages("calls", after, desk.following)
        | {"here": url_for("preparation.live_calls.show", after=after, call=call)},
        soonest=None if call is None else url_for("preparation.calls.index"),
        later=None if desk.later is None else url_for("preparation.calls.index", call=desk.later),
    )


def workshop_key() -> Key:
    """The same of the workshop."""
    return "workshop", _number("after")


def look_at_workshop() -> Look:
    """What is to be acknowledged, what is due first on top; below what was."""
    after = _number("after")
    told, read, following = told_and_read(actor(), Side.WORKSHOP, now(), after)
    return _look(
        "preparation/_workshop.html",
        notices=[notice_view(one) for one in told],
        done=[notice_view(one) for one in read] if after is None else [],
        **_pages("workshop", after, following),
    )


def parts_key() -> Key:
    """The same of the parts desk; later parts besides."""
    return "parts", _number("after"), _number("line")


def look_at_parts() -> Look:
    """Notices, and parts by part."""
    zone, after, line = shop_zone(), _number("after"), _number("line")
    store = store_for(actor(), day_bounds(shop_day(now(), zone), zone)[0], after, line)
    pages = _pages("parts", after, store.following)
    return _look(
        "preparation/_parts.html",
        notices=[notice_view(one) for one in store.told],
        parts=[
            {"name": part.name, "wanted": part.wanted, "lines": [_part_view(*one) for one in part.lines]}
            for part in store.parts
        ],
        **pages | {"here": url_for("preparation.live_parts.show", after=after, line=line)},
        soonest=None if line is None else url_for("preparation.parts.index"),
        later=None if store.later is None else url_for("preparation.parts.index", line=store.later),
    )


def _pages(side: str, after: int | None, following: int | None) -> View:
    """Where this page asks for itself, and the first and the next."""
    index = f"preparation.{side}.index"
    return {
        "here": url_for(f"preparation.live_{side}.show", after=after),
        "first": None if after is None else url_for(index),
        "following": None if following is None else url_for(index, after=following),
    }


def _number(name: str) -> int | None:
    return request.args.get(name, type=key)


def _look(template: str, **shown: Any) -> Look:
    may = actor().rights
    return Look(_standing(shown), lambda signature: render_template(template, **shown, may=may, signature=signature))


def _part_view(part: PartLine, line: Line) -> View:
    return {
        **line_view(line),
        "part_id": part.id,
        "quantity": part.quantity,
        "state": str(PART_STATES[part.state]),
        "tone": TONES[part.state],
        "expected_on": part.expected_on,
        "is_laid_out": part.laid_out_at is not None,
    }


def _standing(shown: Any) -> Any:
    """What is shown without the words that tick: of a promise its moment and its urgency."""
    if isinstance(shown, dict):
        return [(name, _standing(value)) for name, value in shown.items()]
    if isinstance(shown, list):
        return [_standing(one) for one in shown]
    return (shown.due_iso, shown.at, shown.urgency) if isinstance(shown, DeadlineView) else shown
