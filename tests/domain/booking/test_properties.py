"""Whatever plans, bookings and clocks: what is offered can be booked, and nothing else can (A3, A4, A7, BR12)."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.db import db, session
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.booking.drafts import DatedPlanDraft, ExceptionDraft, ResourceDraft
from portal.domain.booking.minutes import day_begins, minute_of, moment_of
from portal.domain.booking.operations import book, close_for, date_plan, make_resource, set_exception
from portal.domain.booking.plans import WorkingPlan
from portal.domain.booking.queries import days_with_free_times, free_times
from portal.domain.booking.refusals import SlotNotOffered, SlotTaken
from portal.domain.booking.search import Bounds, Situation, slot_at, slots
from portal.domain.booking.together import together
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


@pytest.mark.slow
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


hours = st.lists(windows, max_size=2).map(tuple)


@st.composite
def houses(draw):
    """A working plan, breaks and a date's own hours for each of three, a week that holds for some dates for two of
    them, an absence, a closure, a pool, and a visit: for one service, or for two at once (BR12).
    """
    people = [(draw(shifts), draw(breaks), draw(st.none() | hours)) for _ in range(3)]
    dated = [draw(st.none() | st.tuples(st.integers(-2, 1), st.none() | st.integers(0, 2), shifts)) for _ in range(2)]
    away = [(draw(st.integers(-200, 1500)), draw(st.integers(5, 300))) for _ in range(2)]
    minutes, offset = draw(lengths), draw(buffers)
    part = draw(st.integers(5, minutes))
    also = draw(st.none() | st.tuples(lengths, st.booleans(), buffers, buffers))
    return {
        "people": people,
        "dated": dated,
        "also": also,
        "away": away,
        "capacity": draw(st.integers(1, 3)),
        "needs": (
            Need(Kind.ADVISOR, part),
            Need(Kind.BAY, minutes, offset) if draw(st.booleans()) else Need(Kind.PLACE, minutes),
        ),
        "minutes": minutes + offset,
        "facts": {
            "step": draw(lengths),
            "before": draw(buffers),
            "after": draw(buffers),
            "notice": draw(st.sampled_from([0, 30, 24 * 60, 3 * 24 * 60])),
        },
    }


@pytest.mark.slow
@given(st.sampled_from(CHANGES), houses(), st.lists(st.integers(0, 200), min_size=1, max_size=3))
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_offered_slot_can_be_booked_and_no_other(app, change, house, picks):
    """In a real database, until little of the day is left: plans, absences, closures, lead times; nobody too near."""
    zone, on = change
    at, day = datetime.fromisoformat(on).replace(tzinfo=UTC) - timedelta(days=3), date.fromisoformat(on)
    with rolled_back(app):
        service = make_house(zone, day, house)
        for pick in [*picks, *range(3)]:
            offered = [slot.start_at for slot in free_times(service, day, at)]
            assert (day in days_with_free_times(service, day, day, at)) == bool(offered)
            if not offered:
                break
            for start in offered[:: max(1, len(offered) // 4)]:  # each of them could be had
                with undone():
                    booking = book(draft_of(service, start), by=NOBODY, at=at)
                    assert (booking.start_at, len(booking.allocations)) == (start, len(service.needs))
                    assert booking.end_at - start == timedelta(minutes=service.minutes)
            chosen = offered[pick % len(offered)]
            book(draft_of(service, chosen), by=NOBODY, at=at)
            left = {slot.start_at for slot in free_times(service, day, at)}
            others = {chosen + timedelta(minutes=n) for n in (-60, -7, 0, 1, 5, 30)} | set(offered)
            for start in others - left - neighbours(service, day, at):
                with pytest.raises((SlotTaken, SlotNotOffered)):
                    book(draft_of(service, start), by=NOBODY, at=at)
        assert near(live()) == []


def draft_of(service, start):
    """All of the visit."""
    return booking_draft(service, start, also_ids=service.also_ids)


def neighbours(service, day, at):
    """What is offered on the days beside, which a step over midnight meets."""
    return {slot.start_at for n in (-1, 1) for slot in free_times(service, day + timedelta(days=n), at)}


def make_house(zone, day, house):
    """Stored by the real operations."""
    make_shop(zone)
    kinds = (Kind.ADVISOR, Kind.ADVISOR, Kind.BAY)
    places = []
    for number, (kind, (today, pauses, own)) in enumerate(zip(kinds, house["people"], strict=True)):
        places.append(make_resource(ResourceDraft(kind, f"P{number}", (today,) * 7, (pauses,) * 7), by=SYSTEM, at=NOW))
        session().flush()
        if own is not None:
            set_exception(places[-1], ExceptionDraft(day, own, "own hours"), by=SYSTEM, at=NOW)
    for place, plan in zip(places[::2], house["dated"], strict=True):  # an advisor's and the bay's
        if plan is not None:
            date_plan(place, dated_draft(day, *plan), by=SYSTEM, at=NOW)
    make_place(Kind.PLACE, "Waiting room", "00:00-24:00", capacity=house["capacity"])
    for place, (first, length) in zip((places[0], None), house["away"], strict=True):
        begin = moment_of(day_begins(day, zone) + first)
        close_for(place, begin, begin + timedelta(minutes=length), by=SYSTEM, at=NOW)
    service = make_a_service(house["minutes"], needs=house["needs"], **house["facts"])
    if house["also"] is None:
        return service
    minutes, has_bay, before, after = house["also"]
    needs = (Need(Kind.BAY if has_bay else Kind.PLACE, minutes),)
    return together([service, make_a_service(minutes, needs=needs, before=before, after=after)])


def dated_draft(day, begins, lasts, week):
    """A week from some day on, for some days or for good."""
    first = day + timedelta(days=begins)
    return DatedPlanDraft(first, None if lasts is None else first + timedelta(days=lasts), (week,) * 7)


@contextmanager
def undone():
    """Tried, and taken back."""
    with session().begin_nested() as inside:
        yield
        inside.rollback()
    session().expunge_all()  # numbers of rows come again


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
