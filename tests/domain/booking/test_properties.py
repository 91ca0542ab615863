"""Whatever plans, bookings and clocks: what is offered can be booked, and nothing else can (A3, A4, A7)."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.db import db, session
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.booking.drafts import ResourceDraft
from portal.domain.booking.minutes import day_begins, minute_of, moment_of
from portal.domain.booking.operations import book, make_resource
from portal.domain.booking.plans import WorkingPlan
from portal.domain.booking.queries import days_with_free_times, free_times
from portal.domain.booking.refusals import SlotNotOffered, SlotTaken
from portal.domain.booking.search import Bounds, Situation, slot_at, slots
from portal.domain.booking.words import Demand, Kind, Need, Place
from portal.domain.calendars.hours import always, zone_of
from tests.factories_booking import NOW, booking_draft, live, make_a_service, make_place, make_shop, near

CHANGES = [  # the day of a clock change, or an ordinary one, in each of the six zones
    ("America/New_York", "2026-03-08"),
    ("America/New_York", "2026-11-01"),
    ("Europe/Berlin", "2027-03-28"),
    ("Europe/Berlin", "2026-10-25"),
    ("Australia/Lord_Howe", "2026-04-05"),
    ("Australia/Lord_Howe", "2026-10-04"),
    ("Asia/Kolkata", "2026-06-02"),
    ("Asia/Beirut", "2026-03-29"),
    ("Asia/Beirut", "2026-10-25"),
    ("Asia/Shanghai", "2026-06-02"),
]
BOUNDS = Bounds(0, minute_of(datetime(2100, 1, 1, tzinfo=UTC)))
clocks = st.integers(0, 24 * 12).map(lambda n: n * 5)
windows = st.tuples(clocks.filter(lambda m: m < 1440), clocks).filter(lambda w: w[0] != w[1])
shifts = st.lists(windows, min_size=1, max_size=2).map(tuple)
breaks = st.lists(st.tuples(clocks.filter(lambda m: m < 1440), clocks), max_size=2).map(tuple)
lengths, buffers = st.integers(1, 30).map(lambda n: n * 5), st.integers(0, 6).map(lambda n: n * 5)


def is_working(plan: WorkingPlan, minute: int) -> bool:
    """Slowly, by the clock on the wall: what working_on says, minute by minute."""
    local = moment_of(minute).astimezone(zone_of(plan.zone))
    now, yesterday = local.hour * 60 + local.minute, local.date() - timedelta(days=1)

    def inside(weekly):
        own = any(a <= now < (b if a <= b else 1440) for a, b in weekly[local.weekday()])
        return own or any(b < a and now < b for a, b in weekly[yesterday.weekday()])

    return inside(plan.shifts) and not inside(plan.breaks)


@pytest.mark.parametrize(("zone", "on"), CHANGES)
@given(shifts, breaks, st.tuples(lengths, lengths, buffers, buffers), st.data())
@settings(max_examples=12, deadline=None)
def test_what_is_offered_is_what_a_slow_look_at_each_minute_finds(zone, on, today, pauses, shape, data):
    minutes, step, before, after = shape
    first = date.fromisoformat(on)
    begin = day_begins(first, zone)
    taken = data.draw(
        st.lists(st.tuples(st.integers(-200, 1500), st.integers(5, 120), buffers, buffers), max_size=3).map(
            lambda rows: [(begin + a, begin + a + n, xb, xa) for a, n, xb, xa in rows]
        )
    )
    plan = WorkingPlan(zone, (today,) * 7, (pauses,) * 7)
    demand = Demand(1, minutes, (Need(Kind.ADVISOR, minutes),), before, after, step)
    place = Place(1, Kind.ADVISOR, "Anna", plan)
    situation = Situation(demand, (place,), always(zone), first, first, BOUNDS, {1: taken})
    end = day_begins(first + timedelta(days=1), zone)
    grid = {
        start
        for day in (first - timedelta(days=1), first)
        for a, b in plan.grids_on(day)
        for start in range(a, b, step)
    }

    def is_free(start: int) -> bool:
        return all(is_working(plan, minute) for minute in range(start, start + minutes)) and not any(
            start < b + max(xa, before) and start + minutes > a - max(xb, after) for a, b, xb, xa in taken
        )

    expected = {start for start in grid if begin <= start < end and is_free(start)}
    assert {minute_of(slot.start_at) for slot in slots(situation)} == expected
    assert {start for start in range(begin, end) if slot_at(situation, start)} == expected


@pytest.mark.slow
@given(
    st.sampled_from(CHANGES),
    shifts,
    breaks,
    st.integers(1, 3),
    st.lists(st.integers(0, 200), min_size=1, max_size=3),
    st.tuples(lengths, lengths, buffers, buffers),
)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_offered_slot_can_be_booked_and_no_other(app, change, today, pauses, capacity, picks, shape):
    """In a real database: an advisor and a pool, booked until nothing of the day is left; nobody too near."""
    zone, on = change
    minutes, step, before, after = shape
    at, day = datetime.fromisoformat(on).replace(tzinfo=UTC) - timedelta(days=3), date.fromisoformat(on)
    with rolled_back(app):
        make_shop(zone)
        make_places(today, pauses, capacity)
        service = make_a_service(minutes, (Kind.ADVISOR, Kind.PLACE), step=step, before=before, after=after)
        for pick in [*picks, *range(5)]:
            offered = [slot.start_at for slot in free_times(service, day, at)]
            assert (day in days_with_free_times(service, day, day, at)) == bool(offered)
            if not offered:
                break
            chosen = offered[pick % len(offered)]
            booking = book(booking_draft(service, chosen), by=NOBODY, at=at)
            assert len(booking.allocations) == 2
            not_offered = {chosen, chosen + timedelta(minutes=1)} - {s.start_at for s in free_times(service, day, at)}
            for start in not_offered:
                with pytest.raises((SlotTaken, SlotNotOffered)):
                    book(booking_draft(service, start), by=NOBODY, at=at)
        assert near(live()) == []


def make_places(today, pauses, capacity):
    """Two advisors who work so, and a pool that is always there."""
    for name in ("Ben", "Cem"):
        make_resource(ResourceDraft(Kind.ADVISOR, name, (today,) * 7, (pauses,) * 7), by=SYSTEM, at=NOW)
    make_place(Kind.PLACE, "Waiting room", "00:00-24:00", capacity=capacity)


@contextmanager
def rolled_back(app):
    """Each example begins with nothing."""
    with app.app_context():
        db.session.connection()
        try:
            yield session()
        finally:
            db.session.rollback()
            db.session.remove()
