"""2,000 open pages of the live queue, and ten changes a second: what a change takes until each page has it (Q9).

The portal runs as `portal run` does, in processes of its own: one for the web on SQLite, two on PostgreSQL. The pages
are sockets that are kept open and ask every second like the page's script, each with a sign-in of its own, spread over
six choices and two languages. A change writes its number into the title of a ticket that the choice shows; a page has
seen it when it has been sent that number or a later one. The CPU time is that of the portal's processes, PostgreSQL's
own isn't in it.
"""

import asyncio
import random
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

import psutil
from flask import Flask
from sqlalchemy import insert, update

from portal.clock import now
from portal.db import transaction
from portal.domain.people.models import Person, SignIn
from portal.domain.people.queries import hashed
from portal.domain.tickets.models import Ticket
from tests.bench.crowd import Crowd, Page
from tests.bench.data import AGENTS, Size
from tests.bench.machine import PORTAL, ROOT, _answers, _environment, _free_port, _until
from tests.bench.places import portal_with

CHOICES = ("", "severity=1", "severity=2", "severity=3", "state=new", "whose=nobodys")
LANGUAGES = ("en", "zh_Hans")
CHANGES_A_SECOND = 10
MOST_DELAY, MOST_CPU, MOST_MEMORY = 2.0, 50.0, 300.0
SHOWN = re.compile(rb'id="ticket-(\d+)-row"')


@dataclass(frozen=True, slots=True)
class Watched:
    """What came out, on one database."""

    database: str
    processes: int
    pages: int
    seconds: float
    changes: int
    delays: list[float] = field(repr=False)  # seconds, from a change's commit until one page had it
    unseen: int
    errors: list[str]
    late: int  # answers that took longer than a second
    cpu: float  # seconds of all processes of the portal
    memory: float  # MB (PSS) of all of them

    @property
    def p99(self) -> float:
        """99 of 100 pages had a change after that long."""
        return self.delays[int(len(self.delays) * 0.99)] if self.delays else float("inf")

    @property
    def share(self) -> float:
        """Percent of one core."""
        return self.cpu / self.seconds * 100


def watched(server: str | None, *, pages: int = 2_000, seconds: float = 60, size: Size | None = None) -> Watched:
    """Measure it."""
    with portal_with(size or Size(100_000), server) as app, tempfile.TemporaryFile() as said:
        cookies, port = _sign_in(app, pages), _free_port()
        config = app.config["PORTAL"]
        workers = "2" if server else "1"
        command = [*PORTAL, "run", "--instance", str(config.instance), "--port", str(port), "--workers", workers]
        env = _environment() | {"DATABASE_URL": config.database_url, "PORTAL_LOG_LEVEL": "warning"}
        with subprocess.Popen(command, cwd=ROOT, env=env, stdout=said, stderr=said) as process:
            try:
                _until(lambda: _answers(port))
                return asyncio.run(_watch(app, psutil.Process(process.pid), port, cookies, seconds))
            finally:
                process.terminate()


async def _watch(app: Flask, portal: psutil.Process, port: int, cookies: list[str], seconds: float) -> Watched:
    crowd = Crowd(port, [Page(f"/queue/live?{CHOICES[i % 6]}", cookie) for i, cookie in enumerate(cookies)])
    await crowd.comes()
    targets = [_first_ticket(crowd, f"/queue/live?{choice}") for choice in CHOICES]
    everything = [portal, *portal.children(recursive=True)]
    cpu, began = _cpu(everything), time.monotonic()
    changed = [(number, i, at) async for number, i, at in _changes(app, targets, seconds)]
    lasted, cpu = time.monotonic() - began, _cpu(everything) - cpu
    await asyncio.sleep(3)
    memory = sum(one.memory_full_info().pss for one in everything) / 1e6
    await crowd.leaves()
    delays, unseen = _delays(crowd, changed, targets)
    return Watched(
        database=db_name(app),
        processes=len(everything) - 3,
        pages=len(cookies),
        seconds=lasted,
        changes=len(changed),
        delays=delays,
        unseen=unseen,
        errors=crowd.errors,
        late=crowd.late,
        cpu=cpu,
        memory=memory,
    )


def db_name(app: Flask) -> str:
    """As the report calls it."""
    return "PostgreSQL" if app.config["PORTAL"].database_url.startswith("postgresql") else "SQLite"


def _sign_in(app: Flask, pages: int) -> list[str]:
    """So many cookies of the house's agents, half of whom read Chinese; the headers, ready to be sent."""
    at, chance = now(), random.Random(pages)
    tokens = [f"{chance.getrandbits(256):064x}" for _ in range(pages)]
    rows = [
        {"person_id": i // 6 % AGENTS + 1, "token_hash": hashed(token), "started_at": at, "seen_at": at}
        | {"expires_at": at.replace(year=at.year + 1), "address": "", "browser": ""}
        for i, token in enumerate(tokens)
    ]
    with app.app_context(), transaction() as session:
        for i in range(AGENTS):
            session.execute(update(Person).where(Person.id == i + 1).values(locale=LANGUAGES[i % 2]))
        session.execute(insert(SignIn), rows)
    signer = app.session_interface.get_signing_serializer(app)
    return [signer.dumps({"_user_id": token, "_fresh": True, "_permanent": True}) for token in tokens]


def _first_ticket(crowd: Crowd, address: str) -> int:
    """The one that stands on top there."""
    found = SHOWN.search(crowd.body_of(address))
    assert found is not None, f"{address} shows no ticket"
    return int(found[1])


async def _changes(app: Flask, targets: list[int], seconds: float):
    """Ten a second, each in a transaction of its own; which ticket, which change, and when it was true."""
    began, loop = time.monotonic(), asyncio.get_running_loop()

    def change(number: int, i: int) -> float:
        with app.app_context(), transaction() as session:
            session.execute(update(Ticket).where(Ticket.number == number).values(title=f"Change {i} of many"))
        return time.monotonic()

    for i in range(1, int(seconds * CHANGES_A_SECOND) + 1):
        number = targets[i % len(targets)]
        yield number, i, await loop.run_in_executor(None, change, number, i)
        await asyncio.sleep(max(0.0, began + i / CHANGES_A_SECOND - time.monotonic()))


def _delays(crowd: Crowd, changed: list[tuple[int, int, float]], targets: list[int]) -> tuple[list[float], int]:
    """Sorted; and how many were never seen."""
    delays, unseen = [], 0
    for page in crowd.pages:
        ticket = targets[CHOICES.index(page.address.partition("?")[2])]
        sights = iter([(at, crowd.change_in(body, ticket)) for at, body in page.sights])
        at, seen = 0.0, 0
        for number, i, changed_at in changed:
            if number != ticket:
                continue
            while seen < i and (further := next(sights, None)) is not None:
                at, seen = further
            if seen < i:
                unseen += 1
            else:
                delays.append(max(0.0, at - changed_at))
    return sorted(delays), unseen


def _cpu(processes: list[psutil.Process]) -> float:
    return sum(sum(one.cpu_times()[:2]) for one in processes)


# --------------------------------------------------------------------------------------------------------- the report


def broken(results: list[Watched]) -> Iterator[str]:
    """A sentence for each thing that must hold and does not."""
    for one in results:
        name = f"{one.pages:,} viewers on {one.database}"
        if one.p99 >= MOST_DELAY:
            yield f"{name}: a change is seen after {one.p99:.2f} s (p99), under {MOST_DELAY:.0f} s is wanted."
        if one.share >= MOST_CPU:
            yield f"{name}: {one.share:.0f} % of a core, under {MOST_CPU:.0f} % is wanted."
        if one.memory >= MOST_MEMORY:
            yield f"{name}: {one.memory:.0f} MB, under {MOST_MEMORY:.0f} MB is wanted."
        if one.errors or one.unseen:
            yield f"{name}: {len(one.errors)} errors, {one.unseen} changes not seen; none is wanted."


def section(results: list[Watched]) -> Iterator[str]:
    """For RESULTS.md."""
    if not results:
        return
    first = results[0]
    spread = f"{len(CHOICES)} choices in {len(LANGUAGES)} languages"
    yield f"Open pages of the live queue, {spread}; {CHANGES_A_SECOND} changes a second for {first.seconds:.0f} s:"
    yield ""
    yield "| pages | database | processes | seen after, median | p99 | most | CPU | of core | memory | slow | errors |"
    yield "|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    for one in results:
        most = one.delays[-1] if one.delays else float("inf")
        yield (
            f"| {one.pages:,} | {one.database} | {one.processes} | {median(one.delays or [0]):.2f} s | {one.p99:.2f} s "
            f"| {most:.2f} s | {one.cpu:.1f} s | {one.share:.0f} % | {one.memory:.0f} MB "
            f"| {one.late} | {len(one.errors) + one.unseen} |"
        )
    yield ""
