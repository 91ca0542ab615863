"""Weeks of a resource that hold from a date on, or between two; the usual one stays (A3, A8)."""

from datetime import date, timedelta

import pytest

from portal.db import session
from portal.domain.actors import SYSTEM
from portal.domain.appointments.operations import plan_ahead
from portal.domain.booking.drafts import DatedPlanDraft
from portal.domain.booking.models import DatedPlan, Resource
from portal.domain.booking.operations import date_plan, drop_dated_plan
from portal.domain.booking.plans import Period, do_meet
from portal.domain.booking.queries import free_times, free_times_between
from portal.domain.booking.refusals import PlanEndsBeforeItBegins, PlanOpen, PlansMeet
from portal.domain.booking.setup import Span, which_holds_when
from portal.domain.booking.standing import broken_by_dated_plan
from portal.domain.errors import ChangedMeanwhile
from tests.factories_booking import (
    DESK,
    NOW,
    asked,
    booked,
    make_a_service,
    make_advisor,
    plan,
    starts,
    wall,
    week,
)

TODAY, NEW = date(2026, 6, 1), date(2026, 6, 8)  # Mondays
DAY = timedelta(days=1)


def late(first: date = NEW, last: date | None = None, hours: str = "12:00-14:00") -> DatedPlanDraft:
    return DatedPlanDraft(first, last, week(hours))


@pytest.fixture
def anna(shop) -> Resource:
    """Two hours a day."""
    return make_advisor("Anna", "08:00-10:00")


def test_each_date_has_the_week_that_holds_on_it():
    """A3: usual before and after; the usual breaks are not the other week's."""
    period = Period(NEW, NEW + 6 * DAY, week("12:00-14:00"))
    working = plan("08:00-10:00", "09:00-09:30", periods=(period,))
    days = [starts(asked(working, (NEW + n * DAY).isoformat(), 30)) for n in (-1, 0, 6, 7)]
    usual, other = ["08:00", "08:30", "09:30"], ["12:00", "12:30", "13:00", "13:30"]
    assert days == [usual, other, other, usual]


def test_a_night_shift_that_began_under_the_one_week_ends_as_it_began():
    """BE28: the new week begins with its first date's shifts."""
    working = plan("22:00-02:00", periods=(Period(NEW, None, week("08:00-10:00")),))
    assert starts(asked(working, NEW.isoformat())) == ["00:00", "01:00", "08:00", "09:00"]
    assert starts(asked(working, (NEW + DAY).isoformat())) == ["08:00", "09:00"]


@pytest.mark.parametrize(
    ("first", "last", "meet"),
    [
        (date(2026, 6, 8), None, True),
        (date(2026, 6, 1), date(2026, 6, 7), False),
        (date(2026, 6, 1), date(2026, 6, 8), True),
        (date(2026, 6, 14), date(2026, 6, 20), True),
        (date(2026, 6, 15), None, False),
        (date(2026, 6, 10), date(2026, 6, 11), True),
    ],
)
def test_two_weeks_meet_when_a_date_has_both(first: date, last: date | None, meet: bool):
    assert do_meet(NEW, date(2026, 6, 14), first, last) is meet
    assert do_meet(first, last, NEW, date(2026, 6, 14)) is meet


def test_a_plan_from_a_date_on_leaves_the_present_one_as_it_is(anna: Resource):
    """A3: the day view, several days at once, and the commit."""
    service = make_a_service(step=60)
    date_plan(anna, late(), by=DESK, at=NOW)
    assert [day.shifts for day in anna.days] == ["08:00-10:00"] * 7
    found = [slot.start_at for slot in free_times_between(service, NEW - DAY, NEW, NOW)]
    assert found == [wall(f"2026-06-{time}") for time in ("07 08:00", "07 09:00", "08 12:00", "08 13:00")]
    assert booked(service, wall("2026-06-08 12:00")).is_live


def test_the_usual_week_counts_again_when_a_dated_one_is_dropped(anna: Resource):
    service = make_a_service()
    found = date_plan(anna, late(), by=DESK, at=NOW)
    session().flush()
    drop_dated_plan(anna, found, by=DESK, at=NOW)
    assert next(slot.start_at for slot in free_times(service, NEW, NOW)) == wall("2026-06-08 08:00")


def test_no_date_has_two_weeks(anna: Resource):
    """A3: refused in a sentence that says which one is in the way."""
    first = date_plan(anna, late(NEW, NEW + 6 * DAY), by=DESK, at=NOW)
    open_ended = date_plan(anna, late(NEW + 30 * DAY), by=DESK, at=NOW)
    with pytest.raises(PlansMeet) as refused:
        date_plan(anna, late(NEW + 6 * DAY, NEW + 8 * DAY), by=DESK, at=NOW)
    assert refused.value.values == {"first": first.valid_from, "last": first.valid_to}
    with pytest.raises(PlanOpen) as refused:
        date_plan(anna, late(NEW + 40 * DAY), by=DESK, at=NOW)
    assert refused.value.values == {"on_date": open_ended.valid_from}
    with pytest.raises(PlanEndsBeforeItBegins):
        date_plan(anna, late(NEW + 20 * DAY, NEW + 19 * DAY), by=DESK, at=NOW)
    date_plan(anna, late(NEW, NEW + 7 * DAY), instead_of=first, by=DESK, at=NOW)
    date_plan(make_advisor("Ben"), late(NEW), by=DESK, at=NOW)


def test_of_two_who_add_a_plan_one_is_told(anna: Resource):
    seen = anna.version
    plan_ahead(anna, late(NEW, NEW), seen, {}, by=SYSTEM, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        plan_ahead(anna, late(NEW + DAY, NEW + DAY), seen, {}, by=SYSTEM, at=NOW)


def test_what_a_new_plan_would_break_is_what_lies_on_its_dates_alone(anna: Resource):
    """A8, BE32: and when it goes, what was booked in its hours."""
    service = make_a_service()
    before, behind = booked(service, wall("2026-06-07 08:00")), booked(service, wall("2026-06-08 08:00"))
    assert broken_by_dated_plan(anna, late().period, NOW) == [behind]
    assert broken_by_dated_plan(anna, late(NEW - DAY, NEW - DAY).period, NOW) == [before]
    date_plan(anna, late(NEW + DAY), by=DESK, at=NOW)
    late_one = booked(service, wall("2026-06-10 12:00"))
    assert broken_by_dated_plan(anna, None, NOW, NEW + DAY) == [late_one]
    assert broken_by_dated_plan(anna, late(NEW + DAY, NEW + DAY).period, NOW, NEW + DAY) == [late_one]


def test_which_plan_holds_when_is_told_without_a_gap():
    """A3: from today on."""
    running = DatedPlan(valid_from=TODAY - DAY, valid_to=TODAY + DAY)
    ahead = DatedPlan(valid_from=NEW, valid_to=None)
    assert which_holds_when([running, ahead], TODAY) == (
        Span(TODAY, TODAY + DAY, running),
        Span(TODAY + 2 * DAY, NEW - DAY, None),
        Span(NEW, None, ahead),
    )
    assert which_holds_when([], TODAY) == (Span(TODAY, None, None),)
