"""Booking, measured: 20 advisors, 8 bays, 62 days, 20,000 bookings; how long a page's question and a commit take."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

from portal.db import read_only, session, transaction
from portal.domain.actors import NOBODY
from portal.domain.booking.drafts import BookingDraft, Contact
from portal.domain.booking.models import Service
from portal.domain.booking.operations import book
from portal.domain.booking.queries import days_with_free_times, free_times, instead_of, service_called
from tests.bench.figures import Figures
from tests.bench.shop import DAYS, FIRST, OPENS, shop_with
from tests.bench.walks import counted

Look = Callable[[], object]
Place = Callable[[], AbstractContextManager[object]]
WARM = 3
ROOT = Path(__file__).resolve().parents[2]

AT = datetime(2026, 12, 6, 12, tzinfo=UTC)


def measured_booking(repetitions: int) -> Iterator[Figures]:
    """CPU and wall of each, and its queries."""
    with shop_with() as app, app.app_context():
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


def main() -> None:
    """On SQLite, on its own: python -m tests.bench.booking."""
    for one in measured_booking(100):
        print(
            f"{one.operation:36} CPU median {one.middle:6.1f} p95 {one.p95:6.1f} ms, "
            f"wall median {one.middle_wall:6.1f}, {one.most_reads} queries"
        )


if __name__ == "__main__":
    main()
