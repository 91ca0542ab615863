"""What is measured from outside, with processes of their own: memory, start, command line, demo."""

import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
import timeit
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy

import psutil

from portal import create_app
from portal.config import Config
from portal.db import read_only
from portal.domain.calendars.queries import calendars, working_hours_of
from portal.domain.calendars.rules import due_after
from tests.bench.data import Size
from tests.bench.places import kept_sqlite

ROOT = Path(__file__).resolve().parents[2]
PORTAL = [sys.executable, "-c", "from portal.cli import cli; cli()"]
MONDAY = datetime(2026, 6, 1, 13, tzinfo=UTC)
BUSINESS_DAY = timedelta(hours=10)  # of the default calendar


def from_outside() -> list[tuple[str, float, str]]:
    """Name, value and unit of each."""
    with tempfile.TemporaryDirectory(prefix="deskbell-bench-") as folder:
        copy(kept_sqlite(Size(1_000)), Path(folder, "portal.sqlite"))
        start, memory = start_and_memory(folder)
        return [
            ("second start, until it answers", start, "s"),
            ("idle memory, two web processes and the worker", memory, "MB"),
            ("portal deadline --jsonl", lines_a_minute(folder), "lines/min"),
            ("a deadline in 30 business days", thirty_days(folder), "ms"),
            ("filling the demo", demo(), "s"),
        ]


def start_and_memory(instance: str) -> tuple[float, float]:
    """Seconds of what ./run does when there is nothing to install; MB (PSS) of all its processes after some pages."""
    port = _free_port()
    began = time.monotonic()
    subprocess.run(
        ["sh", "-c", ". ./.ci/environment.sh && fingerprint | cksum"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    with _running([*PORTAL, "run", "--prepare", "--instance", instance, "--port", str(port)]) as process:
        _until(lambda: _answers(port))
        started = time.monotonic() - began
        for _ in range(40):  # both processes have answered
            _answers(port)
        _until_rested(process)
        parts = [process, *process.children(recursive=True)]
        return started, sum(part.memory_full_info().pss for part in parts) / 1e6


def lines_a_minute(instance: str) -> float:
    """Of CPU time, the start included."""
    plans = ("essential", "advanced", "elite", "elite-multinational")
    lines = [
        json.dumps(
            {"plan": plans[i % 4], "severity": i % 4 + 1, "opened": (MONDAY + timedelta(minutes=11 * i)).isoformat()}
        )
        for i in range(20_000)
    ]
    return (
        20_000 / _cpu([*PORTAL, "deadline", "first-response", "--jsonl", "--instance", instance], "\n".join(lines)) * 60
    )


def thirty_days(instance: str) -> float:
    """Milliseconds; the median of 20 rounds, each with other starting moments."""
    app = create_app(Config.read(instance, {}))
    with app.app_context(), read_only():
        hours = working_hours_of(calendars()[0].id)
    starts = [MONDAY + timedelta(days=37 * i, minutes=97 * i) for i in range(50)]
    rounds = timeit.repeat(
        lambda: [due_after(hours, start, 30 * BUSINESS_DAY) for start in starts],
        timer=time.process_time,
        number=1,
        repeat=20,
    )
    return sorted(rounds)[10] / len(starts) * 1e3


def demo() -> float:
    """Seconds of CPU time until an empty folder is a filled portal."""
    with tempfile.TemporaryDirectory(prefix="deskbell-bench-") as folder:
        return _cpu([*PORTAL, "demo", "--instance", folder])


def _cpu(command: list[str], lines: str = "") -> float:
    """Seconds of CPU time that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, input=lines, text=True, cwd=ROOT, env=_environment(), check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@contextmanager
def _running(command: list[str]) -> Iterator[psutil.Process]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, env=_environment(), start_new_session=True, **quiet) as process:
        yield psutil.Process(process.pid)
        process.terminate()


def _environment() -> dict[str, str]:
    """Ours, without a database that somebody works with."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_URL"))}


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.01)


def _until_rested(process: psutil.Process) -> None:
    """A second in which nothing was done."""
    parts = [process, *process.children(recursive=True)]

    def rested() -> bool:
        before = [part.cpu_times()[:2] for part in parts]
        time.sleep(1)
        return [part.cpu_times()[:2] for part in parts] == before

    _until(rested)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
