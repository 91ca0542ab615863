"""What differs by date in working plans: dates with their own hours, and weeks that hold for some dates. One query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, literal_column, or_, select, union_all

from portal.db import session
from portal.domain.booking.models import DatedPlan, PlanException
from portal.domain.booking.plans import Period, read_week
from portal.domain.calendars.hours import Window, read_hours

AROUND = timedelta(days=10)  # the night before, and the longest service after


@dataclass(slots=True)
class ByDate:
    """Of one resource."""

    exceptions: dict[date, tuple[Window, ...]] = field(default_factory=dict)
    periods: tuple[Period, ...] = ()


USUAL = ByDate()


def by_date(
    first: date | None = None, last: date | None = None, resource_ids: Iterable[int] | None = None
) -> Mapping[int, ByDate]:
    """By resource, for these dates and some around them, or for all dates; those as usual are left out."""
    days: Select[*tuple[Any, ...]] = select(
        PlanException.resource_id,
        PlanException.on_date,
        PlanException.on_date.label("until"),
        PlanException.hours,
        literal_column("''").label("breaks"),
        literal_column("0").label("is_week"),
    )
    weeks: Select[*tuple[Any, ...]] = select(
        DatedPlan.resource_id,
        DatedPlan.valid_from,
        DatedPlan.valid_to,
        DatedPlan.shifts,
        DatedPlan.breaks,
        literal_column("1"),
    )
    if first is not None:
        days = days.where(PlanException.on_date >= first - AROUND)
        weeks = weeks.where(or_(DatedPlan.valid_to.is_(None), DatedPlan.valid_to >= first - AROUND))
    if last is not None:
        days = days.where(PlanException.on_date <= last + AROUND)
        weeks = weeks.where(DatedPlan.valid_from <= last + AROUND)
    if resource_ids is not None:
        ids = list(resource_ids)
        days, weeks = days.where(PlanException.resource_id.in_(ids)), weeks.where(DatedPlan.resource_id.in_(ids))
    found: dict[int, ByDate] = {}
    for resource_id, begins, ends, hours, breaks, is_week in session().execute(union_all(days, weeks)):
        one = found.setdefault(resource_id, ByDate())
        if is_week:
            one.periods = (*one.periods, Period(begins, ends, read_week(hours), read_week(breaks)))
        else:
            one.exceptions[begins] = read_hours(hours)
    return found
