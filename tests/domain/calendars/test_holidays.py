"""Holidays: every year's from the library, the business's own, and what wins when they meet."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.domain.calendars.drafts import guide_calendar
from portal.domain.calendars.holidays import HolidayYears, LibraryHoliday, RecurringDays, library_names
from portal.domain.calendars.hours import SpecialDay, WorkingHours
from portal.domain.calendars.rules import due_after

ZONE = "America/New_York"
NY = ZoneInfo(ZONE)
WEEK = (((480, 1200),),) * 5 + ((), ())
DESK = guide_calendar().hours()


def ny(text):
    return datetime.fromisoformat(text).replace(tzinfo=NY)


def hours(count):
    return timedelta(hours=count)


def test_se14_a_stretch_over_new_year_closes_every_day_of_it():
    days = HolidayYears((RecurringDays("Winter break", (12, 24), (1, 2)),))
    stretch = [date(2026, 12, 24) + timedelta(days=n) for n in range(10)]

    assert {days.get(on) for on in stretch} == {SpecialDay("Winter break")}
    assert days.get(date(2026, 12, 23)) is None
    assert days.get(date(2027, 1, 3)) is None


def test_se15_the_29th_of_february_comes_in_leap_years_only():
    days = HolidayYears((RecurringDays("Leap day", (2, 29), (2, 29)), RecurringDays("Stretch", (2, 27), (2, 29))))

    assert [on.isoformat() for on in dates_of(days, 2027)] == ["2027-02-27", "2027-02-28"]
    assert [on.isoformat() for on in dates_of(days, 2028)] == ["2028-02-27", "2028-02-28", "2028-02-29"]


def test_se15_two_entries_and_a_duplicate_on_one_date_count_once_and_are_named():
    christmas = LibraryHoliday("US", "Christmas Day")
    days = HolidayYears((christmas, christmas, RecurringDays("House closed", (12, 25), (12, 25))))
    calendar = WorkingHours(ZONE, WEEK, days)

    assert days.get(date(2026, 12, 25)) == SpecialDay("Christmas Day / House closed")
    assert due_after(calendar, ny("2026-12-24 19:00"), hours(2)).due_at == ny("2026-12-28 09:00").astimezone(UTC)


def test_se15_a_closing_entry_wins_over_a_half_day_and_a_single_day_over_both():
    half = RecurringDays("Half", (12, 31), (12, 31), ((480, 780),))
    closed = RecurringDays("Closed", (12, 31), (12, 31))
    single = {date(2027, 12, 31): SpecialDay("Stocktaking", ((600, 660),))}
    days = HolidayYears((half, closed), single)

    assert days.get(date(2026, 12, 31)).windows == ()
    assert days.get(date(2027, 12, 31)) == SpecialDay("Stocktaking", ((600, 660),))


def test_s26_the_guides_holidays_fall_on_their_dates_in_every_year():
    dates = {year: [on.strftime("%m-%d") for on in dates_of(DESK.days, year)] for year in (2026, 2027, 2030)}

    assert dates[2026] == ["01-01", "01-19", "02-16", "05-25", "07-04", "09-07", "11-26", "12-24", "12-25"]
    assert dates[2027] == ["01-01", "01-18", "02-15", "05-31", "07-04", "09-06", "11-25", "12-24", "12-25"]
    assert dates[2030] == ["01-01", "01-21", "02-18", "05-27", "07-04", "09-02", "11-28", "12-24", "12-25"]


def test_s26_a_single_recurring_day_on_a_weekend_is_kept_on_the_nearest_weekday_when_observed():
    eve = (RecurringDays("Founding day", (1, 1), (1, 1)),)

    assert dates_of(HolidayYears(eve, observed=True), 2021) == [date(2021, 1, 1), date(2021, 12, 31)]
    assert dates_of(HolidayYears(eve, observed=True), 2023) == [date(2023, 1, 1), date(2023, 1, 2)]
    assert dates_of(HolidayYears(eve), 2023) == [date(2023, 1, 1)]


def test_s26_the_library_names_what_can_be_ticked():
    assert library_names("US", 2026)[:3] == ["New Year's Day", "Martin Luther King Jr. Day", "Washington's Birthday"]
    assert "Christmas Eve" not in library_names("US", 2026)


def dates_of(days, year):
    first = date(year, 1, 1)
    return [on for on in (first + timedelta(days=n) for n in range(366)) if on.year == year and days.get(on)]
