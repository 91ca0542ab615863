"""Booking, moving, cancelling, confirming against a real database (A4, BE1-BE13, BE33)."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from portal.db import session
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.audit.models import AuditEntry
from portal.domain.booking import refusals
from portal.domain.booking.models import Allocation, Booking, BookingChange
from portal.domain.booking.operations import (
    book,
    cancel_booking,
    confirm_booking,
    edit_service,
    move_booking,
    retire_resource,
)
from portal.domain.booking.queries import free_times
from portal.domain.booking.words import Kind, State
from portal.domain.errors import ChangedMeanwhile, RightMissing
from tests.factories_booking import (
    DESK,
    NOW,
    booked,
    booking_draft,
    held,
    live,
    make_a_service,
    make_advisor,
    make_place,
    near,
    service_draft,
    to,
    wall,
)

NINE, TEN, ELEVEN = (wall(f"2026-06-02 {hour}:00") for hour in ("09", "10", "11"))
BOTH = (Kind.ADVISOR, Kind.BAY)


def times(service, at=NOW):
    return [slot.start_at for slot in free_times(service, NINE.date(), at)]


def count(model, *which):
    return session().scalar(select(func.count()).select_from(model).where(*which))


def test_be1_the_second_gets_three_times_that_work(anna, bay):
    service = make_a_service(60, BOTH, step=60)
    booked(service, NINE)
    with pytest.raises(refusals.SlotTaken) as refusal:
        booked(service, NINE)
    assert len(refusal.value.alternatives) >= 3
    assert count(Booking) == 1
    for slot in refusal.value.alternatives:
        booked(service, slot.start_at)
    assert near(live()) == []


def test_be2_other_services_of_the_same_advisor_do_not_fit_between(anna):
    booked(make_a_service(60), NINE)
    with pytest.raises(refusals.SlotTaken):
        booked(make_a_service(30), NINE + timedelta(minutes=30))


def test_be3_back_to_back_is_booked(anna):
    service = make_a_service(60)
    assert [booked(service, start).start_at for start in (NINE, TEN)] == [NINE, TEN]


def test_be4_when_the_advisor_is_busy_nothing_is_written_of_the_bay(anna, bay):
    booked(make_a_service(60), NINE)
    with pytest.raises(refusals.SlotTaken):
        booked(make_a_service(60, BOTH), NINE)
    assert [row.resource_id for row in live()] == [anna.id]
    assert count(Booking) == 1


def test_be5_any_advisor_is_another_one_each_time_and_the_third_is_refused(anna):
    ben = make_advisor("Ben")
    service = make_a_service(60)
    taken = {booked(service, NINE).allocations[0].resource_id for _ in range(2)}
    assert taken == {anna.id, ben.id}
    with pytest.raises(refusals.SlotTaken):
        booked(service, NINE)


def test_be6_what_is_requested_or_held_is_busy_and_is_confirmed_once(anna):
    service = make_a_service(60, is_confirmed_at_once=False)
    booking = booked(service, NINE)
    held(service, TEN)
    assert booking.state == State.REQUESTED
    assert {NINE, TEN}.isdisjoint(times(service))
    for _ in range(2):
        assert confirm_booking(booking, by=DESK, at=NOW).state == State.CONFIRMED
    assert count(BookingChange, BookingChange.change == "confirmed") == 1
    with pytest.raises(RightMissing):
        confirm_booking(booking, by=NOBODY, at=NOW)


def test_be6_what_was_cancelled_or_lost_its_advisor_is_not_confirmed(anna):
    service = make_a_service(60, is_confirmed_at_once=False)
    gone, orphan = booked(service, NINE), booked(service, TEN)
    cancel_booking(gone, by=NOBODY, at=NOW)
    with pytest.raises(refusals.BookingCancelled):
        confirm_booking(gone, by=DESK, at=NOW)
    retire_resource(anna, by=SYSTEM, at=NOW)
    with pytest.raises(refusals.SlotNotOffered):
        confirm_booking(orphan, by=DESK, at=NOW)


def test_be7_a_pool_takes_what_its_fragmented_lanes_could_not(shop):
    pool = make_place(Kind.PLACE, "Training places", capacity=3)
    hour, hour_and_half, three = (make_a_service(minutes, (Kind.PLACE,), step=30) for minutes in (60, 90, 180))
    first = booked(hour, TEN)
    booked(hour_and_half, TEN - timedelta(minutes=30))
    third = booked(hour, ELEVEN)
    row = next(row for row in live() if row.booking_id == third.id)
    row.lane = 2 - sum(one.lane for one in live() if one.booking_id == first.id) or 2  # as if others had been there
    session().flush()
    booked(three, NINE)
    assert len({row.lane for row in live() if row.resource_id == pool.id}) == 3
    assert near(live()) == []


def test_be7_a_full_pool_refuses(shop):
    make_place(Kind.PLACE, "Two", capacity=2)
    hour, two, three = (make_a_service(minutes, (Kind.PLACE,), step=60) for minutes in (60, 120, 180))
    booked(two, TEN)
    booked(hour, TEN)
    booked(hour, ELEVEN)
    with pytest.raises(refusals.SlotTaken):
        booked(three, NINE)


@pytest.mark.parametrize(("kind", "places"), [(Kind.ADVISOR, 1), (Kind.PLACE, 2)])
def test_be8_fifteen_minutes_inside_an_hour_count(shop, kind, places):
    make_place(kind, capacity=places)
    for _ in range(places):
        booked(make_a_service(15, (kind,)), NINE + timedelta(minutes=15))
    with pytest.raises(refusals.SlotTaken):
        booked(make_a_service(60, (kind,)), NINE)


def test_be25_the_last_day_of_the_horizon_is_offered_and_booked_and_the_next_is_not(anna):
    service = make_a_service(60, horizon=1)
    late = NOW + timedelta(hours=15, minutes=59)  # 23:59 in the shop
    assert NINE in times(service, late)
    assert free_times(service, NINE.date() + timedelta(days=1), late) == []
    with pytest.raises(refusals.SlotNotOffered):
        booked(service, NINE + timedelta(days=1), at=late)
    assert booked(service, NINE, at=late).is_live
    assert booked(service, NINE + timedelta(days=1), at=late + timedelta(minutes=1)).is_live


def test_be9_a_form_sent_twice_books_once_and_never_for_another(anna):
    service = make_a_service(60)
    draft = booking_draft(service, NINE, form_key="k" * 32)
    assert book(draft, by=NOBODY, at=NOW).id == book(draft, by=NOBODY, at=NOW).id
    assert count(Booking) == count(AuditEntry, AuditEntry.action == "booking.booked") == 1
    with pytest.raises(ChangedMeanwhile):
        book(booking_draft(service, TEN, form_key="k" * 32), by=NOBODY, at=NOW)


def test_be10_moving_is_one_step_and_is_not_in_its_own_way(anna):
    service = make_a_service(60, step=30)
    booking, other = booked(service, NINE), booked(service, ELEVEN)
    moved = move_booking(booking, to(NINE + timedelta(minutes=30), form_key="m"), by=NOBODY, at=NOW)
    assert [(row.from_minute, row.to_minute) for row in moved.allocations if row.released_at is None] == [
        (start := int((NINE + timedelta(minutes=30)).timestamp()) // 60, start + 60)
    ]
    with pytest.raises(refusals.SlotTaken) as refusal:
        move_booking(moved, to(other.start_at), by=NOBODY, at=NOW)
    assert len(refusal.value.alternatives) >= 3
    assert session().get_one(Booking, booking.id, populate_existing=True).start_at == NINE + timedelta(minutes=30)
    move_booking(moved, to(NINE, form_key="m"), by=NOBODY, at=NOW)  # the first form once more
    assert count(BookingChange, BookingChange.change == "moved") == 1


@pytest.mark.parametrize("minutes", [5, -120, -25 * 60, 100 * 24 * 60])
def test_be11_a_time_off_the_grid_or_outside_is_refused(anna, minutes):
    with pytest.raises(refusals.SlotNotOffered):
        booked(make_a_service(60), NINE + timedelta(minutes=minutes))
    assert count(Booking) == 0


def test_be11_another_services_resource_and_seconds_are_refused(anna, bay):
    service = make_a_service(60)
    for start, wanted in ((NINE, bay), (NINE + timedelta(seconds=1), anna)):
        with pytest.raises(refusals.SlotNotOffered):
            booked(service, start, wanted)


def test_be12_the_house_counts_the_end_and_the_price_be33_and_keeps_them(anna):
    service = make_a_service(60, price="$50")
    booking = booked(service, NINE)
    edit_service(service, service_draft(30, price="$90"), by=SYSTEM, at=NOW)
    assert (booking.end_at, booking.price) == (TEN, "$50")
    assert not hasattr(booking_draft(service, NINE), "end_at")


def test_be13_cancelling_frees_at_once_twice_is_once_and_never_after_the_start(anna, bay):
    service = make_a_service(60, BOTH)
    booking = booked(service, NINE)
    for _ in range(2):
        assert cancel_booking(booking, reason="ill", by=NOBODY, at=NOW).state == State.CANCELLED
    assert count(BookingChange, BookingChange.change == "cancelled") == 1
    again = booked(service, NINE)
    for verb in (cancel_booking, lambda b, **k: move_booking(b, to(TEN), **k)):
        with pytest.raises(refusals.BookingBegun):
            verb(again, by=NOBODY, at=NINE)


@pytest.mark.parametrize(("gap", "fits"), [(14, False), (15, True)])
def test_a4_the_database_itself_refuses_what_comes_too_near_be34(anna, gap, fits):
    """Written past all operations: nobody gets a time twice, and the larger buffer counts."""
    booking = booked(make_a_service(60, after=15), NINE)
    [there] = live()
    new = Allocation(
        resource_id=anna.id,
        booking_id=booking.id,
        from_minute=there.to_minute + gap,
        to_minute=there.to_minute + gap + 60,
        before_minutes=10,
    )
    with nullcontext() if fits else pytest.raises(IntegrityError), session().begin_nested():
        session().add(new)
        session().flush()
