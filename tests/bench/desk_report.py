"""The service desk's section of RESULTS.md, which can be measured alone, and what must hold there."""

import os
from collections.abc import Iterator
from pathlib import Path

from portal.clock import now
from tests.bench.desk import Measured
from tests.bench.figures import Figures
from tests.bench.shop import ADVISORS, BAYS, BOOKINGS, CUSTOMERS, DAYS

HEAD = "## The service desk's pages"
MOST_STATEMENTS = 10  # of a page
MOST_GROWTH = 1.3  # of the median, when there are bookings of the past too
MOST_CPU = {  # ms at p95, and queries
    "public: the weeks": (150, 8),
    "public: the weeks, the part": (150, 8),
    "public: times of a day": (40, 8),
    "public: times of a day, the part": (40, 8),
    "public: booking": (50, None),
    "public: keeping a time": (50, None),
    "public: too late": (300, None),
    "desk: calendar of a day": (40, MOST_STATEMENTS),
    "desk: booking": (50, None),
    "desk: too late": (300, None),
    "board: drawn anew": (20, MOST_STATEMENTS),
    "board: its part, drawn anew": (20, MOST_STATEMENTS),
    "board: looked at again, unchanged": (20, MOST_STATEMENTS),
    "board: unchanged": (5, MOST_STATEMENTS),
    "a file that the browser has": (5, MOST_STATEMENTS),
}


def broken_at_the_desk(shops: list[Measured]) -> Iterator[str]:
    """A sentence for each thing that must hold and does not."""
    for shop in shops:
        where = f"{shop.database}, {BOOKINGS + shop.past:,} bookings"
        for one in shop.figures:
            most, queries = MOST_CPU.get(one.operation, (None, MOST_STATEMENTS if _reads(one) else None))
            if most is not None and one.p95 >= most:
                yield f"{one.operation}: {one.p95:.1f} ms at p95 on {where}, under {most} ms is wanted."
            if queries is not None and one.most_statements > queries:
                yield f"{one.operation}: {one.most_statements} statements on {where}, at most {queries} may be."
        for scan in shop.scans:
            yield f"Reads all of a table that grows, on {where}: {scan[:300]}"
    yield from _growing(shops)


def _growing(shops: list[Measured]) -> Iterator[str]:
    """On one database, with more bookings of the past."""
    small = {shop.database: shop for shop in shops if not shop.past}
    for large in (shop for shop in shops if shop.past and shop.database in small):
        before = {one.operation: one for one in small[large.database].figures}
        for one in large.figures:
            if (growth := one.middle / before[one.operation].middle) > MOST_GROWTH:
                yield f"{one.operation}: grows {growth:.2f} times with {large.past:,} bookings more."


def _reads(one: Figures) -> bool:
    return one.most_writes == 0


def desk_section(shops: list[Measured], conditions: str) -> str:
    """With what was measured, where, and what doesn't hold."""
    lines = [HEAD, "", *_about(conditions), "", *_table(shops), ""]
    lines += [f"- Not so: {problem}" for problem in broken_at_the_desk(shops)] or ["All of it holds."]
    return "\n".join(lines) + "\n"


def _about(conditions: str) -> Iterator[str]:
    yield f"{ADVISORS} advisors, {BAYS} bays, {BOOKINGS:,} appointments in {DAYS} days ({BOOKINGS // DAYS} a day), each"
    yield f"with links, notices, part and reminder, {CUSTOMERS:,} customers; more bookings than that are of the past."
    yield "Each request goes through the whole application, with cookie, CSRF and gzip; the public one shows 5 weeks."
    yield ""
    yield f"- {now():%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores; {conditions}"


def _table(shops: list[Measured]) -> Iterator[str]:
    yield "| request | database | bookings | CPU median, ms | CPU p95 | wanted | wall median | queries | writes |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|---:|"
    for operation in [one.operation for one in shops[0].figures]:
        most = MOST_CPU.get(operation, (None, None))[0]
        for shop in shops:
            one = next(each for each in shop.figures if each.operation == operation)
            yield (
                f"| {operation} | {shop.database} | {BOOKINGS + shop.past:,} | {one.middle:.1f} | {one.p95:.1f} "
                f"| {f'< {most}' if most else ''} | {one.middle_wall:.1f} | {one.most_reads} | {one.most_writes} |"
            )


def put_into(results: Path, section: str) -> None:
    """In place of what stood there; at the end when nothing did."""
    before, _, _ = results.read_text(encoding="utf-8").partition(f"\n{HEAD}")
    results.write_text(f"{before.rstrip()}\n\n{section}", encoding="utf-8")
