"""The service desk in the queue: in order, for those who work there, at a fixed cost (Q7, A21, A22, BR25)."""

from datetime import timedelta

import pytest

from portal.db import session, transaction
from portal.domain.actors import NOBODY, Actor
from portal.domain.appointments.operations import confirm_appointment
from portal.domain.appointments.operations.arriving import note_arrival
from portal.domain.appointments.operations.contacts import record_call
from portal.domain.appointments.operations.notices import acknowledge_for_workshop
from portal.domain.appointments.preparation_words import Result, Side
from portal.domain.appointments.prepared import told_and_read
from portal.domain.promises.queries import Wanted, promises_of, tally_of
from portal.domain.promises.rules import Kind
from portal.domain.promises.wanted import SERVICE
from portal.domain.rights import Role
from portal.domain.tickets.queries import Filters
from tests.factories_appointments import make_appointment, make_round_the_clock_shop
from tests.factories_booking import DESK, NOW, make_a_service
from tests.factories_people import actor_of, make_person

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
FRONT_DESK = Actor(person_id=None, name="An", roles=frozenset({Role.FRONT_DESK}))
AGENT = Actor(person_id=None, name="Sam", roles=frozenset({Role.AGENT}))


@pytest.fixture
def service(app):
    """A shop around the clock."""
    with app.app_context(), transaction():
        yield make_round_the_clock_shop(NOW)


def kinds(actor=FRONT_DESK, at=NOW, **wanted):
    return [row.kind for row in promises_of(actor, Wanted(**wanted), at=at).rows]


def test_notices_calls_and_requests_stand_in_the_order_in_which_they_fall_due(service):
    """Q7: unacknowledged two hours before, an hour before the call, an hour for a request."""
    appointment = make_appointment(service, NOW + 5 * HOUR, at=NOW)
    asked = make_a_service(15, is_confirmed_at_once=False)
    request = make_appointment(asked, NOW + 9 * HOUR, at=NOW, by=NOBODY, name="Omar")
    rows = promises_of(FRONT_DESK, Wanted(), at=NOW).rows
    assert [row.kind for row in rows] == [Kind.REQUEST, *[Kind.NOTICE] * 3, Kind.CONFIRMATION]
    assert [row.due_at - NOW for row in rows] == [HOUR, 3 * HOUR, 3 * HOUR, 3 * HOUR, 4 * HOUR]
    confirm_appointment(request, by=DESK, at=NOW)
    told = told_and_read(DESK, Side.WORKSHOP, NOW)[0][0]
    acknowledge_for_workshop(told.notice, by=actor_of(make_person(Role.ADMINISTRATOR)), at=NOW)
    record_call(appointment, Result.COMING, 1, by=actor_of(make_person(Role.ADMINISTRATOR)), at=NOW)
    session().flush()
    assert sorted(kinds()) == sorted([*[Kind.NOTICE] * 5, Kind.CONFIRMATION])


def test_nobody_is_called_who_is_there_already(service):
    """A22, A33: checked in before the call was due."""
    appointment = make_appointment(service, NOW + 5 * HOUR, at=NOW)
    assert Kind.CONFIRMATION in kinds()
    note_arrival(appointment, by=DESK, at=NOW)
    session().flush()
    assert Kind.CONFIRMATION not in kinds()


def test_what_nobody_acknowledged_is_late(service):
    """A21: red in the queue."""
    make_appointment(service, NOW + 5 * HOUR, at=NOW)
    at = NOW + 3 * HOUR + MINUTE
    late = [row for row in promises_of(FRONT_DESK, Wanted(), at=at).rows if row.is_late(at)]
    assert [row.why for row in late] == ["workshop", "parts", "front_desk"]


def test_pages_follow_each_other_without_a_gap_and_counts_equal_rows(service):
    for number in range(4):
        make_appointment(service, NOW + 5 * HOUR + 15 * number * MINUTE, at=NOW)
    whole = promises_of(FRONT_DESK, Wanted(), at=NOW, most=100).rows
    found, after = [], ""
    while True:
        listing = promises_of(FRONT_DESK, Wanted(), at=NOW, after=after, most=3)
        found += listing.rows
        after = listing.further
        if not after:
            break
    assert found == whole
    assert tally_of(FRONT_DESK, Wanted(), at=NOW).kinds == {"": len(whole), SERVICE: len(whole)}
    wanted = Wanted(SERVICE, Filters(text="mei"))
    assert (
        len(promises_of(FRONT_DESK, wanted, at=NOW).rows)
        == len(whole)
        == tally_of(FRONT_DESK, wanted, at=NOW).kinds[SERVICE]
    )


def test_each_sees_the_desks_that_they_work_at(service):
    """Q7, P1: an agent has no service desk, the front desk no tickets."""
    make_appointment(service, NOW + 5 * HOUR, at=NOW)
    assert kinds(AGENT) == []
    assert SERVICE not in tally_of(AGENT, Wanted(), at=NOW).kinds
    assert Kind.TICKET not in tally_of(FRONT_DESK, Wanted(), at=NOW).kinds
