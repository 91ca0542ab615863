"""Appointments and empty places of a day as the calendar draws them: hundreds, so each is a pattern filled in (A2)."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from flask import current_app, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from portal.blueprints.appointments.grid import Cell, GridRow
from portal.domain.appointments.book import Column, Day, Entry
from portal.domain.appointments.wording import name_in
from portal.domain.booking.minutes import moment_of
from portal.domain.booking.words import Kind, State
from portal.showing.patterns import Blank, Pattern, filled, hole, pattern_of
from portal.web.formats import wall

WORDS = ("time", "name", "plate", "service", "taken_by", "label")
MARKS = ("href", "id")
Draw = Callable[["View"], str]


class View(NamedTuple):
    """An appointment, or an empty place, as the templates take it."""

    time: str
    name: str
    plate: str
    service: str
    taken_by: str
    label: str  # of an empty place: what a touch does
    href: str
    id: str  # of its line in the list
    standing: str  # "absent", "here", "requested"; "": nothing to be said
    is_overbooked: bool


class Shape(NamedTuple):
    """What the templates decide by."""

    locale: str
    standing: str = ""
    is_overbooked: bool = False
    is_taken: bool = False  # by somebody


class Drawn(NamedTuple):
    """Each appointment as it looks in the table, by its reference; and the rows of the list."""

    places: dict[str, str]
    lines: Markup


class CellView(NamedTuple):
    """A cell of the table, ready to be put in."""

    rows: int
    look: str
    inside: Markup


class RowView(NamedTuple):
    """Half an hour of it. None: covered by a cell from above."""

    time: str
    cells: list[CellView | None]


def drawn_entries(day: Day) -> Drawn:
    """All of the day, in the reader's language."""
    locale, drawing = str(get_locale()), _drawing()
    names = {key: name_in(seat, locale) for key, seat in day.seats.items()}
    times = {start_at: wall(start_at, day.zone) for start_at in {one.start_at for one in day.entries}}
    address = url_for("appointments.bookings.show", reference="-" * 8)[:-8]
    places, lines = list[Blank](), list[Blank]()
    for entry in day.entries:
        taken_by = " · ".join(dict.fromkeys(names[seat] for seat, _start, _end in entry.takes))
        said = times[entry.start_at], entry.name, entry.plate, name_in(entry.service, locale), taken_by, ""
        marks = f"{address}{entry.reference}", f"line-{entry.reference}"
        shape = Shape(locale, _standing(entry), entry.is_overbooked, taken_by != "")
        places.append((_pattern(drawing.place, shape), said, marks))
        lines.append((_pattern(drawing.line, shape), said, marks))
    by_reference = dict(zip([one.reference for one in day.entries], filled(places), strict=True))
    return Drawn(by_reference, Markup("\n".join(filled(lines))))  # noqa: S704 - templates made them


def drawn_table(day: Day, columns: list[Column], rows: list[GridRow], drawn: Drawn) -> list[RowView]:
    """The cells with what stands in them."""
    empty = _drawn_empty(day, columns, rows)
    return [
        RowView(
            wall(moment_of(row.begin), day.zone),
            [
                None if cell is None else _cell(cell, drawn.places, empty.get((row.begin, column.resource.id), ""))
                for cell, column in zip(row.cells, columns, strict=True)
            ],
        )
        for row in rows
    ]


def _cell(cell: Cell, places: dict[str, str], empty: str) -> CellView:
    inside = "".join([places[entry.reference] for entry in cell.entries]) or empty
    look = "is-booked" if cell.entries else "" if cell.works else "is-closed"
    return CellView(cell.rows, look, Markup(inside))  # noqa: S704 - templates made it


def _drawn_empty(day: Day, columns: list[Column], rows: list[GridRow]) -> dict[tuple[int, int], str]:
    """The places that can be booked into, by minute and column."""
    locale, words = str(get_locale()), _("Book %(time)s with %(name)s")
    names = [name_in(one.resource, locale) for one in columns]
    pattern, found = _pattern(_drawing().empty, Shape(locale)), dict[tuple[int, int], Blank]()
    for row in rows:
        time, address = wall(moment_of(row.begin), day.zone), ""
        for cell, column, name in zip(row.cells, columns, names, strict=True):
            if cell is not None and cell.is_bookable:
                address = address or url_for("appointments.bookings.new", start_at=moment_of(row.begin).isoformat())
                is_advisor = column.resource.kind == Kind.ADVISOR
                href = f"{address}&amp;advisor={column.resource.id}" if is_advisor else address
                said = "", "", "", "", "", words % {"time": time, "name": name}
                found[row.begin, column.resource.id] = pattern, said, (href, "")
    return dict(zip(found, filled(list(found.values())), strict=True))


class Drawing(NamedTuple):
    """The macros of the template."""

    place: Draw
    line: Draw
    empty: Draw


def _drawing() -> Drawing:
    found = current_app.jinja_env.get_template("appointments/_entries.html").module
    return Drawing(found.place, found.line, found.empty)  # type: ignore[attr-defined]


@lru_cache(maxsize=200)
def _pattern(draw: Draw, shape: Shape) -> Pattern:
    """As the template draws all that differ in words alone."""
    holes = {name: hole(name) for name in (*WORDS, *MARKS)}
    holes["taken_by"] *= shape.is_taken
    view = View(**holes, standing=shape.standing, is_overbooked=shape.is_overbooked)
    return pattern_of(draw(view), (*WORDS, *MARKS))


def _standing(entry: Entry) -> str:
    if entry.is_absent:
        return "absent"
    if entry.is_here:
        return "here"
    return "requested" if entry.state == State.REQUESTED else ""
