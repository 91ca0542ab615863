"""Several services in one visit: one slot as long as all of them, with who can do all of it (BR12, A4)."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import DatabaseError

from portal.db import session
from portal.domain.actors import NOBODY
from portal.domain.booking.models import Allocation, Booking, Service
from portal.domain.booking.operations import book, move_booking
from portal.domain.booking.queries import free_times, service_called
from portal.domain.booking.refusals import ServiceNotOffered, SlotTaken
from portal.domain.booking.together import also_booked, as_booked, service_booked, services_with_needs, together
from portal.domain.booking.words import Kind, Need
from portal.domain.errors import ChangedMeanwhile
from tests.factories_booking import NOW, booked, booking_draft, live, make_a_service, make_bay, to, wall

NINE = wall("2026-06-02 09:00")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def oil(anna, bay) -> Service:
    """Twenty minutes of an advisor, then forty of a bay."""
    return make_a_service(60, needs=(Need(Kind.ADVISOR, 20), Need(Kind.BAY, 40, 20)), after=10)


@pytest.fixture
def tyres(oil) -> Service:
    """Fifteen, then forty-five."""
    return make_a_service(60, needs=(Need(Kind.ADVISOR, 15), Need(Kind.BAY, 45, 15)), after=15, notice=30)


def taken(booking: Booking) -> list[tuple[int, int, int]]:
    """From when to when after its start, and the buffer behind."""
    start = int(booking.start_at.timestamp()) // 60
    rows = sorted(live(), key=lambda row: row.from_minute)
    return [(r.from_minute - start, r.to_minute - start, r.after_minutes) for r in rows if r.booking_id == booking.id]


def test_two_services_are_one_slot_as_long_as_both_with_one_buffer(oil: Service, tyres: Service):
    """BR12: the advisor receives once, then the bay works once."""
    both = booked(oil, NINE, also_ids=(tyres.id,))
    assert both.end_at - both.start_at == 120 * MINUTE
    assert taken(both) == [(0, 35, 15), (35, 120, 15)]
    assert also_booked(both.id) == (tyres.id,)
    assert both.also_named == tyres.name


def test_whoever_comes_for_one_of_them_cannot_have_that_time(oil: Service, tyres: Service, bay):
    """A4: refused by the search, and by the database whatever the code does."""
    booked(oil, NINE, also_ids=(tyres.id,))
    with pytest.raises(SlotTaken):
        booked(tyres, NINE + 60 * MINUTE)
    first = next(row for row in live() if row.resource_id == bay.id)
    facts = {"resource_id": bay.id, "lane": 0, "booking_id": first.booking_id}
    second = Allocation(from_minute=first.from_minute + 50, to_minute=first.from_minute + 60, **facts)
    with pytest.raises(DatabaseError, match="slot_taken"), session().begin_nested():
        session().add(second)


def test_it_takes_the_one_bay_that_can_do_all_of_it(anna):
    """BR12: with nobody who can, nothing is offered."""
    make_bay("Lift", skills=frozenset({"lift"}))
    both = make_bay("Both", skills=frozenset({"lift", "tyres"}))
    one = make_a_service(30, needs=(Need(Kind.BAY, 30, 0, "lift"),))
    other = make_a_service(30, needs=(Need(Kind.BAY, 30, 0, "tyres"),))
    third = make_a_service(30, needs=(Need(Kind.BAY, 30, 0, "paint"),))
    whole = services_with_needs((one.id, other.id))
    assert {slot.of(Kind.BAY).place_id for slot in free_times(whole, NINE.date(), NOW)} == {both.id}
    assert len(free_times(one, NINE.date(), NOW)) >= len(free_times(whole, NINE.date(), NOW))
    assert free_times(services_with_needs((one.id, third.id)), NINE.date(), NOW) == []


def test_what_is_free_for_both_can_be_booked_and_moved_as_both(oil: Service, tyres: Service):
    """BE10: the offer, the commit and the move ask alike."""
    whole = services_with_needs((oil.id, tyres.id))
    last = free_times(whole, NINE.date(), NOW)[-1]
    assert last.end_at == wall("2026-06-02 18:00")
    both = booked(oil, last.start_at, also_ids=(tyres.id,))
    moved = move_booking(both, to(NINE), by=NOBODY, at=NOW)
    assert taken(moved) == [(0, 35, 15), (35, 120, 15)]
    assert service_booked(moved).minutes == 120


def test_the_same_form_with_other_services_is_not_the_same(oil: Service, tyres: Service):
    """BE9."""
    draft = booking_draft(oil, NINE, form_key="f" * 43, also_ids=(tyres.id,))
    first = book(draft, by=NOBODY, at=NOW)
    assert book(draft, by=NOBODY, at=NOW).id == first.id
    with pytest.raises(ChangedMeanwhile):
        book(booking_draft(oil, NINE, form_key="f" * 43, contact=draft.contact), by=NOBODY, at=NOW)


def test_several_are_called_by_their_names_and_a_visit_has_an_end(oil: Service, tyres: Service):
    """BR12: one that isn't offered spoils it; at most five."""
    whole = service_called(f"{oil.slug}+{tyres.slug}", NOBODY)
    assert (whole.name, whole.also_ids) == (f"{oil.name} + {tyres.name}", (tyres.id,))
    assert service_called(f"{oil.slug}+{oil.slug}", NOBODY) is oil
    assert service_called(f"{oil.slug}+none", NOBODY) is None
    six = [make_a_service().slug for _ in range(6)]
    assert service_called("+".join(six), NOBODY) is None
    days = [make_a_service(4 * 24 * 60) for _ in range(2)]
    assert services_with_needs([one.id for one in days]) is None, "nothing is taken for more than a week"
    tyres.retired_at = NOW
    with pytest.raises(ServiceNotOffered):
        booked(oil, NINE, also_ids=(tyres.id,))


def test_the_strictest_counts_and_nothing_made_up_is_stored(oil: Service, tyres: Service):
    tyres.is_confirmed_at_once, tyres.horizon_days, tyres.price_zh = False, 7, "80 元"
    oil.price, tyres.price = "€50", "€80"
    whole = together([oil, tyres])
    assert (whole.notice_minutes, whole.horizon_days, whole.is_confirmed_at_once) == (30, 7, False)
    assert (whole.price, whole.price_zh) == ("€50 + €80", "€50 + 80 元")
    assert as_booked(oil, "", "") is oil
    session().flush()
    assert whole not in session()
