"""Business time against a slow second implementation that walks the clock, quarter by quarter (SE51).

The oracle shares nothing with the rules: it takes each quarter of an hour in UTC, looks at the wall clock, and counts.
Zones, windows and holidays lie on quarters, so it is exact; the starts are odd seconds.
"""

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.domain.calendars.hours import SpecialDay, WorkingHours
from portal.domain.calendars.rules import business_day, due_after, is_open, working_time

QUARTER = timedelta(minutes=15)
ZONES = [
    "America/New_York",
    "Europe/Berlin",
    "Asia/Shanghai",
    "Australia/Lord_Howe",
    "America/Nuuk",
    "UTC",
    "Asia/Kolkata",
]
CHANGES = [datetime(2026, 3, 7, tzinfo=UTC), datetime(2026, 10, 30, tzinfo=UTC), datetime(2026, 4, 4, tzinfo=UTC)]

windows = st.lists(
    st.tuples(st.integers(0, 95), st.integers(0, 96))
    .map(lambda w: (w[0] * 15, w[1] * 15))
    .filter(lambda w: w[0] != w[1]),
    max_size=2,
).map(tuple)
day_windows = windows.map(lambda ws: tuple(w for w in ws if w[0] < w[1]))
first_day = date(2026, 1, 1)
special_days = st.dictionaries(
    st.integers(0, 30).map(lambda n: n), st.builds(SpecialDay, st.just("Special"), day_windows), max_size=4
)


@st.composite
def calendars(draw):
    """A calendar that is open somewhere in the week, its special days near the start, and a start at an odd second."""
    base = draw(
        st.one_of(
            st.sampled_from(CHANGES), st.integers(0, 364).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(n))
        )
    )
    start = base + timedelta(seconds=draw(st.integers(0, 4 * 86_400)))
    week = draw(st.tuples(*[windows] * 7).filter(lambda days: sum(map(bool, days)) > 1))
    days = {base.date() + timedelta(days=n): special for n, special in draw(special_days).items()}
    return WorkingHours(draw(st.sampled_from(ZONES)), week, days), start


def walked(calendar, start, end):
    """Working time in [start, end), by looking at the wall clock at every quarter of an hour."""
    zone = ZoneInfo(calendar.zone)
    total = timedelta()
    at = start.replace(minute=start.minute // 15 * 15, second=0, microsecond=0)
    while at < end:
        if shows_open(calendar, at.astimezone(zone)):
            total += min(at + QUARTER, end) - max(at, start)
        at += QUARTER
    return total


def shows_open(calendar, wall):
    windows = calendar.days[wall.date()].windows if wall.date() in calendar.days else calendar.weekly[wall.weekday()]
    minute = wall.hour * 60 + wall.minute
    return any(start <= minute < end for start, end in windows)


def agrees_with_the_wall_clock(case, seconds, cut):
    calendar, start = case
    end = start + timedelta(seconds=seconds)
    middle = start + timedelta(seconds=min(cut, seconds))

    counted = working_time(calendar, start, end)

    assert counted == walked(calendar, start, end)
    assert counted == working_time(calendar, start, middle) + working_time(calendar, middle, end)
    assert is_open(calendar, start) == shows_open(calendar, start.astimezone(ZoneInfo(calendar.zone)))


def comes_back(case, seconds, more):
    calendar, start = case
    amount = timedelta(seconds=seconds)

    due = due_after(calendar, start, amount)

    assert working_time(calendar, start, due.due_at) == amount
    assert sum((span.length for span in due.spans), timedelta()) == amount
    assert all(a.end < b.start for a, b in zip(due.spans, due.spans[1:], strict=False))
    assert all(is_open(calendar, span.start) for span in due.spans)
    assert not due.spans or due.spans[-1].end == due.due_at
    assert due_after(calendar, start, amount + timedelta(seconds=more)).due_at >= due.due_at
    assert due_after(calendar, start + timedelta(seconds=more), amount).due_at >= due.due_at


def counts_dates(case, nth):
    calendar, start = case
    zone = ZoneInfo(calendar.zone)
    at, dates = start.replace(minute=0, second=0), []
    while len(dates) <= nth:
        wall = at.astimezone(zone)
        if wall.date() > start.astimezone(zone).date() and shows_open(calendar, wall) and wall.date() not in dates[-1:]:
            dates.append(wall.date())
        at += QUARTER
    assert business_day(calendar, start, nth).on == dates[nth - 1]


few = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
spans = st.integers(0, 5 * 86_400)
amounts = st.integers(1, 40 * 3600)
cuts = st.integers(0, 5 * 86_400)

wall_clock = given(calendars(), spans, cuts)
there_and_back = given(calendars(), amounts, st.integers(0, 90_000))
dates = given(calendars(), st.integers(1, 4))


@few
@wall_clock
def test_se51_working_time_is_what_the_wall_clock_shows_and_adds_up_over_cuts(case, seconds, cut):
    agrees_with_the_wall_clock(case, seconds, cut)


@few
@there_and_back
def test_se51_the_time_to_a_deadline_is_the_time_promised_and_more_is_never_earlier(case, seconds, more):
    comes_back(case, seconds, more)


@few
@dates
def test_se51_business_dates_are_the_dates_on_which_the_wall_clock_shows_open(case, nth):
    counts_dates(case, nth)


def seeded(seed):
    """The same, by a number: drawing ten thousand of them costs Hypothesis more than looking at them."""
    chance = Random(seed)
    base = chance.choice([*CHANGES, *[datetime(2026, 1, 1, tzinfo=UTC) + timedelta(chance.randrange(365))] * 3])

    def some_windows():
        ends = [(chance.randrange(96) * 15, chance.randrange(97) * 15) for _ in range(chance.randrange(3))]
        return tuple((start, end) for start, end in ends if start != end)

    week = tuple(some_windows() for _ in range(7))
    while sum(map(bool, week)) < 2:
        week = tuple(some_windows() for _ in range(7))
    special = {
        base.date() + timedelta(chance.randrange(31)): SpecialDay(
            "Special", tuple(w for w in some_windows() if w[0] < w[1])
        )
        for _ in range(chance.randrange(5))
    }
    calendar = WorkingHours(chance.choice(ZONES), week, special)
    return chance, (calendar, base + timedelta(seconds=chance.randrange(4 * 86_400)))


def holds_for(seeds, look):
    """Whatever goes wrong says at which seed."""
    for seed in seeds:
        chance, case = seeded(seed)
        try:
            look(case, chance)
        except Exception as error:
            error.add_note(f"seed {seed}: {case}")
            raise


@pytest.mark.slow
@pytest.mark.once
def test_se51_working_time_many_times():
    five_days = 5 * 86_400 + 1
    holds_for(
        range(4000),
        lambda case, chance: agrees_with_the_wall_clock(case, chance.randrange(five_days), chance.randrange(five_days)),
    )


@pytest.mark.slow
@pytest.mark.once
def test_se51_deadlines_many_times():
    holds_for(
        range(4000),
        lambda case, chance: comes_back(case, chance.randrange(1, 40 * 3600 + 1), chance.randrange(90_001)),
    )


@pytest.mark.slow
@pytest.mark.once
def test_se51_business_dates_many_times():
    holds_for(range(2000), lambda case, chance: counts_dates(case, chance.randrange(1, 5)))
