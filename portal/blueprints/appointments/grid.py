"""A day as a table: half hours down, advisors or bays across; what lies over several half hours is one cell."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from portal.domain.appointments.book import Column, Day, Entry
from portal.domain.booking.minutes import Stretch, minute_of
from portal.domain.booking.words import Kind

STEP = 30  # minutes of a row


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place: bookings, an empty place to book into, or nothing as nobody works then."""

    rows: int
    entries: tuple[Entry, ...] = ()
    works: bool = False
    is_bookable: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """Half an hour, the minute in which it begins, and the cells that begin in it. None: covered by one from above."""

    begin: int
    cells: tuple[Cell | None, ...]


Taken = tuple[int, int, Entry]


def grid_of(day: Day, by: Kind, *, can_book: bool, at: datetime) -> list[GridRow]:
    """The rows from the first to the last minute in which somebody works or is booked."""
    columns = [one for one in day.columns if one.resource.kind == by]
    taken = _taken(day)
    by_column = [taken.get(one.resource.id, []) for one in columns]
    every: list[Stretch] = [stretch for one in columns for stretch in one.working]
    every += [(start, end) for rows in by_column for start, end, _ in rows]
    if not every:
        return []
    first = min(start for start, _ in every) // STEP * STEP
    last = -(-max(end for _, end in every) // STEP) * STEP
    begins = range(first, last, STEP)
    bookable = minute_of(at) if can_book else last
    cells = [_cells(one, rows, begins, bookable) for one, rows in zip(columns, by_column, strict=True)]
    return [GridRow(begin, row) for begin, row in zip(begins, zip(*cells, strict=True), strict=True)]


def _taken(day: Day) -> dict[int, list[Taken]]:
    """By whom it is taken, what lies within the day, in the order of time."""
    found: defaultdict[int, list[Taken]] = defaultdict(list)
    for entry in day.entries:
        for seat, start, end in entry.takes:
            if start < day.end and end > day.begin:
                found[seat].append((max(start, day.begin), min(end, day.end), entry))
    for rows in found.values():
        rows.sort(key=lambda one: one[:2])
    return found


def _cells(column: Column, taken: list[Taken], begins: range, bookable: int) -> list[Cell | None]:
    """Of one column. From the minute `bookable` on an empty place can be booked into."""
    found: list[Cell | None] = []
    rest = 0  # of those taken, which comes next
    while (n := len(found)) < len(begins):
        until, first = n + 1, rest
        while rest < len(taken) and taken[rest][0] < begins.start + until * STEP:  # what meets is one cell (BE40)
            until = max(until, -(-(taken[rest][1] - begins.start) // STEP))
            rest += 1
        if rest > first:
            cell = Cell(until - n, tuple(entry for _start, _end, entry in taken[first:rest]), works=True)
        else:
            works = column.works(begins[n])
            cell = Cell(1, works=works, is_bookable=works and begins[n] >= bookable)
        found += [cell, *[None] * (cell.rows - 1)]
    return found[: len(begins)]
