"""Whatever moves on a stay, what hangs on it fits it, in one step (V17, VE1-VE7, VE10-VE11, VE22-VE25, VE31-VE38)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.db import session
from portal.domain.actors import SYSTEM
from portal.domain.checklists.queries import checklists_about
from portal.domain.errors import ChangedMeanwhile
from portal.domain.stays.drafts import GuestDraft
from portal.domain.stays.operations import (
    change_stay,
    make_gift,
    order_gifts,
    place_gift,
    substitute_gift,
)
from portal.domain.stays.queries import changes_of, hosts_of, lines_of
from portal.domain.stays.refusals import (
    GoesBeforeComing,
    OverTheCap,
)
from portal.domain.stays.words import Level, Line
from portal.domain.tasks.operations import do_task
from tests.factories_stays import (
    ARRIVAL,
    MINUTE,
    NOW,
    draft,
    gifts,
    give_level,
    make_stay,
    moved,
    tasks,
)


def test_an_approved_level_makes_the_timetable(hotel):
    """V11-V16, V20, V22, V25, VR108, VR111: everything that the source times, by when."""
    stay = make_stay(Level.V1, depart_on=date(2026, 6, 4))
    due = {code: task.due_at for code, task in tasks(stay).items()}
    for code, minutes in {
        "flowers-and-fruit": 120, "kitchen-ready": 120, "room-check": 60, "room-check@front_office_manager": 50,
        "room-opened": 30, "call-hosts": 20, "driveway": 20, "hosts-in-lobby": 10, "lift": 10,
    }.items():  # fmt: skip
        assert due[code] == ARRIVAL - minutes * MINUTE, code
    berlin = ZoneInfo("Europe/Berlin")
    clocks = {code: at.astimezone(berlin).strftime("%d %H:%M") for code, at in due.items()}
    assert clocks["confirm-eta"] == "01 16:00"
    assert clocks["assign-room"] == "01 18:00"
    assert clocks["documents"] == "02 06:00"
    assert clocks["check-documents"] == "02 09:00"
    assert [code for code in clocks if code.startswith("courtesy")] == [
        "courtesy-call@2026-06-03", "courtesy-call@2026-06-04",
    ]  # fmt: skip
    assert clocks["bill-ready"] == "04 11:00"
    assert clocks["bill-reviewed"] == "04 11:40"


def test_a_later_arrival_moves_what_is_open_and_leaves_what_is_done(hotel, wu):
    """VE1, V17: one notice to each department, with what was and what is; perishable work is asked for again."""
    stay = make_stay(Level.V2)
    before = tasks(stay)
    do_task(before["letter"], happened_at=NOW, by=wu, at=NOW)
    do_task(before["flowers-and-fruit"], happened_at=NOW, by=wu, at=NOW)
    later = ARRIVAL + 90 * MINUTE
    moved(stay, later, at=NOW + 5 * MINUTE)
    after = tasks(stay)
    assert after["room-check"].due_at == later - 60 * MINUTE
    assert (after["letter"].done_at, after["letter"].redo_asked_at) == (NOW, None)
    assert after["flowers-and-fruit"].redo_asked_at == NOW + 5 * MINUTE
    told = changes_of(stay)
    assert {change.department for change in told} >= {"housekeeping", "kitchen", "security", "front_office"}
    assert told[0].changes["arrival"] == [ARRIVAL.isoformat(), later.isoformat()]
    check = next(one for one in checklists_about(stay) if one.task_id == after["room-check"].id)
    assert (check.anchor_at, check.due_at) == (later, later - 60 * MINUTE)


def test_an_earlier_arrival_makes_due_now_what_is_late_already(hotel):
    """VE2."""
    stay = make_stay(Level.V2)
    at = ARRIVAL - 150 * MINUTE
    moved(stay, ARRIVAL - 60 * MINUTE, at=at)
    check, placed = tasks(stay)["room-check"], tasks(stay)["flowers-and-fruit"]
    assert (placed.due_at, placed.is_compressed) == (at, True)
    assert (check.due_at, check.is_compressed) == (ARRIVAL - 120 * MINUTE, False)


def test_five_changes_within_minutes_are_one_notice_and_the_last_timetable(hotel):
    """VE3."""
    stay = make_stay(Level.V3)
    count = len(tasks(stay))
    for number in range(1, 6):
        moved(stay, ARRIVAL + number * 10 * MINUTE, at=NOW + timedelta(seconds=20 * number))
    assert len(tasks(stay, also_void=True)) == count
    kitchen = [change for change in changes_of(stay) if change.department == "housekeeping"]
    assert [change.changes["arrival"] for change in kitchen if "arrival" in change.changes] == [
        [ARRIVAL.isoformat(), (ARRIVAL + 50 * MINUTE).isoformat()]
    ]


def test_somebody_elses_change_is_not_overwritten(hotel):
    stay = make_stay()
    session().flush()
    change_stay(stay, draft(travels_by="CA 931"), version=1, by=SYSTEM, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        change_stay(stay, draft(travels_by="LH 720"), version=1, by=SYSTEM, at=NOW)
    assert stay.travels_by == "CA 931"


def test_a_guest_who_goes_before_coming_is_refused(hotel):
    with pytest.raises(GoesBeforeComing):
        make_stay(depart_on=date(2026, 6, 1))


def test_a_guest_whose_time_nobody_knows_is_expected_at_noon_and_asked_after(hotel):
    """VE25, VR32: provisional tasks, and somebody asks who booked."""
    stay = make_stay(Level.V2, arrive_at=None)
    found = tasks(stay)
    assert stay.arrive_at == datetime(2026, 6, 2, 10, tzinfo=UTC)  # 12:00 in Berlin
    assert found["room-check"].is_provisional
    assert "chase-eta" in found
    moved(stay, ARRIVAL)
    assert not tasks(stay)["room-check"].is_provisional
    assert "chase-eta" not in tasks(stay)


def test_a_higher_level_orders_the_difference(hotel):
    """VE6: the basket is replaced, not doubled; hosts and links of the chain are added."""
    stay = make_stay(Level.V3)
    assert gifts(stay) == [("fruit", "Fruit basket of the season", Line.PLANNED)]
    hosts = {host.post for host in hosts_of(stay)}
    give_level(stay, Level.V1)
    live = [gift for gift in gifts(stay) if gift[2] != Line.CANCELLED]
    assert [code for code, _name, _state in live] == ["fruit", "flowers", "pastries", "wine", "bar"]
    assert hosts == {"front_office_manager", "duty_manager", "desk_supervisor"}
    assert {host.post for host in hosts_of(stay)} >= {"general_manager", "managing_director"}
    assert "room-check@general_manager" in tasks(stay)


def test_a_lower_level_cancels_what_is_not_made_and_leaves_what_is(hotel, wu):
    """VE7, VE22."""
    stay = make_stay(Level.V2)
    order_gifts(stay, by=wu, at=NOW)
    fruit, pastries, _flowers = lines_of(stay)
    place_gift(fruit, by=wu, at=NOW)
    make_gift(pastries, 12, "", by=wu, at=NOW)
    give_level(stay, Level.V3)
    assert [state for _code, _name, state in gifts(stay)] == [Line.PLACED, Line.SUNK, Line.CANCELLED]


def test_what_costs_more_than_its_cap_wants_a_reason(hotel, wu):
    """VE48: the cap is that of the day it was planned."""
    stay = make_stay(Level.V3)
    (fruit,) = lines_of(stay)
    with pytest.raises(OverTheCap):
        make_gift(fruit, 16, " ", by=wu, at=NOW)
    make_gift(fruit, 16, "cherries", by=wu, at=NOW)
    assert (fruit.cost, fruit.over_cap_reason, fruit.state) == (16, "cherries", Line.MADE)


def test_what_a_guest_must_not_have_is_not_ordered_until_something_else_is_chosen(hotel, wu):
    """VE49."""
    stay = make_stay(Level.V1, guest=GuestDraft("Amal", avoids="alcohol"))
    assert order_gifts(stay, by=wu, at=NOW) == 3
    wine = next(line for line in lines_of(stay) if line.code == "wine")
    assert (wine.state, wine.blocked_by) == (Line.BLOCKED, "alcohol")
    substitute_gift(wine, "Dates and tea", "椰枣与茶", by=wu, at=NOW)
    assert order_gifts(stay, by=wu, at=NOW) == 1
