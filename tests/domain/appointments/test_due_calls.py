"""Who stands on the list of calls, however far ahead, without looking through the calls of past days (A22)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from portal.db import session
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.links import new_keys
from portal.domain.appointments.models import Notice
from portal.domain.appointments.operations import appoint
from portal.domain.appointments.operations.contacts import record_call
from portal.domain.appointments.preparation_words import Result
from portal.domain.appointments.prepared import desk_for
from portal.domain.booking.refusals import SlotNotOffered
from portal.domain.booking.situation import shop
from portal.domain.calendars.hours import SpecialDay
from portal.domain.calendars.operations import edit_calendar
from portal.domain.calendars.queries import calendar_with_days, draft_of
from portal.domain.rights import Role
from tests.factories_booking import DESK, NOW, booking_draft, make_a_service, wall
from tests.factories_people import actor_of, make_person

HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
THEN = wall("2026-06-16T09:00")


@pytest.fixture
def nina(shop):
    """A person: calls name who it was."""
    return actor_of(make_person(Role.ADMINISTRATOR, name="Nina"))


@pytest.fixture
def appointment(anna):
    """Two weeks ahead."""
    return made(THEN)


def made(start_at):
    """Everybody has read of it."""
    draft = AppointmentDraft(booking_draft(make_a_service(step=30), start_at))
    appointment = appoint(draft, new_keys(), by=NOBODY, at=NOW)
    session().execute(update(Notice).values(acknowledged_at=NOW))
    return appointment


def called_at(at):
    """When those on the list come, and how many calls nobody took."""
    session().flush()
    return [(one.line.booking.start_at, one.unanswered) for one in desk_for(DESK, at).calls]


def test_a_call_that_nobody_took_weeks_before_is_noted_and_the_one_before_the_time_stays_due(appointment, nina):
    """A22: it stands on the list for its hour, nobody is at risk for calls of weeks before."""
    due_at = appointment.confirm_due_at
    for number in (1, 2, 3):
        record_call(appointment, Result.NO_ANSWER, number, by=nina, at=NOW + number * HOUR)
    assert (appointment.confirm_due_at, appointment.at_risk_at) == (due_at, None)
    assert called_at(NOW + 4 * HOUR) == called_at(THEN - 5 * HOUR) == []
    assert called_at(THEN - 4 * HOUR) == [(THEN, 3)]
    record_call(appointment, Result.NO_ANSWER, 4, by=nina, at=THEN - 4 * HOUR)
    assert appointment.confirm_due_at == THEN - 4 * HOUR + 10 * MINUTE
    record_call(appointment, Result.NO_ANSWER, 5, by=nina, at=THEN - HOUR)
    assert (appointment.confirm_due_at, appointment.at_risk_at) == (None, THEN - HOUR)
    assert called_at(THEN - MINUTE) == [(THEN, 5)]
    assert called_at(THEN) == []


def test_of_whom_nobody_knows_stands_there_until_the_time_however_far_ahead_it_is(appointment):
    """A22: also one of whom it was said weeks before."""
    appointment.at_risk_at, appointment.confirm_due_at = NOW, None
    assert called_at(NOW + 3 * DAY) == called_at(THEN - HOUR) == [(THEN, 0)]
    assert called_at(THEN + MINUTE) == []


def test_over_a_night_a_half_day_and_a_holiday_the_first_customers_are_called_before_the_shop_closes(anna):
    """A22, BR35: due an hour before, elapsed, while nobody is there; it stands on the list in the last open hours."""
    friday, monday = wall("2026-06-05T11:59"), wall("2026-06-09T08:30")
    close_over_the_weekend()
    first, later = (made(at) for at in (monday, monday + HOUR))
    assert first.confirm_due_at == monday - HOUR  # 07:30, before it opens
    assert called_at(wall("2026-06-05T08:59")) == []
    assert called_at(wall("2026-06-05T09:01")) == called_at(friday) == [(monday, 0)]
    assert called_at(monday - HOUR) == [(monday, 0), (later.booking.start_at, 0)]
    with pytest.raises(SlotNotOffered):
        made(monday - 2 * DAY)


def test_the_hour_of_an_answer_is_of_opening_hours_over_a_half_day_and_a_holiday(anna):
    """BR25: asked for half an hour before the half day ends, it is due half an hour after the next opening."""
    close_over_the_weekend()
    draft = booking_draft(make_a_service(is_confirmed_at_once=False), wall("2026-06-10T09:00"))
    asked = appoint(AppointmentDraft(draft), new_keys(), by=NOBODY, at=wall("2026-06-05T11:30"))
    due = select(Notice.due_at).where(Notice.booking_id == asked.booking_id)
    assert session().scalars(due).all() == [wall("2026-06-09T08:30")]


def close_over_the_weekend():
    """Open from 8 to 18, on Friday until 12; Saturday and Sunday not, and Monday is a holiday."""
    calendar = calendar_with_days(shop().calendar_id)
    days = (((480, 1080),),) * 5 + ((), ())
    special = {date(2026, 6, 5): SpecialDay("Half day", ((480, 720),)), date(2026, 6, 8): SpecialDay("Holiday")}
    draft = replace(draft_of(calendar), weekly=days, single=special)
    edit_calendar(calendar.id, draft, calendar.version, by=SYSTEM, at=NOW)
