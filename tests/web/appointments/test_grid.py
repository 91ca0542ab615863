"""A day as a table: what stands in which cell, from plain values (A2, BE40)."""

from datetime import date

import pytest

from portal.blueprints.appointments.grid import grid_of
from portal.domain.appointments.book import Column, Day, Entry, Offered, Seat
from portal.domain.booking.minutes import day_begins, moment_of
from portal.domain.booking.words import Kind

ON = date(2026, 6, 2)
BEGIN = day_begins(ON, "UTC")
NINE = BEGIN + 9 * 60
ANNA = Seat(1, Kind.ADVISOR, "Anna", "", has_left=False)
BAY = Seat(2, Kind.BAY, "Bay 1", "", has_left=False)


def entry(name: str, *takes: tuple[int, int, int]) -> Entry:
    """From and to are minutes after nine."""
    stays = tuple((seat, NINE + start, NINE + end) for seat, start, end in takes)
    stands = {"is_overbooked": False, "is_here": False, "is_absent": False}
    return Entry(name, moment_of(stays[0][1]), "confirmed", name, "", **stands, service=Offered("Oil", ""), takes=stays)


def table(
    *entries: Entry, works: tuple[int, int] = (0, 120), by: Kind = Kind.ADVISOR, can_book: bool = True, now: int = 0
):
    """Its column: of each half hour the names in it, "+" for a place to book into, "" for none, None when covered."""
    working = ((NINE + works[0], NINE + works[1]),) if works[0] < works[1] else ()
    columns = (Column(ANNA, working), Column(BAY, ()))
    day = Day(ON, "UTC", BEGIN, BEGIN + 24 * 60, {1: ANNA, 2: BAY}, columns, entries)
    rows = grid_of(day, by, can_book=can_book, at=moment_of(NINE + now))
    found = {}
    for row in rows:
        (cell,) = row.cells
        names = None if cell is None else ",".join(one.name for one in cell.entries) or "+" * cell.is_bookable
        found[row.begin - NINE] = names
    return found


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], {0: "+", 30: "+", 60: "+", 90: "+"}),
        ([entry("Mei", (1, 0, 30))], {0: "Mei", 30: "+", 60: "+", 90: "+"}),
        ([entry("Mei", (1, 0, 30)), entry("Tom", (1, 30, 60))], {0: "Mei", 30: "Tom", 60: "+", 90: "+"}),
        ([entry("Mei", (1, 15, 75))], {0: "Mei", 30: None, 60: None, 90: "+"}),
        ([entry("Mei", (1, 0, 45)), entry("Tom", (1, 45, 60))], {0: "Mei,Tom", 30: None, 60: "+", 90: "+"}),
        ([entry("Tom", (1, 60, 90)), entry("Mei", (1, 0, 60))], {0: "Mei", 30: None, 60: "Tom", 90: "+"}),
        ([entry("Mei", (1, 0, 60)), entry("Tom", (1, 0, 60))], {0: "Mei,Tom", 30: None, 60: "+", 90: "+"}),
        ([entry("Mei", (1, 90, 150))], {0: "+", 30: "+", 60: "+", 90: "Mei", 120: None}),
        ([entry("Mei", (2, 0, 60))], {0: "+", 30: "+", 60: "+", 90: "+"}),
    ],
)
def test_what_meets_is_one_cell_and_the_rest_can_be_booked_into(entries, expected):
    assert table(*entries) == expected


def test_what_lies_beyond_midnight_is_the_next_days():
    """A night's second half doesn't make this day longer."""
    late = 15 * 60
    assert table(entry("Mei", (1, 0, 30), (1, late + 30, late + 60)), works=(0, 60)) == {0: "Mei", 30: "+"}
    assert table(entry("Mei", (1, late - 30, late + 30)), works=(0, 0)) == {late - 30: "Mei"}


def test_nothing_is_booked_into_the_past_or_without_the_right():
    assert table(now=45) == {0: "", 30: "", 60: "+", 90: "+"}
    assert table(can_book=False) == {0: "", 30: "", 60: "", 90: ""}


def test_where_nobody_works_and_nothing_is_booked_there_is_no_table():
    assert table(by=Kind.BAY) == {}
    assert table(entry("Mei", (1, 0, 30), (2, 30, 60)), by=Kind.BAY) == {30: "Mei"}
