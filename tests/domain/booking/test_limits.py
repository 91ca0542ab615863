"""Holds, limits, closures, plans that change, overbooking, who may have what.

A3, A5, A8, A9, BE14, BE31, BE32, BE36, BE37, BE40.
"""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.db import session
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.booking import refusals
from portal.domain.booking.drafts import ExceptionDraft, ResourceDraft
from portal.domain.booking.minutes import minute_of
from portal.domain.booking.models import Allocation
from portal.domain.booking.operations import (
    close_for,
    edit_resource,
    forget_old_holds,
    move_booking,
    release_hold,
    retire_resource,
    retire_service,
    set_exception,
)
from portal.domain.booking.plans import WorkingPlan
from portal.domain.booking.queries import free_times, instead_of, live_allocations_of
from portal.domain.booking.standing import bookings_outside_plan
from portal.domain.booking.words import Audience, Channel, Kind, Need
from portal.domain.errors import RightMissing
from tests.factories_booking import (
    DESK,
    NOW,
    booked,
    contact,
    held,
    live,
    make_a_service,
    make_advisor,
    make_bay,
    to,
    wall,
    week,
)

NINE, TEN, ELEVEN = (wall(f"2026-06-02 {hour}:00") for hour in ("09", "10", "11"))
BOTH = (Kind.ADVISOR, Kind.BAY)


def times(service, at=NOW):
    return [slot.start_at for slot in free_times(service, NINE.date(), at)]


def count(model, *which):
    return session().scalar(select(func.count()).select_from(model).where(*which))


def test_be14_a_hold_hides_its_time_until_it_ends(anna):
    service = make_a_service(60)
    hold = held(service, NINE)
    assert NINE not in times(service)
    with pytest.raises(refusals.SlotTaken):
        booked(service, NINE)
    over = hold.hold.expires_at
    assert NINE in times(service, over)
    assert booked(service, NINE, at=over).start_at == NINE


def test_be14_a_hold_is_its_owners_alone(anna):
    service = make_a_service(60)
    mine, theirs = held(service, NINE, visitor="a"), held(service, TEN, visitor="b")
    for token, start in ((theirs.token, NINE), ("guessed", NINE)):
        with pytest.raises(refusals.HoldOver):
            booked(service, start, hold_token=token)
    with pytest.raises(refusals.HoldOver):
        booked(service, NINE, hold_token=mine.token, visitor="b")
    booking = booked(service, NINE, hold_token=mine.token, visitor="a")
    assert [row.booking_id for row in live() if row.hold_id is None] == [booking.id]
    with pytest.raises(refusals.SlotTaken):
        booked(service, NINE, hold_token=mine.token)
    assert theirs.hold.token_hash != theirs.token


def test_be14_two_holds_at_a_time_no_endless_renewal_and_letting_go(anna):
    service = make_a_service(60)
    first, _ = held(service, NINE), held(service, TEN)
    with pytest.raises(refusals.TooManyHolds):
        held(service, ELEVEN)
    release_hold(first.token, by=NOBODY, at=NOW)
    release_hold(first.token, by=NOBODY, at=NOW)
    again = held(service, NINE)
    release_hold(again.token, by=NOBODY, at=NOW)
    with pytest.raises(refusals.HeldTooOften):
        held(service, NINE)
    assert forget_old_holds(by=SYSTEM, at=NOW + timedelta(days=2)) == 3
    assert count(Allocation) == 0


@pytest.mark.parametrize("gone", ["absent", "closed", "left"])
def test_be14_who_is_away_by_now_is_booked_by_no_hold_a8(anna, gone):
    """Nobody was asked what becomes of a kept time, so it mustn't become an appointment that breaks the plan."""
    service = make_a_service(60)
    kept, alone = held(service, NINE, anna), held(service, TEN, anna)
    ben = make_advisor("Ben")
    leave(anna, gone)
    assert [row.resource_id for row in booked(service, NINE, hold_token=kept.token).allocations] == [ben.id]
    with pytest.raises(refusals.SlotNotOffered):
        booked(service, TEN, anna, hold_token=alone.token)


def leave(advisor, how):
    """On the day of these times, in one way or another."""
    if how == "absent":
        set_exception(advisor, ExceptionDraft(NINE.date()), by=SYSTEM, at=NOW)
    elif how == "closed":
        close_for(advisor, NINE, ELEVEN, by=SYSTEM, at=NOW)
    else:
        retire_resource(advisor, by=SYSTEM, at=NOW)
    session().flush()


def test_be14_a_kept_time_outlives_the_notice_that_it_was_kept_with(anna):
    """Notice counts from when it was held, not from when the form was sent."""
    service = make_a_service(60, notice=30)
    hold = held(service, NINE, at=NINE - timedelta(minutes=31))
    assert booked(service, NINE, at=NINE - timedelta(minutes=27), hold_token=hold.token).start_at == NINE


def test_be37_who_leaves_is_not_offered_and_the_bookings_are_listed(anna):
    ben = make_advisor("Ben")
    service = make_a_service(60)
    booking = booked(service, NINE, anna)
    retire_resource(anna, by=SYSTEM, at=NOW)
    assert [row.booking_id for row in live_allocations_of(anna.id, NOW)] == [booking.id]
    assert {part.place_id for slot in free_times(service, NINE.date(), NOW) for part in slot.parts} == {ben.id}
    moved = move_booking(booking, to(NINE, ben), by=DESK, at=NOW)
    assert [row.resource_id for row in moved.allocations if row.released_at is None] == [ben.id]


def test_be40_staff_overbook_on_a_lane_beside_with_a_reason(anna):
    service = make_a_service(60)
    booked(service, NINE)
    with pytest.raises(RightMissing):
        booked(service, NINE, overbook="my friend")
    with pytest.raises(refusals.OverbookingNeedsReason):
        booked(service, NINE, by=DESK, overbook=" ")
    booking = booked(service, NINE, by=DESK, overbook="the tow truck is here")
    assert booking.overbooked_because == "the tow truck is here"
    assert sorted(row.lane for row in live()) == [0, 1]
    with pytest.raises(refusals.SlotNotOffered):
        booked(service, NINE - timedelta(hours=5), by=DESK, overbook="nobody is there")


def test_be36_a_closure_of_one_and_of_all(anna):
    ben = make_advisor("Ben")
    service = make_a_service(60)
    close_for(anna, NINE, ELEVEN, by=SYSTEM, at=NOW)
    assert booked(service, NINE).allocations[0].resource_id == ben.id
    close_for(None, wall("2026-06-02 00:00"), wall("2026-06-03 00:00"), reason="moving", by=SYSTEM, at=NOW)
    assert times(service) == []
    with pytest.raises(refusals.ClosureEndsBeforeItStarts):
        close_for(None, TEN, NINE, by=SYSTEM, at=NOW)


def test_a3_skills_and_what_is_kept_for_walk_ins(shop, anna):
    make_bay("Plain")
    lift, kept = make_bay("Lift", skills=frozenset({"lift"})), make_bay("Kept", is_kept_for_walk_ins=True)
    skilled = make_a_service(60, needs=(Need(Kind.ADVISOR, 60), Need(Kind.BAY, 60, skill="lift")))
    assert {slot.of(Kind.BAY).place_id for slot in free_times(skilled, NINE.date(), NOW)} == {lift.id}
    alone = make_a_service(60, (Kind.BAY,))
    for _ in range(2):
        booked(alone, NINE)
    with pytest.raises(refusals.SlotTaken):
        booked(alone, NINE)
    assert booked(alone, NINE, by=DESK, channel=Channel.WALK_IN).allocations[0].resource_id == kept.id


def test_a9_a_contact_has_three_open_bookings_and_the_desk_knows_no_limit(anna):
    service, mei = make_a_service(60), contact(email="mei@example.com")
    for hours in range(3):
        booked(service, NINE + timedelta(hours=hours), contact=mei)
    with pytest.raises(refusals.TooManyBookings):
        booked(service, NINE + timedelta(hours=4), contact=contact(email="MEI@example.com "))
    booked(service, NINE + timedelta(hours=4), contact=mei, by=DESK)
    with pytest.raises(refusals.ContactMissing):
        booked(service, NINE + timedelta(hours=5), contact=contact(email=""))


def test_who_may_have_which_service_p2(anna):
    secret, retired = make_a_service(60, audience=Audience.STAFF), make_a_service(60)
    retire_service(retired, by=SYSTEM, at=NOW)
    for service in (secret, retired):
        with pytest.raises(refusals.ServiceNotOffered):
            booked(service, NINE)
    assert booked(secret, NINE, by=DESK).is_live


def test_a5_when_a_week_is_full_alternatives_lie_beyond_it(anna):
    service = make_a_service(60)
    close_for(None, NINE - timedelta(days=3), NINE + timedelta(days=30), by=SYSTEM, at=NOW)
    offered = instead_of(service, NINE, NOW)
    assert len(offered) >= 3
    assert offered[0].start_at == wall("2026-07-02 09:00")


def test_be32_bookings_outside_a_changed_plan_stay_and_are_listed_a8(anna):
    service = make_a_service(60)
    early, late = booked(service, NINE), booked(service, wall("2026-06-02 16:00"))
    shorter = WorkingPlan("Europe/Berlin", week("08:00-16:30"))
    assert [one.id for one in bookings_outside_plan(anna, NOW, shorter)] == [late.id]
    assert bookings_outside_plan(anna, NOW) == []
    absence = (minute_of(NINE), minute_of(TEN))
    assert [one.id for one in bookings_outside_plan(anna, NOW, closing=[absence])] == [early.id]
    edit_resource(anna, ResourceDraft(Kind.ADVISOR, "Anna", week("08:00-16:30")), by=SYSTEM, at=NOW)
    assert [one.id for one in bookings_outside_plan(anna, NOW)] == [late.id]
    assert wall("2026-06-02 16:00") not in times(service)
    retire_resource(anna, by=SYSTEM, at=NOW)
    assert len(bookings_outside_plan(anna, NOW)) == len(live()) == 2


def test_be31_two_hours_on_one_date_are_refused(anna):
    shorter = ExceptionDraft(NINE.date(), ((600, 720),), "training")
    set_exception(anna, shorter, by=SYSTEM, at=NOW)
    assert times(make_a_service(60, step=60)) == [TEN, ELEVEN]
    with pytest.raises(refusals.TwoHoursOnOneDate):
        set_exception(anna, shorter, by=SYSTEM, at=NOW)
