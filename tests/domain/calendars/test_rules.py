"""Business time, case by case: the rows of support-rules.md that a calendar decides."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.domain.calendars.holidays import HolidayYears, LibraryHoliday, RecurringDays
from portal.domain.calendars.hours import HoursUnreadable, SpecialDay, WorkingHours, always, read_hours, written_hours
from portal.domain.calendars.rules import (
    CalendarNeverOpens,
    CalendarWithoutHours,
    OutsideTheCalendar,
    business_day,
    close_of_business_day,
    due_after,
    is_open,
    opens_next,
    require_hours,
    special_between,
    working_time,
)

ZONE = "America/New_York"
NY = ZoneInfo(ZONE)
DAY = ((8 * 60, 20 * 60),)
WEEK = (DAY,) * 5 + ((), ())
GUIDE = (
    LibraryHoliday("US", "New Year's Day"),
    LibraryHoliday("US", "Martin Luther King Jr. Day", "Martin Luther King, Jr. Day"),
    LibraryHoliday("US", "Washington's Birthday", "Presidents Day"),
    LibraryHoliday("US", "Memorial Day"),
    LibraryHoliday("US", "Independence Day"),
    LibraryHoliday("US", "Labor Day"),
    LibraryHoliday("US", "Thanksgiving Day"),
    RecurringDays("Christmas Eve", (12, 24), (12, 24)),
    LibraryHoliday("US", "Christmas Day"),
)
DESK = WorkingHours(ZONE, WEEK, HolidayYears(GUIDE))
KEPT = WorkingHours(ZONE, WEEK, HolidayYears(GUIDE, observed=True))
PLAIN = WorkingHours(ZONE, WEEK)


def ny(text, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=NY, fold=fold)


def hours(count):
    return timedelta(hours=count)


def with_days(**names):
    return WorkingHours(
        ZONE, WEEK, {date.fromisoformat(on.strip("_").replace("_", "-")): day for on, day in names.items()}
    )


CASES = {
    "SE1 the spring change lies between": (DESK, ny("2026-03-06 19:30"), hours(2), ny("2026-03-09 09:30")),
    "SE2 the autumn change lies between": (DESK, ny("2026-10-30 19:00"), hours(4), ny("2026-11-02 11:00")),
    "SE3 around the clock over the spring gap": (
        always(ZONE),
        ny("2026-03-07 23:30"),
        hours(4),
        ny("2026-03-08 04:30"),
    ),
    "SE4 around the clock over the repeated hour": (
        always(ZONE),
        ny("2026-11-01 00:30"),
        hours(2),
        ny("2026-11-01 01:30", fold=1),
    ),
    "SE6 opened on a Saturday": (DESK, ny("2026-06-06 10:00"), hours(4), ny("2026-06-08 12:00")),
    "SE7 opened exactly at closing": (DESK, ny("2026-06-05 20:00"), hours(1), ny("2026-06-08 09:00")),
    "SE8 one second before closing": (
        DESK,
        ny("2026-06-05 19:59:59"),
        timedelta(seconds=1),
        ny("2026-06-05 20:00"),
    ),
    "SE9 an exact fit ends at closing": (DESK, ny("2026-06-01 08:00"), hours(12), ny("2026-06-01 20:00")),
    "SE10 Thanksgiving": (DESK, ny("2026-11-25 18:00"), hours(4), ny("2026-11-27 10:00")),
    "SE11 observed on": (KEPT, ny("2026-07-02 19:00"), hours(2), ny("2026-07-06 09:00")),
    "SE11 observed off, the default": (DESK, ny("2026-07-02 19:00"), hours(2), ny("2026-07-03 09:00")),
    "SE12 observed in the year before": (KEPT, ny("2027-12-30 19:00"), hours(2), ny("2028-01-03 09:00")),
    "SE13 the calendar's zone decides the date": (
        DESK,
        datetime(2026, 1, 1, 22, tzinfo=ZoneInfo("America/Los_Angeles")),
        hours(2),
        ny("2026-01-02 10:00"),
    ),
    "S56 over Labor Day": (DESK, ny("2026-09-04 19:00"), hours(4), ny("2026-09-08 11:00")),
    "S12 72 hours are six days": (DESK, ny("2026-06-01 08:00"), hours(72), ny("2026-06-08 20:00")),
}


@pytest.mark.parametrize(("calendar", "start", "amount", "due"), CASES.values(), ids=CASES.keys())
def test_a_promise_runs_out_at_the_expected_moment(calendar, start, amount, due):
    found = due_after(calendar, start, amount)

    assert found.due_at == due.astimezone(UTC)
    assert sum((span.length for span in found.spans), timedelta()) == amount
    assert working_time(calendar, start, found.due_at) == amount


def test_se1_to_se4_in_utc_as_the_requirement_says():
    moments = [due_after(*CASES[name][:3]).due_at.isoformat() for name in list(CASES)[:4]]

    assert moments == [
        "2026-03-09T13:30:00+00:00",
        "2026-11-02T16:00:00+00:00",
        "2026-03-08T08:30:00+00:00",
        "2026-11-01T06:30:00+00:00",
    ]


@pytest.mark.parametrize(("on", "worked"), [("2026-03-08", 1), ("2026-11-01", 3), ("2026-06-07", 2)])
def test_se5_a_window_inside_the_change_holds_what_really_passes(on, worked):
    sundays = WorkingHours(ZONE, ((),) * 6 + (((60, 180),),))

    assert working_time(sundays, ny(f"{on} 00:00"), ny(f"{on} 23:00")) == hours(worked)


def test_se5_a_window_inside_the_gap_holds_nothing_and_one_that_ends_in_the_repeated_hour_opens_twice():
    gap = WorkingHours(ZONE, ((),) * 6 + (((120, 180),),))
    twice = WorkingHours(ZONE, ((),) * 6 + (((0, 90),),))

    assert working_time(gap, ny("2026-03-08 00:00"), ny("2026-03-09 00:00")) == hours(0)
    assert working_time(twice, ny("2026-11-01 00:00"), ny("2026-11-02 00:00")) == hours(2)
    assert [is_open(twice, ny("2026-11-01 01:15", fold)) for fold in (0, 1)] == [True, True]
    assert not is_open(twice, ny("2026-11-01 01:30"))


def test_se10_the_friday_after_thanksgiving_closed_as_well():
    calendar = WorkingHours(ZONE, WEEK, HolidayYears(GUIDE, {date(2026, 11, 27): SpecialDay("Bridge day")}))

    assert due_after(calendar, ny("2026-11-25 18:00"), hours(4)).due_at == ny("2026-11-30 10:00").astimezone(UTC)


def test_se16_a_half_day_gives_what_it_has():
    calendar = with_days(_2026_06_03_=SpecialDay("Afternoon off", ((8 * 60, 13 * 60),)))

    due = due_after(calendar, ny("2026-06-03 12:00"), hours(2))

    assert due.due_at == ny("2026-06-04 09:00").astimezone(UTC)
    assert [span.length for span in due.spans] == [hours(1), hours(1)]


def test_se17_the_lunch_break_is_skipped():
    calendar = WorkingHours(ZONE, (((480, 720), (780, 1200)),) * 5 + ((), ()))

    assert due_after(calendar, ny("2026-06-01 11:30"), hours(1)).due_at == ny("2026-06-01 13:30").astimezone(UTC)


def test_se18_a_night_is_eight_hours_in_one_piece_from_sunday_to_monday_too():
    nights = WorkingHours(ZONE, (((22 * 60, 6 * 60),),) * 7)

    due = due_after(nights, ny("2026-06-07 22:00"), hours(8))

    assert due.due_at == ny("2026-06-08 06:00").astimezone(UTC)
    assert len(due.spans) == 1
    assert is_open(nights, ny("2026-06-08 00:00"))


def test_se18_24_00_is_accepted_and_leaves_no_hole():
    late = WorkingHours(ZONE, ((read_hours("16:00-24:00")), read_hours("00:00-08:00")) + ((),) * 5)

    due = due_after(late, ny("2026-06-01 16:00"), hours(16))

    assert due.due_at == ny("2026-06-02 08:00").astimezone(UTC)
    assert len(due.spans) == 1


@pytest.mark.parametrize(
    "calendar",
    [
        WorkingHours(ZONE, ((),) * 7),
        WorkingHours(ZONE, WEEK, HolidayYears((RecurringDays("Closed for good", (1, 1), (12, 31)),))),
        WorkingHours(ZONE, ((),) * 7, {date(2026, 6, 1): SpecialDay("Open once", DAY)}),
    ],
    ids=["without hours", "holidays on every day", "one single open day"],
)
def test_se19_a_calendar_that_never_opens_is_refused_at_save_and_never_searched_without_end(calendar):
    with pytest.raises(CalendarNeverOpens):
        due_after(calendar, ny("2026-06-01 09:00"), hours(20))
    with pytest.raises(CalendarNeverOpens):
        business_day(calendar, ny("2026-06-01 09:00"), 5)
    with pytest.raises(CalendarWithoutHours):
        require_hours(calendar, date(2026, 6, 1))


def test_se19_an_absurd_date_is_refused_with_a_sentence():
    for moment in (datetime(1, 1, 1, tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        with pytest.raises(OutsideTheCalendar):
            due_after(DESK, moment, hours(1))


def test_se40_an_end_before_the_start_has_no_working_time():
    assert working_time(DESK, ny("2026-06-02 09:00"), ny("2026-06-01 09:00")) == timedelta(0)
    assert working_time(always(ZONE), ny("2026-11-01 01:15", 1), ny("2026-11-01 01:30", 0)) == timedelta(0)


SILENCE = {
    "SE46 asked on Friday": ("2026-12-18 15:00", "2026-12-29 20:00"),
    "SE46 asked on Friday after closing": ("2026-12-18 21:00", "2026-12-29 20:00"),
    "SE46 asked on Saturday": ("2026-12-19 10:00", "2026-12-29 20:00"),
    "SE46 asked on Monday": ("2026-06-01 09:00", "2026-06-08 20:00"),
    "S48 asked on a holiday": ("2026-09-07 09:00", "2026-09-14 20:00"),
}


@pytest.mark.parametrize(("asked", "closes"), SILENCE.values(), ids=SILENCE.keys())
def test_five_business_dates_end_at_the_close_of_the_fifth(asked, closes):
    assert close_of_business_day(DESK, ny(asked), 5) == ny(closes).astimezone(UTC)


def test_se46_a_half_day_closes_at_its_own_hour_and_the_opening_is_known_too():
    calendar = with_days(_2026_06_08_=SpecialDay("Afternoon off", ((600, 780),)))

    day = business_day(calendar, ny("2026-06-01 09:00"), 5)

    assert (day.opens_at, day.closes_at) == (ny("2026-06-08 10:00"), ny("2026-06-08 13:00"))


def test_s56_special_days_between_two_dates_come_with_their_names():
    found = special_between(DESK, date(2026, 12, 20), date(2027, 1, 5))

    assert [(on.day, special.name) for on, special in found] == [
        (24, "Christmas Eve"),
        (25, "Christmas Day"),
        (1, "New Year's Day"),
    ]


def test_s56_around_the_clock_is_one_span_across_days():
    due = due_after(always(ZONE), ny("2026-06-01 09:00"), hours(100))

    assert len(due.spans) == 1


def test_the_next_opening_is_now_when_it_is_open():
    assert opens_next(DESK, ny("2026-06-01 09:00")) == ny("2026-06-01 09:00")
    assert opens_next(DESK, ny("2026-06-05 20:00")) == ny("2026-06-08 08:00")


def test_nothing_to_count_is_due_at_once_and_less_than_nothing_is_a_mistake():
    assert due_after(DESK, ny("2026-06-06 09:00"), hours(0)).due_at == ny("2026-06-06 09:00")
    with pytest.raises(ValueError, match="can't be"):
        due_after(DESK, ny("2026-06-06 09:00"), hours(-1))


def test_zones_that_change_at_midnight_lose_and_double_nothing():
    """Havana goes forward at 00:00, Nuuk back from 24:00 to 23:00; the day is as long as it really is."""
    for zone, on, length in (("America/Havana", "2026-03-08", 23), ("America/Nuuk", "2026-10-24", 25)):
        day = date.fromisoformat(on)
        calendar = WorkingHours(zone, (((0, 1440),),) * 7)
        assert sum(end - begin for begin, end in calendar.moments_on(day)) == length * 3_600_000_000


@pytest.mark.parametrize("text", ["", "08:00-20:00", "08:00-12:00, 13:00-20:00", "22:00-06:00", "00:00-24:00"])
def test_hours_are_written_as_they_were_read(text):
    assert written_hours(read_hours(text)) == text


@pytest.mark.parametrize(
    "text", ["8-20", "08:00", "25:00-26:00", "08:60-09:00", "08:00-08:00", "08:00-24:01", "24:00-06:00"]
)
def test_unreadable_hours_are_refused_with_an_example(text):
    with pytest.raises(HoursUnreadable, match="08:00-20:00"):
        read_hours(text)


def test_hours_of_a_single_day_end_by_midnight():
    with pytest.raises(HoursUnreadable):
        SpecialDay("Night", ((1320, 360),))
