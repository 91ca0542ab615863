"""Deadlines kept in the database: started, met, breached once, changed, and what the database itself refuses."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from portal.db import read_only, session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.calendars.drafts import guide_calendar
from portal.domain.calendars.hours import SpecialDay
from portal.domain.calendars.operations import edit_calendar, make_calendar
from portal.domain.calendars.queries import calendar_with_days
from portal.domain.calendars.rules import CalendarWithoutHours
from portal.domain.deadlines.models import Deadline
from portal.domain.deadlines.operations import (
    NewTarget,
    claim_breach,
    follow_calendars,
    meet_deadline,
    retarget_deadline,
    start_deadline,
    void_deadline,
)
from portal.domain.deadlines.queries import changes_of, overdue, promise_of
from portal.domain.deadlines.rules import Change, Clock, Skipped, Target

NY = ZoneInfo("America/New_York")
SECOND = timedelta(seconds=1)
DRAFT = replace(guide_calendar(), name="Desk of these tests")


def ny(text):
    return datetime.fromisoformat(text).replace(tzinfo=NY).astimezone(UTC)


def business(hours, severity=3):
    return Target(Clock.BUSINESS, timedelta(hours=hours), "Advanced", severity)


NINE, THREE, DUE = ny("2026-06-01 09:00"), ny("2026-06-01 15:00"), ny("2026-06-01 17:00")
SEV1 = Target(Clock.ALWAYS, timedelta(hours=1), "Elite", 1)


@pytest.fixture
def calendar_id(app):
    with app.app_context():
        with transaction():
            made = make_calendar(DRAFT, by=SYSTEM, at=NINE).id
        yield made


@pytest.fixture
def deadline_id(calendar_id):
    with transaction():
        return start_deadline(business(8), calendar_id, by=SYSTEM, at=NINE).id


def row(deadline_id):
    return session().get(Deadline, deadline_id)


def do(operation, deadline_id, *args, at):
    with transaction():
        return operation(row(deadline_id), *args, by=SYSTEM, at=at)


def seen(deadline_id):
    with read_only() as reading:
        found = row(deadline_id)
        reading.expunge(found)
        return found


def closed_on(calendar_id, *dates, at):
    with transaction():
        draft = replace(DRAFT, single={date.fromisoformat(on): SpecialDay("Moving house") for on in dates})
        edit_calendar(calendar_id, draft, calendar_with_days(calendar_id).version, by=SYSTEM, at=at)


def test_a_deadline_keeps_what_explains_it(calendar_id):
    with transaction():
        made = start_deadline(business(4, 2), calendar_id, by=SYSTEM, at=ny("2026-09-04 19:00")).id

    promise = promise_of(seen(made))

    assert promise.due_at == ny("2026-09-08 11:00")
    assert [span.length for span in promise.spans] == [timedelta(hours=1), timedelta(hours=3)]
    assert promise.skipped == (Skipped(date(2026, 9, 7), "Labor Day", closed=True),)
    assert promise.target == business(4, 2)


def test_s9_best_effort_is_kept_without_a_moment(calendar_id):
    with transaction():
        made = start_deadline(Target(Clock.BUSINESS, None, "Incident pack", 1), calendar_id, by=SYSTEM, at=NINE).id

    assert (seen(made).due_at, seen(made).is_running) == (None, False)
    assert do(claim_breach, made, at=ny("2036-01-01 09:00")) is False
    assert do(meet_deadline, made, at=THREE).first


def test_se34_the_first_answer_counts_and_exactly_at_the_deadline_is_in_time(deadline_id):
    assert do(meet_deadline, deadline_id, at=DUE.replace(microsecond=900_000)).late is False
    assert do(meet_deadline, deadline_id, at=DUE + SECOND).first is False

    assert seen(deadline_id).met_at == DUE
    assert seen(deadline_id).is_kept


def test_se34_one_second_late_is_late_once_and_carries_the_deadlines_moment(deadline_id):
    answered = do(meet_deadline, deadline_id, at=DUE + SECOND)

    assert (answered.first, answered.late) == (True, True)
    assert (seen(deadline_id).breached_at, seen(deadline_id).met_at) == (DUE, DUE + SECOND)
    assert do(claim_breach, deadline_id, at=DUE + timedelta(days=1)) is False


def test_se44_a_breach_is_claimed_once_and_stamped_with_the_deadline(deadline_id):
    assert do(claim_breach, deadline_id, at=DUE) is False
    assert do(claim_breach, deadline_id, at=DUE + timedelta(hours=3)) is True
    assert do(claim_breach, deadline_id, at=DUE + timedelta(hours=4)) is False

    assert seen(deadline_id).breached_at == DUE


def test_an_answer_after_a_claimed_breach_stops_the_clock_and_is_no_second_breach(deadline_id):
    do(claim_breach, deadline_id, at=DUE + SECOND)

    answered = do(meet_deadline, deadline_id, at=DUE + timedelta(hours=1))

    assert (answered.first, answered.late) == (True, False)
    assert not seen(deadline_id).is_kept


def test_se44_overdue_finds_the_earliest_and_none_that_is_decided(calendar_id, deadline_id):
    with transaction():
        first = start_deadline(SEV1, calendar_id, by=SYSTEM, at=NINE).id
        answered = start_deadline(SEV1, calendar_id, by=SYSTEM, at=NINE)
        meet_deadline(answered, by=SYSTEM, at=NINE)
    with read_only():
        assert overdue(DUE)
        assert [one.id for one in overdue(DUE + SECOND, 10)] == [first, deadline_id]
    do(claim_breach, first, at=DUE)
    do(void_deadline, deadline_id, at=DUE)
    with read_only():
        assert overdue(DUE + timedelta(days=9), 10) == []


def test_se30_started_and_answered_in_one_transaction(calendar_id):
    with transaction():
        deadline = start_deadline(SEV1, calendar_id, by=SYSTEM, at=NINE)
        assert meet_deadline(deadline, by=SYSTEM, at=NINE).first

    assert seen(deadline.id).is_kept


def test_se20_raised_and_kept_with_who_when_and_why(deadline_id):
    with transaction():
        done = retarget_deadline(
            row(deadline_id), Change.RAISED, NewTarget(SEV1), reason="Nobody can call", by=SYSTEM, at=THREE
        )

    assert (done.due_before_at, done.due_after_at) == (DUE, ny("2026-06-01 16:00"))
    assert (seen(deadline_id).due_at, seen(deadline_id).severity) == (ny("2026-06-01 16:00"), 1)
    with read_only():
        (noted,) = changes_of(deadline_id)
        assert (noted.change, noted.reason, noted.severity_before, noted.severity_after) == (
            "raised",
            "Nobody can call",
            3,
            1,
        )


def test_se20_raised_and_answered_in_one_save_is_judged_by_the_new_deadline(deadline_id):
    late = ny("2026-06-01 16:00") + SECOND
    with transaction():
        retarget_deadline(row(deadline_id), Change.RAISED, NewTarget(SEV1), reason="", by=SYSTEM, at=THREE)
        assert meet_deadline(row(deadline_id), by=SYSTEM, at=late).late


def test_se21_lowering_a_deadline_that_passed_unnoticed_keeps_the_breach(deadline_id):
    with transaction():
        done = retarget_deadline(
            row(deadline_id), Change.LOWERED, NewTarget(business(24, 4)), reason="", by=SYSTEM, at=DUE + SECOND
        )

    assert done.late
    assert (seen(deadline_id).breached_at, seen(deadline_id).due_at) == (DUE, ny("2026-06-03 09:00"))
    assert do(claim_breach, deadline_id, at=ny("2026-06-10 09:00")) is False


def test_se22_after_the_answer_nothing_changes(deadline_id):
    do(meet_deadline, deadline_id, at=THREE)
    with transaction():
        retarget_deadline(row(deadline_id), Change.RAISED, NewTarget(SEV1), reason="", by=SYSTEM, at=THREE)

    assert seen(deadline_id).due_at == DUE
    with read_only():
        assert changes_of(deadline_id) == []


def test_se41_a_holiday_added_later_moves_what_is_open_and_nothing_else(calendar_id, deadline_id):
    with transaction():
        long = start_deadline(business(16), calendar_id, by=SYSTEM, at=NINE).id
        answered = start_deadline(business(16), calendar_id, by=SYSTEM, at=NINE)
        meet_deadline(answered, by=SYSTEM, at=THREE)
        always = start_deadline(Target(Clock.ALWAYS, timedelta(days=3)), calendar_id, by=SYSTEM, at=NINE).id
    at = DUE + SECOND  # the eight hours have passed, unnoticed
    closed_on(calendar_id, "2026-06-02", at=at)

    with transaction():
        assert follow_calendars(by=SYSTEM, at=at) == 1
    with transaction():
        assert follow_calendars(by=SYSTEM, at=at) == 0

    assert seen(long).due_at == ny("2026-06-03 13:00")
    assert [day.name for day in promise_of(seen(long)).skipped] == ["Moving house"]
    assert seen(answered.id).due_at == ny("2026-06-02 13:00")
    assert seen(always).due_at == NINE + timedelta(days=3)
    assert seen(deadline_id).due_at == DUE
    with read_only():
        assert [noted.change for noted in changes_of(long)] == ["calendar"]


def test_se41_a_breach_is_not_claimed_when_the_calendar_has_moved_the_deadline(calendar_id):
    with transaction():
        made = start_deadline(business(16), calendar_id, by=SYSTEM, at=NINE).id
    closed_on(calendar_id, "2026-06-02", at=THREE)
    with transaction():
        follow_calendars(by=SYSTEM, at=THREE)

    assert do(claim_breach, made, at=ny("2026-06-02 14:00")) is False
    assert do(claim_breach, made, at=ny("2026-06-03 13:00") + SECOND) is True


def test_se19_business_time_without_a_calendar_is_refused_never_counted_around_the_clock(calendar_id):
    with pytest.raises(CalendarWithoutHours), transaction():
        start_deadline(business(4), None, by=SYSTEM, at=NINE)


@pytest.mark.parametrize(
    "values",
    [
        {"calendar_id": None},
        {"minutes": None},
        {"clock": "lunar"},
        {"minutes": 0},
        {"due_at": NINE - SECOND},
        {"counted_from_at": NINE - SECOND},
    ],
    ids=lambda values: next(iter(values)),
)
def test_p21_the_database_itself_refuses_a_deadline_without_a_clock(deadline_id, values):
    with pytest.raises(IntegrityError), transaction() as open_session:
        open_session.execute(update(Deadline).where(Deadline.id == deadline_id).values(**values))
