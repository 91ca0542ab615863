"""Booking, measured: 20 advisors, 8 bays, 62 days, 20,000 bookings; how long a page's question and a commit take."""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from pathlib import Path

from flask import Flask
from sqlalchemy import insert, select

from portal import create_app
from portal.clock import now
from portal.commands.init import seed_defaults
from portal.config import Config
from portal.db import db, read_only, session, transaction
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.booking.drafts import BookingDraft, Contact, ResourceDraft, ServiceDraft
from portal.domain.booking.minutes import minute_of
from portal.domain.booking.models import Allocation, Booking, Resource, Service
from portal.domain.booking.operations import book, make_resource, make_service
from portal.domain.booking.queries import days_with_free_times, free_times, instead_of, service_called
from portal.domain.booking.words import Kind, Need
from portal.domain.calendars.hours import read_hours
from tests.bench.figures import Figures
from tests.bench.walks import counted

Look = Callable[[], object]
Place = Callable[[], AbstractContextManager[object]]
WARM = 3
ROOT = Path(__file__).resolve().parents[2]

ADVISORS, BAYS, DAYS, BOOKINGS = 20, 8, 62, 20_000
FIRST = date(2026, 12, 7)
AT = datetime(2026, 12, 6, 12, tzinfo=UTC)
OPENS = datetime(2026, 12, 7, 13, tzinfo=UTC)  # 08:00 in New York


def measured_booking(repetitions: int) -> Iterator[Figures]:
    """CPU and wall of each, and its queries."""
    with shop_with_bookings() as app, app.app_context():
        with read_only():
            service = service_called("repair", NOBODY)
            assert service is not None
            every = (free_times(service, FIRST + timedelta(days=n), AT) for n in range(DAYS))
            free = [found[0].start_at for found in every if found]  # one of each day: they stay free
            session().expunge_all()
        days = cycle([FIRST + timedelta(days=n) for n in range(DAYS)])
        looks: dict[str, Look] = {
            "booking: month of 62 days, CPU p95": month,
            "booking: a day, CPU p95": lambda: free_times(called(), next(days), AT),
            "booking: alternatives, CPU p95": lambda: instead_of(called(), OPENS + timedelta(days=30), AT),
        }
        with counted(app) as queries:
            for name, look in looks.items():
                yield _timed(name, look, read_only, queries, repetitions)
            commits, chosen = min(repetitions, len(free) - WARM), iter(free)
            yield _timed("booking: a commit, CPU p95", lambda: commit(chosen), transaction, queries, commits)


def raced(requests: int = 10_000) -> list[tuple[str, float, str]]:
    """The suite's race with 10,000 requests, on both databases: 0 when it ends as it must, and how long it took."""
    began = time.monotonic()
    failed = 0
    for server in ("", "pgserver"):
        told = {"DESKBELL_RACE_REQUESTS": str(requests), "PORTAL_TEST_DATABASE_URL": server}
        command = [sys.executable, "-m", "pytest", "-q", "-x", "tests/domain/booking/test_races.py"]
        failed += subprocess.run(command, cwd=ROOT, check=False, env={**os.environ, **told}).returncode != 0
    took = time.monotonic() - began
    name = "booking: overlaps after 10,000 requests of 6 processes"
    return [(name, float(failed), "failed"), ("booking: that race, both databases", took, "s")]


def called() -> Service:
    """The service, looked up as a page does."""
    service = service_called("repair", NOBODY)
    assert service is not None
    return service


def month() -> object:
    """Which of 62 days have a free time."""
    return days_with_free_times(called(), FIRST, FIRST + timedelta(days=DAYS - 1), AT)


def commit(chosen: Iterator[datetime]) -> object:
    """One booking of advisor and bay."""
    contact = Contact("Mei Lin", email=f"{time.perf_counter_ns()}@example.com")
    return book(BookingDraft(called().id, next(chosen), contact), by=NOBODY, at=AT)


def _timed(name: str, look: Look, place: Place, queries: list[str], repetitions: int) -> Figures:
    kept = Figures(name)
    for turn in range(repetitions + WARM):
        queries.clear()
        wall, cpu = time.perf_counter(), time.process_time()
        with place():
            look()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        if turn >= WARM:
            kept.cpu.append(cpu * 1e3)
            kept.wall.append(wall * 1e3)
            kept.reads.append(sum(query.startswith("SELECT") for query in queries))
            kept.writes.append(len(queries) - kept.reads[-1])
    return kept


@contextmanager
def shop_with_bookings() -> Iterator[Flask]:
    """A shop whose two months are nearly full, in a database of its own."""
    with tempfile.TemporaryDirectory(prefix="deskbell-bench-") as folder:
        app = create_app(Config.read(folder, {}))
        with app.app_context():
            db.create_all()
            with transaction():
                seed_defaults(now())
                fill_shop()
            yield app
            db.engine.dispose()


def fill_shop() -> None:
    """Resources and services, and 20,000 bookings of half an hour, written past the operations to save an hour."""
    week = (read_hours("08:00-18:00"),) * 7
    for kind, many in ((Kind.ADVISOR, ADVISORS), (Kind.BAY, BAYS)):
        for number in range(many):
            make_resource(ResourceDraft(kind, f"{kind} {number}", week), by=SYSTEM, at=AT)
    needs = (Need(Kind.ADVISOR, 15), Need(Kind.BAY, 75, 15))
    service = make_service(
        ServiceDraft("repair", "Repair", 90, needs, after=10, notice=0, horizon=200), by=SYSTEM, at=AT
    )
    session().flush()
    advisors = list(session().scalars(select(Resource.id).where(Resource.kind == Kind.ADVISOR)))
    bays = list(session().scalars(select(Resource.id).where(Resource.kind == Kind.BAY)))
    chance = random.Random(7)
    places = [
        (OPENS + timedelta(days=day, minutes=30 * half), advisor)
        for day in range(DAYS)
        for half in range(20)
        for advisor in advisors
    ]
    rows, parts, used = [], [], set()
    for number, (start_at, advisor) in enumerate(sorted(chance.sample(places, BOOKINGS)), start=1):
        minute = minute_of(start_at)
        rows.append(_row(number, service.id, start_at))
        parts.append({"booking_id": number, "resource_id": advisor, "from_minute": minute, "to_minute": minute + 30})
        bay = chance.choice(bays)
        if number % 4 == 0 and (bay, minute) not in used:
            used.add((bay, minute))
            parts.append({"booking_id": number, "resource_id": bay, "from_minute": minute, "to_minute": minute + 30})
    session().execute(insert(Booking), rows)
    session().execute(insert(Allocation), parts)


def _row(number: int, service_id: int, start_at: datetime) -> dict[str, object]:
    return {
        "id": number,
        "reference": f"B{number}",
        "service_id": service_id,
        "state": "confirmed",
        "channel": "web",
        "start_at": start_at,
        "end_at": start_at + timedelta(minutes=30),
        "zone": "America/New_York",
        "contact_name": "Mei Lin",
        "contact_key": f"{number}@example.com",
        "booked_at": AT,
        "confirmed_at": AT,
    }


def main() -> None:
    """On SQLite, on its own: python -m tests.bench.booking."""
    for one in measured_booking(100):
        print(
            f"{one.operation:36} CPU median {one.middle:6.1f} p95 {one.p95:6.1f} ms, "
            f"wall median {one.middle_wall:6.1f}, {one.most_reads} queries"
        )


if __name__ == "__main__":
    main()
