"""Who stands on the list of calls, however far ahead, without looking through the calls of past days (A22)."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from portal.db import session
from portal.domain.actors import NOBODY
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.links import new_keys
from portal.domain.appointments.models import Notice
from portal.domain.appointments.operations import appoint
from portal.domain.appointments.operations.contacts import record_call
from portal.domain.appointments.preparation_words import Result
from portal.domain.appointments.prepared import calls_due
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
    """Two weeks ahead; everybody has read of it."""
    made = appoint(AppointmentDraft(booking_draft(make_a_service(), THEN)), new_keys(), by=NOBODY, at=NOW)
    session().execute(update(Notice).values(acknowledged_at=NOW))
    return made


def called_at(at):
    """When those on the list come, and how many calls nobody took."""
    session().flush()
    return [(one.line.booking.start_at, one.unanswered) for one in calls_due(DESK, at)]


def test_who_does_not_answer_weeks_before_stands_there_for_a_day_and_again_the_day_before(appointment, nina):
    """A22: however long ago the call was due."""
    record_call(appointment, Result.NO_ANSWER, 1, by=nina, at=NOW)
    assert called_at(NOW + HOUR) == [(THEN, 1)]
    assert called_at(NOW + 3 * DAY) == []
    assert called_at(THEN - DAY) == [(THEN, 1)]
    assert called_at(THEN) == []


def test_of_whom_nobody_knows_stands_there_until_the_time_however_far_ahead_it_is(appointment, nina):
    """A22: at risk, after two calls weeks before."""
    record_call(appointment, Result.NO_ANSWER, 1, by=nina, at=NOW)
    record_call(appointment, Result.NO_ANSWER, 2, by=nina, at=NOW + HOUR)
    assert appointment.at_risk_at is not None
    assert called_at(NOW + 3 * DAY) == called_at(THEN - HOUR) == [(THEN, 2)]
    assert called_at(THEN + MINUTE) == []
