"""Measures the portal: python -m tests.bench, or `make bench`. Writes RESULTS.md beside this file.

`python -m tests.bench desk` measures the pages of the service desk alone, in two minutes, and writes their section.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from pathlib import Path

from tests.bench.booking import measured_booking, raced
from tests.bench.data import Size
from tests.bench.desk import Measured, measured_desk
from tests.bench.desk_report import broken_at_the_desk, desk_section, put_into
from tests.bench.figures import speed_of_machine
from tests.bench.machine import from_outside
from tests.bench.places import portal_with
from tests.bench.report import RESULTS, Conditions, Place, broken, written
from tests.bench.viewers import watched
from tests.bench.walks import measured
from tests.postgresql import server_url

PAST = 20_000  # bookings


def main() -> int:
    """Measure, write, and with --check say by the exit status whether everything holds."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    asked.add_argument("part", nargs="?", choices=["desk"], help="this alone; the rest of RESULTS.md stays as it is")
    asked.add_argument("--check", action="store_true", help="exit with 1 when a bound is broken")
    asked.add_argument("--repetitions", type=int, default=200, metavar="N", help="of each operation (default 200)")
    asked.add_argument("--sqlite", action="store_true", help="without PostgreSQL; RESULTS.md stays as it is")
    chosen = asked.parse_args()
    return desk(chosen) if chosen.part else everything(chosen)


def desk(chosen: argparse.Namespace) -> int:
    """The service desk alone."""
    shops, section = _desk(chosen)
    print(section)
    if not chosen.sqlite:
        put_into(RESULTS, section)
    return int(chosen.check and any(broken_at_the_desk(shops)))


def _desk(chosen: argparse.Namespace) -> tuple[list[Measured], str]:
    """Measured on SQLite without and with a past, and on PostgreSQL with one; and its section."""
    loads, speeds, shops = [os.getloadavg()[0]], [speed_of_machine()], []
    wanted = [(0, None), (PAST, None)] if chosen.sqlite else [(0, None), (PAST, None), (PAST, _postgresql())]
    for past, server in wanted:
        with _silent_logs():
            shops.append(measured_desk(past, server, min(chosen.repetitions, 25)))
        loads.append(os.getloadavg()[0])
        speeds.append(speed_of_machine())
    return shops, desk_section(shops, Conditions(loads, speeds).in_words())


def everything(chosen: argparse.Namespace) -> int:
    """All parts."""
    loads, speeds = [os.getloadavg()[0]], [speed_of_machine()]
    places = []
    for server in [None] if chosen.sqlite else [None, _postgresql()]:
        for tickets in (1_000, 100_000):
            with _silent_logs(), portal_with(Size(tickets), server) as app:
                places.append(Place("PostgreSQL" if server else "SQLite", tickets, measured(app, chosen.repetitions)))
            loads.append(os.getloadavg()[0])
            speeds.append(speed_of_machine())
            print(f"measured: {places[-1].database}, {tickets:,} tickets", flush=True)
    outside = [*from_outside(), *booking_lines(chosen.repetitions)]
    pages = list(map(watched, [None] if chosen.sqlite else [None, _postgresql()]))
    shops, section = _desk(chosen)
    text = f"{written(places, outside, Conditions(loads, speeds), pages)}\n{section}"
    print(text)
    if not chosen.sqlite:
        RESULTS.write_text(text, encoding="utf-8")
    return int(chosen.check and any([*broken(places, outside, pages), *broken_at_the_desk(shops)]))


def booking_lines(repetitions: int) -> list[tuple[str, float, str]]:
    """Name, p95 of the CPU time, unit; and the race of 10,000 requests."""
    lines = [(one.operation, one.p95, "ms") for one in measured_booking(repetitions)]
    return [*lines, *raced()]


def _postgresql() -> str | None:
    os.environ.setdefault("PORTAL_TEST_DATABASE_URL", "pgserver")
    return server_url()


@contextmanager
def _silent_logs() -> Iterator[None]:
    """Log lines are made and written, as in production, but nobody reads them here."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stderr(nowhere):
        yield


if __name__ == "__main__":
    sys.exit(main())
