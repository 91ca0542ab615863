"""portal slots: the times that are offered for a service, from the same code as the pages."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError, NoResultFound

from portal.clock import now
from portal.commands._instance import app_of, instance_option
from portal.commands._lines import Unreadable, iso, moment_from
from portal.db import db, read_only
from portal.domain.actors import SYSTEM
from portal.domain.booking.models import Service
from portal.domain.booking.queries import free_times_between, services_for
from portal.domain.booking.search import Slot
from portal.domain.booking.situation import shop_hours
from portal.domain.booking.words import Kind
from portal.domain.calendars.hours import zone_of

MOST_DAYS = 366
YEARS = (2000, 2100)  # in which times are looked for, as on the pages


@click.command()
@click.option("--service", "name", required=True, help="oil-and-filter, or the service's name.")
@click.option("--from", "first", required=True, help="First date in the shop's time zone, for example 2026-12-01.")
@click.option("--days", default=1, show_default=True, type=click.IntRange(1, MOST_DAYS), help="How many dates.")
@click.option("--at", "at", help="Ask as if it were this moment, for example 2026-11-30T09:00:00-05:00.")
@click.option("--jsonl", is_flag=True, help="Write JSON lines, in UTC.")
@instance_option
def command(name: str, first: str, days: int, at: str | None, *, jsonl: bool, instance: str) -> None:
    """Say which times of a service can be booked.

    With --jsonl: {"start": ..., "end": ..., "advisor": ..., "bay": ...} in UTC for each, the earliest first; null where
    the service takes none. A person reads them in the shop's time zone.
    """
    with _looking(instance):
        zone = zone_of(shop_hours().zone)
        service, on = _service(name), _date(first)
        asked_at = now() if at is None else moment_from(at, "at")
        for slot in free_times_between(service, on, on + timedelta(days=days - 1), asked_at):
            click.echo(json.dumps(_line(slot), ensure_ascii=False) if jsonl else _words(slot, zone))


def _line(slot: Slot) -> dict[str, object]:
    advisor, bay = slot.of(Kind.ADVISOR), slot.of(Kind.BAY)
    return {
        "start": iso(slot.start_at),
        "end": iso(slot.end_at),
        "advisor": advisor and advisor.name,
        "bay": bay and bay.name,
    }


def _words(slot: Slot, zone: ZoneInfo) -> str:
    start, end = (moment.astimezone(zone) for moment in (slot.start_at, slot.end_at))
    return f"{start:%a %Y-%m-%d %H:%M}-{end:%H:%M %Z}  {', '.join(part.name for part in slot.parts)}"


def _service(name: str) -> Service:
    offered = services_for(SYSTEM)
    found = next((one for one in offered if name in (one.slug, one.name, one.name_zh)), None)
    if found is None:
        there = ", ".join(one.slug for one in offered)
        raise Unreadable(f"There is no service {name!r}. There are: {there or 'none; make one first'}.")
    return found


def _date(text: str) -> date:
    try:
        on = date.fromisoformat(text)
    except ValueError:
        raise Unreadable(f"Give --from as a date, for example 2026-12-01, not {text!r}.") from None
    if not YEARS[0] <= on.year < YEARS[1]:
        raise Unreadable(f"Give --from as a date of this century, for example 2026-12-01, not {text}.")
    return on


@contextmanager
def _looking(instance: str) -> Iterator[None]:
    """The instance's database, for reading; what goes wrong is said in one sentence."""
    app: Flask = app_of(instance)
    try:
        with app.app_context(), _closed_after(), read_only():
            yield
    except Unreadable as refusal:
        raise click.ClickException(str(refusal)) from None
    except NoResultFound:
        raise click.ClickException("There is no shop yet. Run: portal init") from None
    except DBAPIError:
        raise click.ClickException(
            "The database can't be read. Run: portal init, or portal doctor to see why."
        ) from None


@contextmanager
def _closed_after() -> Iterator[None]:
    """No connection is left open."""
    try:
        yield
    finally:
        db.engine.dispose()
