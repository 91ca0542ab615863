"""Calendars kept in the database: made, edited, refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.db import read_only, transaction
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.audit.models import AuditEntry
from portal.domain.calendars.drafts import guide_calendar
from portal.domain.calendars.holidays import LibraryHoliday, RecurringDays
from portal.domain.calendars.hours import SpecialDay
from portal.domain.calendars.models import Calendar
from portal.domain.calendars.operations import (
    CalendarNameTaken,
    ZoneUnknown,
    edit_calendar,
    make_calendar,
    seed_default_calendar,
)
from portal.domain.calendars.queries import calendar_with_days, days_ahead, draft_of, working_hours_of
from portal.domain.calendars.rules import CalendarWithoutHours, due_after
from portal.domain.errors import ChangedMeanwhile, RightMissing

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
DRAFT = replace(
    guide_calendar(),
    name="Night desk",
    weekly=((), *(((22 * 60, 6 * 60),),) * 5, ((8 * 60, 24 * 60),)),
    observed=True,
    library=(LibraryHoliday("US", "Labor Day"), LibraryHoliday("CN", "National Day", "国庆节")),
    recurring=(
        RecurringDays("Eve", (12, 23), (12, 23), ((480, 780),)),
        RecurringDays("Winter break", (12, 24), (1, 2)),
    ),
    single={date(2026, 6, 3): SpecialDay("Moving house"), date(2026, 6, 4): SpecialDay("Half day", ((480, 780),))},
)


@pytest.fixture
def calendar_id(app):
    with app.app_context(), transaction():
        return make_calendar(DRAFT, by=SYSTEM, at=AT).id


@pytest.fixture
def inside(app):
    with app.app_context():
        yield


def version_now(calendar_id):
    with read_only():
        return calendar_with_days(calendar_id).version


def test_a_calendar_comes_back_as_it_was_made(inside, calendar_id):
    with read_only():
        assert draft_of(calendar_with_days(calendar_id)) == DRAFT


def test_s25_s26_the_default_calendar_is_the_guides_and_is_made_once(inside):
    with transaction():
        first = seed_default_calendar(by=SYSTEM, at=AT).id
    with transaction() as session:
        assert seed_default_calendar(by=SYSTEM, at=AT).id == first
        assert session.scalars(select(Calendar.name)).all() == ["US business hours"]
        hours = working_hours_of(first)
    year = [(day.on.isoformat(), day.name) for day in days_ahead(hours, date(2026, 1, 1), 365) if day.name]
    assert year == [
        ("2026-01-01", "New Year's Day"),
        ("2026-01-19", "Martin Luther King, Jr. Day"),
        ("2026-02-16", "Presidents Day"),
        ("2026-05-25", "Memorial Day"),
        ("2026-07-04", "Independence Day"),
        ("2026-09-07", "Labor Day"),
        ("2026-11-26", "Thanksgiving Day"),
        ("2026-12-24", "Christmas Eve"),
        ("2026-12-25", "Christmas Day"),
    ]


def test_se19_a_calendar_without_hours_is_refused_at_save(inside, calendar_id):
    empty = replace(DRAFT, name="Empty", weekly=((),) * 7)
    with pytest.raises(CalendarWithoutHours), transaction():
        make_calendar(empty, by=SYSTEM, at=AT)
    version = version_now(calendar_id)
    with pytest.raises(CalendarWithoutHours), transaction():
        edit_calendar(calendar_id, empty, version, by=SYSTEM, at=AT)
    with read_only():
        assert draft_of(calendar_with_days(calendar_id)) == DRAFT


def test_se19_holidays_on_every_day_are_refused_at_save(inside):
    closed = replace(DRAFT, recurring=(RecurringDays("For good", (1, 1), (12, 31)),))
    with pytest.raises(CalendarWithoutHours), transaction():
        make_calendar(closed, by=SYSTEM, at=AT)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", ""])
def test_an_unknown_zone_is_refused_by_name(inside, zone):
    with pytest.raises(ZoneUnknown), transaction():
        make_calendar(replace(DRAFT, zone=zone), by=SYSTEM, at=AT)


def test_a_name_is_given_once(inside, calendar_id):
    with pytest.raises(CalendarNameTaken, match="Night desk"), transaction():
        make_calendar(DRAFT, by=SYSTEM, at=AT)


def test_an_edit_is_seen_at_once_by_those_who_compute(inside, calendar_id):
    start = datetime(2026, 9, 6, 13, tzinfo=UTC)
    with read_only():
        before = due_after(working_hours_of(calendar_id), start, timedelta(hours=20)).due_at
    open_on_labor_day = replace(DRAFT, library=(), single={date(2026, 9, 7): SpecialDay("Open", ((0, 1440),))})
    version = version_now(calendar_id)
    with transaction():
        edit_calendar(calendar_id, open_on_labor_day, version, by=SYSTEM, at=AT)
    with read_only():
        after = due_after(working_hours_of(calendar_id), start, timedelta(hours=20)).due_at
        assert draft_of(calendar_with_days(calendar_id)) == open_on_labor_day
    assert after < before


def test_of_two_who_edit_at_once_the_second_is_told(inside, calendar_id):
    version = version_now(calendar_id)
    with transaction():
        edit_calendar(calendar_id, replace(DRAFT, observed=False), version, by=SYSTEM, at=AT)
    with pytest.raises(ChangedMeanwhile), transaction():
        edit_calendar(calendar_id, replace(DRAFT, name="Mine"), version, by=SYSTEM, at=AT)


def test_p22_every_edit_is_in_the_audit_log_with_before_and_after(inside, calendar_id):
    version = version_now(calendar_id)
    with transaction():
        edit_calendar(calendar_id, replace(DRAFT, observed=False), version, by=SYSTEM, at=AT)
    with read_only() as session:
        entries = select(AuditEntry).where(AuditEntry.subject_kind == "calendars", AuditEntry.subject_id == calendar_id)
        made, edited = session.scalars(entries.order_by(AuditEntry.id))
        assert (made.action, edited.action) == ("calendar.made", "calendar.edited")
        assert (edited.details["before"]["observed"], edited.details["after"]["observed"]) == (True, False)


def test_a_stranger_makes_no_calendar(inside):
    with pytest.raises(RightMissing), transaction():
        make_calendar(DRAFT, by=NOBODY, at=AT)


def test_se15_duplicates_in_one_draft_are_kept_once(inside):
    double = replace(
        DRAFT, library=DRAFT.library * 2, recurring=DRAFT.recurring * 2, weekly=(((480, 600), (480, 720)),) * 7
    )
    with transaction():
        made = make_calendar(double, by=SYSTEM, at=AT).id
    with read_only():
        kept = draft_of(calendar_with_days(made))
    assert (kept.library, kept.recurring) == (DRAFT.library, DRAFT.recurring)
    assert kept.weekly == (((480, 720),),) * 7
