"""Which dates are holidays: from the library for every year, from the business's own recurring days, and single days.

The only file that knows the library. It computes a country's year once per process; a calendar puts its list together
once per year and process. Nothing is computed again for a question.

A holiday counts on its own date. With the switch "observed" it closes, besides, the weekday on which a weekend holiday
is kept, also when that lies in another year (SE11, SE12). The library knows which weekday that is in each country; the
business's own single days move from Saturday to Friday and from Sunday to Monday.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from importlib.util import find_spec, module_from_spec

import holidays as library

from portal.domain.calendars.hours import SpecialDay, Window

MonthDay = tuple[int, int]
_MARKS = (" (observed)", " (estimated)", " (observed, estimated)")
_SATURDAY, _SUNDAY = 5, 6

# Who asks for one country makes Python execute this package first, which imports all 250: 8 MB in each process (P44).
# As an empty package it lets each be imported alone.
if "holidays.countries" not in sys.modules and (_spec := find_spec("holidays.countries")) is not None:
    sys.modules["holidays.countries"] = module_from_spec(_spec)


@dataclass(frozen=True, slots=True)
class LibraryHoliday:
    """A holiday that the library dates: the country's code, its name there, and the name that people here use."""

    country: str
    name: str
    label: str = ""
    subdivision: str | None = None


@dataclass(frozen=True, slots=True)
class RecurringDays:
    """The same days of every year, also over New Year (SE14); closed, or with their own hours.

    29 February comes in leap years only; a stretch that touches it is as long as the year allows (SE15).
    """

    name: str
    first: MonthDay
    last: MonthDay
    windows: tuple[Window, ...] = ()

    def holds(self, on: date) -> bool:
        """True when the date lies in the stretch, both ends included."""
        day = (on.month, on.day)
        return self.first <= day <= self.last if self.first <= self.last else day >= self.first or day <= self.last


@dataclass(frozen=True)
class HolidayYears:
    """All that is special in a calendar, year by year, computed when a year is first asked for.

    A single day decides for its date: the administrator gave it by hand. Of several holidays on one date a closing one
    wins over own hours, and all of them are named.
    """

    recurring: tuple[LibraryHoliday | RecurringDays, ...] = ()
    single: Mapping[date, SpecialDay] = field(default_factory=dict)
    observed: bool = False
    _years: dict[int, dict[date, SpecialDay]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def get(self, on: date, /) -> SpecialDay | None:
        """What the date does instead of its weekday, or None."""
        special = self.single.get(on)
        return special if special is not None else self._year(on.year).get(on)

    def _year(self, year: int) -> dict[date, SpecialDay]:
        known = self._years.get(year)
        if known is None:
            known = {}
            for rule in self.recurring:
                for on, special in _days_of(rule, year, observed=self.observed):
                    known[on] = _together(known[on], special) if on in known else special
            self._years[year] = known
        return known


def library_names(country: str, year: int, subdivision: str | None = None) -> list[str]:
    """The names of a country's holidays around a year, in the order of their dates: to tick."""
    found: dict[str, MonthDay] = {}
    for one in (year, year + 1):
        for on, name in _library_year(country, subdivision, one, observed=False):
            found.setdefault(name, (on.month, on.day))
    return sorted(found, key=lambda name: found[name])


@lru_cache(maxsize=1)
def library_countries() -> tuple[str, ...]:
    """Codes of the countries that the library knows, two letters each."""
    return tuple(sorted(library.list_supported_countries(include_aliases=False)))


def _days_of(rule: LibraryHoliday | RecurringDays, year: int, *, observed: bool) -> Iterator[tuple[date, SpecialDay]]:
    if isinstance(rule, LibraryHoliday):
        special = SpecialDay(rule.label or rule.name)
        for on, name in _library_year(rule.country, rule.subdivision, year, observed=observed):
            if name == rule.name:
                yield on, special
        return
    special = SpecialDay(rule.name, rule.windows)
    moves = observed and rule.first == rule.last and not rule.windows
    for on in _dates_of(year):
        if rule.holds(on) or (moves and any(rule.holds(kept) for kept in _kept_on(on))):
            yield on, special


def _kept_on(on: date) -> Sequence[date]:
    """The weekend date whose holiday is kept on this weekday."""
    following, before = on + timedelta(days=1), on - timedelta(days=1)
    return [day for day, weekday in ((following, _SATURDAY), (before, _SUNDAY)) if day.weekday() == weekday]


def _dates_of(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days))


def _together(one: SpecialDay, other: SpecialDay) -> SpecialDay:
    name = one.name if other.name in one.name else f"{one.name} / {other.name}"
    return SpecialDay(name, one.windows and other.windows and max(one, other, key=_shortness).windows)


def _shortness(day: SpecialDay) -> int:
    return -sum(end - start for start, end in day.windows)


@lru_cache(maxsize=512)
def _library_year(country: str, subdivision: str | None, year: int, *, observed: bool) -> tuple[tuple[date, str], ...]:
    """Dates and names of a year, in English where the library speaks it; marks such as "(observed)" taken off."""
    kind = getattr(library, country, None)
    language = "en_US" if kind is not None and "en_US" in getattr(kind, "supported_languages", ()) else None
    found = library.country_holidays(country, subdiv=subdivision, years=year, observed=observed, language=language)
    return tuple(sorted({(on, _unmarked(name)) for on in found for name in found.get_list(on)}))


def _unmarked(name: str) -> str:
    for mark in _MARKS:
        name = name.removesuffix(mark)
    return name
