"""Slots from plans and clocks, without a database.

A3, A7; BE3, BE7, BE8, BE15-BE21, BE23-BE30, BE34, BE35, BE38, BE39.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.domain.booking.choosing import alternatives, chosen, is_quiet
from portal.domain.booking.lanes import Laid, connected, free_lane, laid_anew
from portal.domain.booking.minutes import day_begins, minute_of, moment_of
from portal.domain.booking.plans import WorkingPlan
from portal.domain.booking.rules import awaits_yes, contact_key, has_begun, is_ahead, may_book, state_when_booked
from portal.domain.booking.search import bounds, free_days, nearest, slot_at, slots
from portal.domain.booking.strips import crowded
from portal.domain.booking.words import Audience, Demand, Kind, Need, State
from tests.factories_booking import BERLIN, NEW_YORK, asked, plan, starts, wall

TUESDAY = "2026-06-02"


def at(text: str) -> int:
    return minute_of(wall(f"{TUESDAY} {text}"))


def test_be15_the_week_of_the_spring_change_in_new_york():
    working = plan("13:00-18:00", zone=NEW_YORK)
    before, after = (list(slots(asked(working, on))) for on in ("2026-03-07", "2026-03-08"))
    assert (before[0].start_at, before[-1].end_at) == (utc("2026-03-07 18:00"), utc("2026-03-07 23:00"))
    assert (after[0].start_at, after[-1].end_at) == (utc("2026-03-08 17:00"), utc("2026-03-08 22:00"))


def test_be16_times_in_the_spring_gap_are_never_offered():
    assert starts(asked(plan("01:00-04:00"), "2027-03-28", 30)) == ["01:00", "01:30", "03:00", "03:30"]


def test_be17_in_autumn_an_hour_is_offered_twice_with_both_names():
    found = list(slots(asked(plan("01:00-04:00"), "2026-10-25", 30)))
    words = [slot.start_at.astimezone(ZoneInfo(BERLIN)).strftime("%H:%M %Z") for slot in found]
    assert words[2:6] == ["02:00 CEST", "02:30 CEST", "02:00 CET", "02:30 CET"]
    assert len({slot.start_at for slot in found}) == 8


def test_be18_two_hours_over_the_gap_end_at_four():
    [first, *_] = slots(asked(plan("01:00-06:00"), "2027-03-28", 120))
    assert first.end_at.astimezone(ZoneInfo(BERLIN)).strftime("%H:%M") == "04:00"


@pytest.mark.parametrize(
    ("zone", "on", "hours"),
    [
        (BERLIN, "2027-03-28", 23),
        (BERLIN, "2026-10-25", 25),
        ("Australia/Lord_Howe", "2026-04-05", 24.5),
        ("Australia/Lord_Howe", "2026-10-04", 23.5),
        ("Asia/Shanghai", TUESDAY, 24),
    ],
)
def test_be19_a_day_is_as_long_as_it_really_is(zone, on, hours):
    day = asked(plan("00:00-24:00", zone=zone), on, 30)
    assert sum(end - start for start, end in day.places[0].plan.working_on(day.first)) == hours * 60
    assert len(starts(day)) == hours * 2


def test_be20_where_midnight_does_not_exist_the_day_begins_at_one():
    assert moment_of(day_begins(date(2026, 3, 29), "Asia/Beirut")) == utc("2026-03-28 22:00")
    assert starts(asked(plan("00:00-03:00", zone="Asia/Beirut"), "2026-03-29")) == ["01:00", "02:00"]
    assert free_days(asked(plan("00:00-24:00", zone="Asia/Beirut"), "2026-03-28", days=3)) == {
        date(2026, 3, 28),
        date(2026, 3, 29),
        date(2026, 3, 30),
    }


def test_be21_a_notice_of_a_day_is_24_real_hours_and_leaves_the_grid_alone():
    demand = Demand(1, 60, (Need(Kind.ADVISOR, 60),), notice=24 * 60)
    now = wall("2027-03-27 12:10")
    earliest = bounds(demand, now, BERLIN).earliest
    assert moment_of(earliest).astimezone(ZoneInfo(BERLIN)).strftime("%d %H:%M") == "28 13:11"


@pytest.mark.parametrize(
    ("zone", "hours", "found"),
    [
        ("Asia/Kolkata", "07:30-09:30", ["07:30", "08:30"]),
        ("Asia/Kathmandu", "09:15-11:15", ["09:15", "10:15"]),
        ("Australia/Lord_Howe", "08:10-10:10", ["08:10", "09:10"]),
    ],
)
def test_be23_the_grid_begins_with_the_shift_not_with_the_hour(zone, hours, found):
    assert starts(asked(plan(hours, zone=zone), TUESDAY)) == found


@pytest.mark.parametrize(
    ("clock", "notice", "first"),
    [("10:00:00", 0, "10:15"), ("09:59:59", 30, "10:30"), ("10:00:01", 30, "10:45"), ("09:59:59", 0, "10:00")],
)
def test_be24_a_time_that_has_begun_is_gone(clock, notice, first):
    situation = asked(plan("08:00-18:00"), TUESDAY, 15, notice=notice)
    limits = bounds(situation.demand, wall(f"{TUESDAY} {clock}"), BERLIN)
    assert starts(replace(situation, bounds=limits))[0] == first


def test_be25_the_last_bookable_day_is_the_horizon_in_the_shops_zone():
    demand = Demand(1, 60, (Need(Kind.ADVISOR, 60),), horizon=90)
    late = wall("2026-06-01 23:30", NEW_YORK)  # tomorrow in UTC already
    assert moment_of(bounds(demand, late, NEW_YORK).latest) == wall("2026-08-31 00:00", NEW_YORK)


@pytest.mark.parametrize("now", ["2026-06-01 23:59", "2027-03-28 03:30", "2028-02-29 12:00", "2026-12-31 23:59:59"])
def test_be26_any_clock_will_do(now):
    """No test and no rule reads a clock: bounds follow from the moment that is given."""
    demand = Demand(1, 60, (Need(Kind.ADVISOR, 60),), horizon=1)
    limits = bounds(demand, wall(now), BERLIN)
    assert 24 * 60 - 61 < limits.latest - limits.earliest < 49 * 60


def test_be27_the_last_start_leaves_room_until_closing():
    assert starts(asked(plan("08:00-20:00"), TUESDAY, 90, step=15))[-1] == "18:30"


def test_be28_a_night_shift_passes_midnight():
    night = plan("22:00-02:00")
    assert starts(asked(night, TUESDAY, 60, step=30)) == ["00:00", "00:30", "01:00", "22:00", "22:30", "23:00", "23:30"]
    assert starts(asked(plan("20:00-24:00"), TUESDAY))[-1] == "23:00"


def test_be29_a_closed_day_cuts_the_night_before():
    night = plan("22:00-02:00", exceptions={date(2026, 6, 3): ()})
    assert starts(asked(night, TUESDAY, 60, step=30))[-1] == "23:00"
    assert starts(asked(night, "2026-06-03", 60, step=30)) == []
    assert starts(asked(night, "2026-06-04", 60, step=30))[0] == "22:00"


@pytest.mark.parametrize(
    ("breaks", "free"),
    [
        ("12:00-12:30, 13:30-14:00, 11:00-15:00", ["10:00", "15:00"]),
        ("11:00-12:00, 12:00-15:00", ["10:00", "15:00"]),
        ("13:00-15:00, 11:00-14:00", ["10:00", "15:00"]),
        ("06:00-09:00, 18:00-23:00", ["10:00", "11:00", "12:00", "13:00", "14:00", "15:00"]),
        ("10:00-16:00", []),
        ("08:00-20:00", []),
    ],
)
def test_be30_breaks_are_one_set_of_minutes_however_they_are_written(breaks, free):
    assert starts(asked(plan("10:00-16:00", breaks), TUESDAY)) == free


def test_be30_a_break_without_length_is_none():
    working = WorkingPlan(BERLIN, (((600, 720),),) * 7, (((660, 660),),) * 7)
    assert starts(asked(working, TUESDAY)) == ["10:00", "11:00"]


def test_be31_an_exception_replaces_the_day_and_its_breaks():
    working = plan("08:00-18:00", "12:00-13:00", exceptions={date(2026, 6, 2): ((660, 840),)})
    assert starts(asked(working, TUESDAY)) == ["11:00", "12:00", "13:00"]


def test_be3_back_to_back_is_fine():
    taken = [(at("09:00"), at("10:00"), 0, 0)]
    assert starts(asked(plan("08:00-11:00"), TUESDAY, taken=taken)) == ["08:00", "10:00"]


@pytest.mark.parametrize("turned", [False, True])
def test_be34_of_two_buffers_the_larger_counts_whoever_came_first(turned):
    if turned:  # B 11:00-12:00 is there with 10 before; A with 15 after comes
        there = [(at("11:00"), at("12:00"), 10, 0)]
        situation = asked(plan("08:00-18:00"), TUESDAY, 60, step=5, after=15, taken=there)
        assert max(start for start in starts(situation) if start < "11:00") == "09:45"
    else:
        situation = asked(
            plan("08:00-18:00"), TUESDAY, 60, step=5, before=10, taken=[(at("09:00"), at("10:00"), 0, 15)]
        )
        assert min(start for start in starts(situation) if start > "08:00") == "10:15"


def test_be35_a_buffer_from_before_the_day_counts():
    taken = [(at("00:00") - 60, at("00:00") - 5, 0, 30)]
    assert starts(asked(plan("00:00-24:00"), TUESDAY, 60, step=15, taken=taken))[0] == "00:30"


def test_be38_after_an_odd_booking_times_stay_on_the_grid_of_the_shift():
    taken = [(at("08:00"), at("08:50"), 0, 0)]
    assert starts(asked(plan("08:00-11:00"), TUESDAY, 30, taken=taken)) == ["09:00", "09:30", "10:00", "10:30"]


def test_be39_around_the_clock_over_days():
    whole = asked(plan("00:00-24:00"), TUESDAY, 36 * 60, step=12 * 60, days=2)
    assert starts(whole) == ["00:00", "12:00", "00:00", "12:00"]


def test_be7_a_pool_is_full_only_where_all_its_places_are():
    three = [(600, 660), (660, 720), (570, 660)]
    assert list(crowded(three, 3)) == []
    assert list(crowded([(600, 720), (600, 660), (660, 720)], 2)) == [(600, 720)]


def test_be7_fragmented_lanes_are_laid_anew():
    there = [Laid(1, (600, 660), 0), Laid(2, (660, 720), 1), Laid(3, (570, 660), 2)]
    new = (540, 720)
    assert free_lane(new, there, range(3)) is None
    moves, lane = laid_anew(new, connected(new, there), 3)
    lanes = {laid.id: moves.get(laid.id, laid.lane) for laid in there}
    assert lane not in lanes.values()
    assert len({lanes[1], lanes[3]}) == 2
    assert len({lanes[2], lane}) == 2


def test_be8_a_short_booking_inside_a_slot_counts():
    taken = [(at("09:20"), at("09:35"), 0, 0)]
    assert "09:00" not in starts(asked(plan("08:00-12:00"), TUESDAY, taken=taken))


def test_be36_a_closure_of_days_and_of_parts_of_days():
    situation = asked(plan("08:00-12:00"), TUESDAY, days=3)
    whole = {None: [(at("10:00"), at("10:00") + 24 * 60)]}
    closed = replace(situation, closed=whole)
    assert starts(closed) == ["08:00", "09:00", "10:00", "11:00", "08:00", "09:00", "10:00", "11:00"]
    own = replace(situation, closed={1: [(at("00:00"), at("00:00") + 3 * 24 * 60)]})
    assert starts(own) == []


@pytest.mark.parametrize(
    ("hours", "taken", "free"),
    [
        (
            "08:00-10:00",
            ("08:29", "08:31"),
            ["09:00", "09:30"],
        ),  # a walk-in of two minutes takes both halves of an hour
        ("08:00-10:00", ("08:30", "08:59"), ["08:00", "09:00", "09:30"]),
        ("08:00-09:59", (), ["08:00", "08:30", "09:00"]),
        ("08:10-09:40", ("08:41", "08:42"), ["08:10", "09:10"]),
    ],
)
def test_odd_minutes_neither_lose_a_time_nor_gain_one_be8(hours, taken, free):
    rows = [(at(taken[0]), at(taken[1]), 0, 0)] if taken else []
    assert starts(asked(plan(hours), TUESDAY, 30, taken=rows)) == free


def test_the_choice_of_any_advisor_is_fair_and_the_same_for_all():
    """A5, BE5: the one with the least to do that day; of equals, each is first on another day."""
    assert chosen([1, 2, 3], [1, 2, 3], {1: 60, 2: 30, 3: 60}, date(2026, 6, 2)) == 2
    firsts = [chosen([1, 2, 3], [1, 2, 3], {}, date(2026, 6, 2) + timedelta(days=n)) for n in range(3)]
    assert sorted(firsts) == [1, 2, 3]


def test_alternatives_are_the_nearest_and_quiet_ones_besides_br26():
    situation, noon = asked(plan("08:00-18:00"), TUESDAY), wall(f"{TUESDAY} 12:00")
    offered = alternatives(list(slots(situation)), noon)
    assert nearest(situation, noon) == offered, "found without making all of them"
    assert [slot.start_at for slot in offered] == [wall(f"{TUESDAY} {hour:02}:00") for hour in (9, 10, 11, 12, 13, 14)]
    assert is_quiet(3, 4)
    assert not is_quiet(2, 4)


def test_only_what_is_offered_can_be_asked_for_be11():
    situation = asked(plan("08:00-12:00", "10:00-10:30"), TUESDAY, 60, step=30)
    offered = {slot.start_at for slot in slots(situation)}
    every = range(situation.frame.begin, situation.frame.end)
    assert {moment_of(minute) for minute in every if slot_at(situation, minute)} == offered


def test_who_may_book_what_and_how_contacts_are_counted_a9():
    assert contact_key(" Mei@Example.com ", "+1 212") == "mei@example.com"
    assert contact_key("mei+today@example.com", "") == contact_key("Mei+1+2@example.com", "") == "mei@example.com"
    assert contact_key("+mei@example.com", "") == "+mei@example.com"
    assert contact_key("", "+1 (212) 555-0100") == contact_key("", "＋１ 212 ٥٥٥ 0100") == "12125550100"
    assert may_book(Audience.EVERYBODY, is_known=False, is_staff=False)
    assert not may_book(Audience.KNOWN, is_known=False, is_staff=False)
    assert not may_book(Audience.STAFF, is_known=True, is_staff=False)
    assert state_when_booked(is_confirmed_at_once=False, is_staff=False) is State.REQUESTED  # BR25
    assert state_when_booked(is_confirmed_at_once=False, is_staff=True) is State.CONFIRMED


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "minutes", "said"),
    [
        (State.REQUESTED, -1, (True, True, False)),
        (State.CONFIRMED, -1, (True, False, False)),
        (State.CONFIRMED, 0, (False, False, True)),
        (State.REQUESTED, 1, (False, False, True)),
        (State.CANCELLED, -1, (False, False, False)),
        (State.CANCELLED, 1, (False, False, False)),
    ],
)
def test_what_can_be_done_with_a_booking_follows_from_its_state_and_its_time(state, minutes, said):
    """BE13, BR25, A9: moved and called off; said yes to; nobody came."""
    start = wall(f"{TUESDAY} 09:00")
    moment = start + timedelta(minutes=minutes)
    assert tuple(rule(state, start, moment) for rule in (is_ahead, awaits_yes, has_begun)) == said
