"""Special days as people write them."""

from datetime import date

import pytest

from portal.domain.calendars.holidays import RecurringDays
from portal.domain.calendars.hours import SpecialDay
from portal.domain.calendars.lines import (
    RecurringUnreadable,
    SingleUnreadable,
    read_recurring,
    read_single,
    written_recurring,
    written_single,
)

RECURRING = (
    "12-24 Christmas Eve\n12-24 to 01-02 Winter break\n12-31 New Year's Eve: 08:00-12:00, 13:00-15:00\n02-29 Leap day"
)
SINGLE = "2026-06-03 Moving house: the second part\n2026-06-04 Staff outing: 08:00-13:00"


def test_recurring_days_are_written_as_they_were_read():
    days = read_recurring(f"\n{RECURRING}\n\n")

    assert written_recurring(days) == RECURRING
    assert days[1] == RecurringDays("Winter break", (12, 24), (1, 2))
    assert days[2].windows == ((480, 720), (780, 900))


def test_single_days_are_written_as_they_were_read_and_a_name_may_hold_a_colon():
    days = read_single(SINGLE)

    assert written_single(days) == SINGLE
    assert days[date(2026, 6, 4)] == SpecialDay("Staff outing", ((480, 780),))


def test_se15_of_two_lines_for_one_date_the_later_counts():
    assert read_single("2026-06-03 One\n2026-06-03 Two") == {date(2026, 6, 3): SpecialDay("Two")}


@pytest.mark.parametrize(
    "line",
    ["Christmas Eve", "13-01 No month", "02-30 No day", "12-24", "12-31 Eve: 08:00-25:00", "12-31 Eve: 22:00-06:00"],
)
def test_an_unreadable_recurring_line_is_refused_with_its_number(line):
    with pytest.raises(RecurringUnreadable, match="Line 2"):
        read_recurring(f"12-24 Christmas Eve\n{line}")


@pytest.mark.parametrize(
    "line", ["12-24 Christmas Eve", "2026-02-29 No such day", "2026-06-03", "2026-06-03 " + "x" * 81]
)
def test_an_unreadable_single_line_is_refused_with_its_number(line):
    with pytest.raises(SingleUnreadable, match="Line 1"):
        read_single(line)
