"""portal slots prints exactly the times that the public page offers, on days with a clock change too (A3, A7)."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask

from portal.commands.slots import command
from portal.db import transaction
from portal.domain.actors import SYSTEM
from portal.domain.booking.drafts import ExceptionDraft
from portal.domain.booking.operations import close_for, set_exception
from portal.domain.booking.queries import free_times
from portal.domain.booking.words import Kind, Need
from portal.domain.calendars.hours import read_hours
from tests.client import Visitor
from tests.factories_booking import booked, held, make_a_service, make_advisor, make_bay, make_place, make_shop, wall

A_DAY = timedelta(days=1)
OFFERED = re.compile(r'name="start_at" value="(2[^"]+)"')
MIDDLE = [  # the zone, and the middle of three days
    ("America/New_York", "2026-11-01"),
    ("Europe/Berlin", "2027-03-28"),
    ("Australia/Lord_Howe", "2026-10-04"),
    ("Asia/Beirut", "2026-03-29"),
    ("Asia/Kolkata", "2026-06-02"),
]


def make_busy_shop(zone: str, on: date, at: datetime) -> list[str]:
    """Nights and breaks, a date with hours of its own, a closure, what is booked and held. Its three services."""
    make_shop(zone)
    anna = make_advisor("Anna", "22:00-06:00")
    make_place(Kind.ADVISOR, "Boris", "00:30-04:10, 08:00-12:00", "01:00-01:20, 09:30-10:00")
    make_bay("Bay 1", "00:00-24:00"), make_place(Kind.PLACE, "Seats", "00:00-24:00", capacity=2)
    services = [
        make_a_service(30, step=30),
        make_a_service(75, needs=(Need(Kind.ADVISOR, 15), Need(Kind.BAY, 60, 15)), before=5, after=10, step=15),
        make_a_service(120, (Kind.ADVISOR, Kind.PLACE), notice=24 * 60, step=20),
    ]
    own = ExceptionDraft(on + A_DAY, read_hours("10:00-13:00"), "course")
    set_exception(anna, own, by=SYSTEM, at=at)
    close_for(None, wall(f"{on} 11:00", zone), wall(f"{on} 11:40", zone), by=SYSTEM, at=at)
    booked(services[0], free_times(services[0], on, at)[3].start_at, at=at)
    held(services[1], free_times(services[1], on, at)[-1].start_at, at=at)
    return [service.slug for service in services]


@pytest.mark.slow
@pytest.mark.parametrize(("zone", "middle"), MIDDLE)
def test_what_is_printed_is_what_the_buttons_say(app: Flask, monkeypatch, zone: str, middle: str):
    on = date.fromisoformat(middle)
    at = datetime.combine(on - A_DAY, datetime.min.time(), UTC) + timedelta(hours=4, minutes=7)
    with app.app_context(), transaction():
        slugs = make_busy_shop(zone, on, at)
    config = app.config["PORTAL"]
    monkeypatch.setenv("DATABASE_URL", config.database_url)
    with time_machine.travel(at, tick=False):
        for slug in slugs:
            asked = ["--service", slug, "--from", f"{on - A_DAY}", "--days", "3", "--jsonl"]
            told = CliRunner().invoke(command, [*asked, "--instance", str(config.instance)])
            printed = [json.loads(line) for line in told.stdout.splitlines()]
            assert [line["start"] for line in printed] == buttons(app, slug, on, zone)
            assert printed, slug
            assert all((line["bay"] is not None) == (slug == slugs[1]) and line["advisor"] for line in printed)


def buttons(app: Flask, slug: str, on: date, zone: str) -> list[str]:
    """Of three days, each time once: the page shows some above the others, and of a full day what is near."""
    days = [on - A_DAY, on, on + A_DAY]
    pages = [Visitor(app).get(f"/book/{slug}?on={day}") for day in days]
    found = {start for page in pages for start in OFFERED.findall(page.html)}
    return sorted(start for start in found if datetime.fromisoformat(start).astimezone(ZoneInfo(zone)).date() in days)
