"""Rows of the preparation, ready to be drawn: times on the shop's wall, names in the reader's language (BE22)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _

from portal.blueprints.preparation.words import NEWS, PART_STATES, READINESS, RESULTS
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.preparation import Contact, PartLine
from portal.domain.appointments.preparation_words import News, PartState, Readiness, Result, is_short_notice
from portal.domain.appointments.prepared import Called, Told
from portal.domain.appointments.queries import Line
from portal.domain.appointments.wording import beyond_name
from portal.domain.booking.models import Booking
from portal.domain.booking.words import Kind
from portal.domain.house.trade import Step
from portal.showing.naming import named
from portal.web.formats import DeadlineView, clock_in, deadline_view
from portal.web.steps import left_out

CALL_RESULTS = (Result.COMING, Result.NO_ANSWER, Result.WANTS_MOVE, Result.CANCELS)
TONES = {PartState.MISSING: "late", PartState.RESERVED: "kept", PartState.ASKED: ""}


def wall(at: datetime, booking: Booking, seen_at: datetime | None = None) -> str:
    """On the shop's wall: today the clock, within six days the weekday, further the date."""
    return clock_in(at, booking.zone, seen_at)


def line_view(line: Line) -> dict[str, Any]:
    """What every row says about an appointment."""
    booking, stands = line.booking, line.appointment
    return {
        "booking_id": booking.id,
        "reference": booking.reference,
        "name": stands.customer_name,
        "phone": stands.phone,
        "plate": stands.plate,
        "model": stands.model,
        "start": wall(booking.start_at, booking),
        "service": named(line.service),
        "content": beyond_name(stands.content, line.service),
        "advisor": named(line.of_kind(Kind.ADVISOR)),
        "bay": named(line.of_kind(Kind.BAY)),
        "href": url_for("preparation.appointments.show", booking_id=booking.id),
        "is_cancelled": not booking.is_live,
    }


def notice_view(told: Told) -> dict[str, Any]:
    """A notice with its promise: to be acknowledged by a moment, or by whom it was."""
    notice, booking = told.notice, told.line.booking
    return {
        **line_view(told.line),
        "id": notice.id,
        "news": NEWS[notice.news],
        "is_request": notice.news == News.REQUESTED,
        "start": wall(notice.start_at, booking),
        "before": wall(notice.before_at, booking) if notice.before_at else "",
        "due": deadline_view(
            _("to be answered") if notice.news == News.REQUESTED else _("to be acknowledged"),
            notice.due_at,
            started_at=notice.at,
            met_at=notice.acknowledged_at,
        ),
        "by": notice.acknowledged_by.name if notice.acknowledged_at and notice.acknowledged_by else "",
        "parts": parts_said(told.parts),
    }


def call_view(one: Called) -> dict[str, Any]:
    """A customer to be called, what was tried, what is ready."""
    appointment = one.line.appointment
    return {
        **line_view(one.line),
        "due": _call_due(appointment),
        "is_at_risk": appointment.at_risk_at is not None,
        "is_short_notice": not one.contacts and _is_short(appointment),
        "unanswered": one.unanswered,
        "next_contact": one.next_contact,
        "ready": [(what, word, what in one.ready) for what, word in READINESS.items() if not _is_no_step(what)],
        "is_missing": any(part.state == PartState.MISSING for part in one.parts),
        "parts": parts_said(one.parts),
    }


def contacts_said(contacts: Iterable[Contact], booking: Booking) -> list[tuple[str, str, str]]:
    """When, by whom, with what result."""
    return [(wall(one.at, booking), one.by.name if one.by else "", str(RESULTS[one.result])) for one in contacts]


def parts_said(parts: Iterable[PartLine]) -> list[tuple[str, str]]:
    """Each part with its state in words, and the state's tone."""
    return [
        (f"{part.name} × {part.quantity}{_(': ')}{PART_STATES[part.state]}", TONES[PartState(part.state)])
        for part in parts
    ]


def lead(endpoint: str, **values: object) -> str:
    """The address of another feature's page; "" where this portal doesn't have it."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else ""  # type: ignore[arg-type]


def _is_no_step(what: str) -> bool:
    """Nobody looks at it in a house that does without parts."""
    return what == Readiness.PARTS and left_out(Step.PARTS)


def _call_due(appointment: Appointment) -> DeadlineView:
    booking = appointment.booking
    if appointment.confirm_due_at is None:
        return deadline_view(_("until the time"), booking.start_at, started_at=appointment.at_risk_at)
    return deadline_view(_("to be called"), appointment.confirm_due_at, started_at=booking.confirmed_at)


def _is_short(appointment: Appointment) -> bool:
    """Booked later than the call would have been due (BE43)."""
    due_at, booking = appointment.confirm_due_at, appointment.booking
    return due_at is not None and booking.confirmed_at is not None and is_short_notice(due_at, booking.confirmed_at)
