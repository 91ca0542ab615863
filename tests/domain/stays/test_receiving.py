"""Rooms, arrivals, departures, and stays that don't take place (V12, V21, V25, VE4, VE10, VE22-VE24, VE31-VE38)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.db import transaction
from portal.domain.checklists.operations import sign_checklist
from portal.domain.checklists.queries import checklist_for, checklists_about, items_of
from portal.domain.checklists.words import Said
from portal.domain.rights import Role
from portal.domain.stays.operations import (
    approve_room,
    arrive,
    cancel_stay,
    change_room,
    depart,
    note_no_show,
    place_gift,
    propose_room,
    reinstate_stay,
)
from portal.domain.stays.queries import arrivals_within, house_day, lines_of
from portal.domain.stays.refusals import (
    NoRoomYet,
    NotARoomForIt,
    RoomIsGiven,
    RoomNotPassed,
    StayIsOver,
)
from portal.domain.stays.words import Level, Line, State
from portal.domain.tasks.queries import tasks_about
from tests.factories_checklists import says
from tests.factories_people import actor_of, make_person
from tests.factories_stays import (
    ARRIVAL,
    MINUTE,
    NOW,
    gifts,
    make_hotel,
    make_stay,
    moved,
    room,
    tasks,
)


def test_only_a_clean_vacant_room_is_given_and_never_twice(hotel, wu):
    """VR34-VR36, VE47."""
    stay, other, dirty, clean = make_stay(Level.V1), make_stay(Level.V3), room(), room()
    change_room(dirty, is_clean=False, is_taken=False, out_of_order_reason="", by=wu, at=NOW)
    with pytest.raises(NotARoomForIt):
        propose_room(stay, dirty, "", by=wu, at=NOW)
    with pytest.raises(NoRoomYet):
        approve_room(stay, by=wu, at=NOW)
    propose_room(stay, clean, "", by=wu, at=NOW)
    approve_room(stay, by=wu, at=NOW)
    with pytest.raises(RoomIsGiven):
        propose_room(other, clean, "", by=wu, at=NOW)
    propose_room(other, dirty, "nothing else is left", by=wu, at=NOW)
    assert other.room is dirty


def test_another_room_begins_its_check_anew_and_leaves_the_rest(hotel, wu):
    """VE10: passes are never carried over; letter and hosts are the guest's."""
    stay, first, second = make_stay(Level.V3), room("1301"), room("1302")
    propose_room(stay, first, "", by=wu, at=NOW)
    (number,) = [one.id for one in checklists_about(stay) if one.place == "1301" and one.who_may == "duty_manager"]
    check = checklist_for(wu, number)
    says(check, 0, Said.PASSED, by=wu, at=NOW)
    letter = tasks(stay)["letter"].id
    propose_room(stay, second, "", by=wu, at=NOW)
    found = tasks(stay)
    assert (found["letter"].id, found["room-check"].place) == (letter, "1302")
    assert check.void_reason == "room moved"
    (anew,) = [one for one in checklists_about(stay) if one.voided_at is None and "room" in one.version.template.slug]
    assert {item.state for item in items_of(anew)} == {"open"}


def test_an_arrival_closes_what_was_before_it_and_begins_what_follows(hotel, wu):
    """V21, VE4, VR77: what wasn't done is said so, not hidden."""
    stay = make_stay(Level.V2)
    with pytest.raises(NoRoomYet):
        arrive(stay, by=wu, at=ARRIVAL)
    propose_room(stay, room(), "", by=wu, at=NOW)
    at = ARRIVAL - 90 * MINUTE
    arrive(stay, by=wu, at=at)
    arrive(stay, by=wu, at=at + MINUTE)
    found = tasks(stay, also_void=True)
    assert found["room-check"].void_reason == "not done before arrival"
    assert found["tea"].due_at == at + 5 * MINUTE
    assert found["courtesy-call@2026-06-03"].is_open
    assert (stay.state, stay.arrived_at, stay.room.is_taken) == (State.IN_HOUSE, at, True)


def test_a_first_level_guest_is_led_into_no_unchecked_room_but_with_a_reason(hotel, wu):
    """VE4."""
    stay = make_stay(Level.V1)
    propose_room(stay, room(), "", by=wu, at=NOW)
    with pytest.raises(RoomNotPassed):
        arrive(stay, by=wu, at=ARRIVAL)
    arrive(stay, "the general manager decided", by=wu, at=ARRIVAL)
    assert stay.state == State.IN_HOUSE


def test_a_guest_who_stays_longer_has_more_days_and_one_who_leaves_early_fewer(hotel, wu):
    """VE31, VE32."""
    stay = make_stay(Level.V3)
    propose_room(stay, room(), "", by=wu, at=NOW)
    arrive(stay, by=wu, at=ARRIVAL)
    moved(stay, ARRIVAL, at=ARRIVAL, depart_on=date(2026, 6, 5))
    assert "newspapers@2026-06-05" in tasks(stay)
    assert [code for code, *_ in gifts(stay)] == ["fruit"]  # no second basket
    depart(stay, by=wu, at=ARRIVAL + 600 * MINUTE)
    assert all(not task.is_open for task in tasks(stay, also_void=True).values())
    assert (stay.room.is_clean, stay.room.is_taken) == (False, False)
    with pytest.raises(StayIsOver):
        cancel_stay(stay, "", by=wu, at=ARRIVAL)


def test_a_cancelled_stay_leaves_nothing_open_and_is_taken_up_again_without_doubles(hotel, wu):
    """VE22, VE24."""
    stay = make_stay(Level.V2)
    propose_room(stay, room(), "", by=wu, at=NOW)
    place_gift(lines_of(stay)[0], by=wu, at=NOW)
    cancel_stay(stay, "flight cancelled", by=wu, at=NOW)
    assert all(not task.is_open for task in tasks(stay, also_void=True).values())
    assert all(one.voided_at for one in checklists_about(stay))
    assert [state for *_rest, state in gifts(stay)] == [Line.WASTED, Line.CANCELLED, Line.CANCELLED]
    assert stay.room is None
    reinstate_stay(stay, by=wu, at=NOW)
    codes = [task.code for task in tasks_about(stay) if task.is_open]
    assert len(codes) == len(set(codes)) > 10
    assert stay.state == State.EXPECTED


def test_who_did_not_come_is_noted_by_a_person(hotel, wu):
    """VE23."""
    stay = make_stay(Level.V3)
    note_no_show(stay, by=wu, at=ARRIVAL + 600 * MINUTE)
    assert stay.state == State.NO_SHOW
    assert not [task for task in tasks_about(stay) if task.is_open]


@pytest.mark.parametrize(
    ("arrive_at", "expected"),
    [
        (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "28 23:30 GMT"),  # VE35: T is 02:30 BST
        (datetime(2026, 10, 25, 2, 30, tzinfo=UTC), "25 01:30 BST"),  # VE36: T is 02:30 GMT
    ],
)
def test_two_hours_before_an_arrival_in_the_night_of_a_clock_change(app, arrive_at, expected):
    """VE35, VE36."""
    with app.app_context(), transaction():
        make_hotel("Europe/London")
        at, on = arrive_at - timedelta(days=2), arrive_at.date()
        stay = make_stay(Level.V1, at=at, arrive_at=arrive_at, arrive_on=on, depart_on=on + timedelta(days=1))
        due = tasks(stay)["flowers-and-fruit"].due_at.astimezone(ZoneInfo("Europe/London"))
        assert due.strftime("%d %H:%M %Z") == expected


def test_half_past_midnight_is_the_evening_before_for_the_house(app):
    """VE38: the list of the night of 21 November has the guest of 00:30."""
    with app.app_context(), transaction():
        make_hotel("Asia/Shanghai")
        at = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)
        assert house_day(at) == date(2026, 11, 21)
        assert house_day(at + timedelta(hours=6)) == date(2026, 11, 22)
        wu = actor_of(make_person(Role.DUTY_MANAGER))
        on = date(2026, 11, 21)
        stay = make_stay(Level.V3, arrive_at=at, arrive_on=on, depart_on=on + timedelta(days=2))
        assert arrivals_within(wu, on) == [stay]
        assert arrivals_within(actor_of(make_person(Role.KITCHEN)), on) == []


def test_a_signed_check_stays_signed_when_the_guest_comes_later(hotel, wu):
    """VE1, V17: what is done stays done."""
    stay = make_stay(Level.V3)
    propose_room(stay, room(), "", by=wu, at=NOW)
    settled = next(one for one in checklists_about(stay) if one.version.template.slug == "booking-settled")
    settled = checklist_for(wu, settled.id)
    for position in range(5):
        says(settled, position, Said.PASSED, by=wu, at=NOW)
    sign_checklist(settled, by=wu, at=NOW)
    moved(stay, ARRIVAL + 60 * MINUTE)
    assert tasks(stay)["booking-settled"].done_at == NOW
    assert settled.signed_at == NOW
