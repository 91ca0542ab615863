"""A day as a table: half hours down, advisors or bays across; what lies over several half hours is one cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from portal.domain.appointments.book import Column, Day
from portal.domain.appointments.queries import Line
from portal.domain.booking.minutes import minute_of, moment_of
from portal.domain.booking.words import Kind

STEP = 30  # minutes of a row


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place: bookings, an empty place to book into, or nothing as nobody works then."""

    rows: int
    lines: tuple[Line, ...] = ()
    works: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True)
class GridRow:
    """Half an hour, and the cells that begin in it. None: covered by one from above."""

    at: datetime
    cells: tuple[Cell | None, ...]


def grid_of(day: Day, by: Kind, *, can_book: bool, at: datetime) -> list[GridRow]:
    """The rows from the first to the last minute in which somebody works or is booked."""
    columns = [one for one in day.columns if one.resource.kind == by]
    taken = {one.resource.id: list(_taken(day, one)) for one in columns}
    worked = [stretch for one in columns for stretch in one.working]
    every = worked + [(start, end) for rows in taken.values() for start, end, _ in rows]
    if not every:
        return []
    first = min(start for start, _ in every) // STEP * STEP
    last = -(-max(end for _, end in every) // STEP) * STEP
    begins = range(first, last, STEP)
    cells = [_cells(one, taken[one.resource.id], begins, can_book=can_book, at=at) for one in columns]
    return [GridRow(moment_of(begin), tuple(column[n] for column in cells)) for n, begin in enumerate(begins)]


def _taken(day: Day, column: Column) -> Iterator[tuple[int, int, Line]]:
    for line in day.lines:
        for row in line.booking.allocations:
            if row.resource_id == column.resource.id and row.released_at is None:
                yield max(row.from_minute, day.begin), min(row.to_minute, day.end), line


def _cells(
    column: Column, taken: list[tuple[int, int, Line]], begins: range, *, can_book: bool, at: datetime
) -> list[Cell | None]:
    found: list[Cell | None] = []
    n = 0
    while n < len(begins):
        until, lines = n + 1, []
        for start, end, line in sorted(taken, key=lambda one: one[:2]):  # what meets is one cell (BE40)
            if start < begins.start + until * STEP and end > begins[n]:
                lines.append(line)
                until = max(until, -(-(end - begins.start) // STEP))
        if lines:
            cell = Cell(until - n, tuple(lines), works=True)
        else:
            works = column.works(begins[n])
            bookable = works and can_book and begins[n] >= minute_of(at)
            cell = Cell(1, works=works, href=_href(column, begins[n]) if bookable else None)
        found += [cell, *[None] * (cell.rows - 1)]
        n += cell.rows
    return found[: len(begins)]


def _href(column: Column, minute: int) -> str:
    is_advisor = column.resource.kind == Kind.ADVISOR
    advisor = column.resource.id if is_advisor else None
    return url_for("appointments.bookings.new", start_at=moment_of(minute).isoformat(), advisor=advisor)
