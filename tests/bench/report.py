"""The results in words and numbers, and what must hold (P44)."""

import os
import platform
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from portal.clock import now
from tests.bench import viewers
from tests.bench.figures import Figures
from tests.bench.queue import PAGE
from tests.bench.viewers import Watched

RESULTS = Path(__file__).with_name("RESULTS.md")
MOST_STATEMENTS, MOST_GROWTH = 10, 1.2
MOST_CPU = {"staff list": 3.5, PAGE: 1.6, f"{PAGE}, every row drawn anew": 3.5}  # ms on SQLite, however many tickets
BOUNDS = {  # of what is measured from outside: at most, or at least
    "second start, until it answers": ("<", 3.0),
    "idle memory, two web processes and the worker": ("<", 300.0),
    "portal deadline --jsonl": (">=", 20_000.0),
    "a deadline in 30 business days": ("<", 1.0),
    "booking: month of 62 days, CPU p95": ("<", 150.0),
    "booking: a day, CPU p95": ("<", 40.0),
    "booking: alternatives, CPU p95": ("<", 300.0),
    "booking: a commit, CPU p95": ("<", 50.0),
    "booking: overlaps after 10,000 requests of 6 processes": ("<", 1.0),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One database, with so many tickets, and what was measured there."""

    database: str
    tickets: int
    figures: list[Figures]

    @property
    def is_sqlite(self) -> bool:
        """The bounds are for it."""
        return self.database == "SQLite"

    def of(self, operation: str) -> Figures:
        """One of them."""
        return next(figures for figures in self.figures if figures.operation == operation)


@dataclass(frozen=True, slots=True)
class Conditions:
    """What else the machine was doing: its load, and how slow a plain loop was, each time we looked."""

    loads: list[float]
    speeds: list[float]

    def in_words(self) -> str:
        """For the reader who compares."""
        return (
            f"load while measuring {min(self.loads):.1f} to {max(self.loads):.1f}; "
            f"a loop of 100,000 additions took {min(self.speeds):.1f} to {max(self.speeds):.1f} ms"
        )


def broken(places: list[Place], outside: list[tuple[str, float, str]], pages: list[Watched]) -> Iterator[str]:
    """A sentence for each thing that must hold and does not."""
    yield from viewers.broken(pages)
    for place in places:
        for one in place.figures:
            if one.most_statements > MOST_STATEMENTS:
                sent = f"{one.most_statements} statements ({one.most_reads} queries, {one.most_writes} writes)"
                yield f"{one.operation}: {sent} on {place.database}, at most {MOST_STATEMENTS} may be."
    for page, most in MOST_CPU.items():
        yield from _too_slow(page, most, {place.tickets: place.of(page).middle for place in places if place.is_sqlite})
    for name, value, unit in outside:
        how, bound = BOUNDS.get(name, ("", 0.0))
        if (how == "<" and value >= bound) or (how == ">=" and value < bound):
            yield f"{name}: {value:,.1f} {unit}, {how} {bound:,.0f} {unit} is wanted."


def _too_slow(page: str, most: float, cpu: dict[int, float]) -> Iterator[str]:
    """By the number of tickets."""
    for tickets, took in cpu.items():
        if took >= most:
            yield f"{page}: {took:.2f} ms with {tickets:,} tickets, under {most} ms is wanted."
    if len(cpu) > 1 and (growth := cpu[max(cpu)] / cpu[min(cpu)]) > MOST_GROWTH:
        yield f"{page}: grows {growth:.2f} times, at most {MOST_GROWTH} times is wanted."


def written(
    places: list[Place], outside: list[tuple[str, float, str]], conditions: Conditions, pages: list[Watched]
) -> str:
    """RESULTS.md."""
    lines = [*_head(conditions), "", *_inside(places), "", *_outside(outside), "", *viewers.section(pages)]
    pages_wanted = ", ".join(f"{page} under {most} ms" for page, most in MOST_CPU.items())
    lines += [
        f"Wanted: {pages_wanted} CPU on SQLite, with 100,000 tickets at most 1.2 times of 1,000; 10 statements.",
        "The queue is polled each second by all who have it open, so a page finds it looked at a moment ago.",
    ]
    lines += ["", *([f"- Not so: {problem}" for problem in broken(places, outside, pages)] or ["All of it holds."])]
    return "\n".join(lines) + "\n"


def _head(conditions: Conditions) -> list[str]:
    return [
        "# How fast it is",
        "",
        "Written by `make bench`. CPU time of the web process for one request, through the whole application:",
        "cookie, CSRF, gzip, log line; garbage collection as in production. PostgreSQL's own CPU is not in it;",
        "the wall is what a person waits, on this machine under this load.",
        "",
        f"- {now():%Y-%m-%d}, {_processor()}, {os.cpu_count()} cores; {conditions.in_words()}",
        f"- Python {platform.python_version()}, SQLAlchemy {version('sqlalchemy')}, SQLite {sqlite3.sqlite_version}",
        "- 1,000 tickets: 400 open, 40 customers. 100,000 tickets: 2,000 open, 1,000 customers. 12 agents.",
    ]


def _inside(places: list[Place]) -> Iterator[str]:
    yield "| operation | database | tickets | CPU median, ms | CPU p10 | CPU p95 | wall median | queries | writes |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|---:|"
    for operation in [figures.operation for figures in places[0].figures]:
        for place in places:
            one = place.of(operation)
            yield (
                f"| {operation} | {place.database} | {place.tickets:,} | {one.middle:.2f} | {one.p10:.2f} "
                f"| {one.p95:.2f} | {one.middle_wall:.2f} | {one.most_reads} | {one.most_writes} |"
            )


def _outside(outside: list[tuple[str, float, str]]) -> Iterator[str]:
    yield "| from outside | measured | wanted |"
    yield "|---|---:|---:|"
    for name, value, unit in outside:
        how, bound = BOUNDS.get(name, ("", 0.0))
        yield f"| {name} | {value:,.2f} {unit} | {f'{how} {bound:,.0f} {unit}' if how else ''} |"


def _processor() -> str:
    try:
        facts = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.split(":")[1].strip() for line in facts if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()
