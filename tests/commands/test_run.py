"""portal run: web and worker start together, stop together, and survive what happens to one of them (P40, P45)."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import psycopg
import pytest

from portal.serving import House, Part, in_child
from tests.postgresql import server_url

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
PORTAL = [sys.executable, "-c", "from portal.cli import cli; cli()"]


def until(is_so: Callable[[], object], what: str, seconds: float = 60) -> None:
    """Wait for another process; no test waits longer than it must."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, f"After {seconds:g} s not yet: {what}"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@cache
def portal_environment() -> dict[str, str]:
    """This environment, with a database of these tests' own when the suite runs on PostgreSQL."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_URL"))}
    if server := server_url():
        name = f"deskbell_run_{os.getpid()}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name}")
            connection.execute(f"CREATE DATABASE {name}")
        clean["DATABASE_URL"] = urlsplit(server)._replace(path=f"/{name}").geturl()
    return clean


@dataclass
class Running:
    """A portal under way."""

    process: subprocess.Popen[bytes]
    port: int
    output: Path

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def all_processes(self) -> list[psutil.Process]:
        parent = psutil.Process(self.process.pid)
        return [parent, *parent.children(recursive=True)]

    def worker(self) -> psutil.Process | None:
        """The child without children of its own; nobody while it is being replaced."""
        try:
            children = psutil.Process(self.process.pid).children()
            return next((child for child in children if not child.children()), None)
        except psutil.NoSuchProcess:
            return None

    def web_server(self) -> psutil.Process:
        """The child with children of its own."""
        return next(child for child in psutil.Process(self.process.pid).children() if child.children())


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without the demo."""
    folder = tmp_path_factory.mktemp("instance")
    subprocess.run(
        [*PORTAL, "init", "--instance", folder, "--email", "ada@example.com", "--password", "correct horse battery"],
        cwd=ROOT,
        env=portal_environment(),
        check=True,
    )
    return folder


@pytest.fixture
def portal(instance: Path, tmp_path: Path) -> Iterator[Running]:
    port, output = free_port(), tmp_path / "output"
    command = [*PORTAL, "run", "--instance", str(instance), "--port", str(port)]
    with output.open("wb") as file:
        process = subprocess.Popen(
            command, cwd=ROOT, env=portal_environment(), stdout=file, stderr=file, start_new_session=True
        )
    running = Running(process, port, output)
    try:
        until(running.answers, f"the portal answers; it says {output.read_text()}")
        yield running
    finally:
        process.kill()
        process.wait()


def gone(processes: list[psutil.Process]) -> bool:
    return all(not p.is_running() or p.status() == psutil.STATUS_ZOMBIE for p in processes)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_one_signal_stops_everything_cleanly(portal: Running, number: signal.Signals) -> None:
    until(lambda: len(portal.all_processes()) == 5, "parent, web server, two web processes, worker are up")
    everything = portal.all_processes()
    portal.process.send_signal(number)
    assert portal.process.wait(60) == 0
    until(lambda: gone(everything), "all processes are gone")
    assert "Traceback" not in portal.output.read_text()


@pytest.mark.once
def test_ctrl_c_reaches_all_at_once_and_ends_as_cleanly(portal: Running) -> None:
    everything = portal.all_processes()
    os.killpg(portal.process.pid, signal.SIGINT)
    assert portal.process.wait(60) == 0
    until(lambda: gone(everything), "all processes are gone")
    assert "Traceback" not in portal.output.read_text()


@pytest.mark.once
def test_kill_9_of_the_parent_leaves_nobody_behind(portal: Running) -> None:
    everything = portal.all_processes()
    portal.process.kill()
    until(lambda: gone(everything), "the children notice")


def test_a_killed_worker_is_started_again(portal: Running) -> None:
    until(portal.worker, "the worker is up")
    first = portal.worker()
    assert first
    first.kill()
    until(lambda: (now := portal.worker()) and now.pid != first.pid, "another worker is up")
    assert "The worker died (signal SIGKILL)" in portal.output.read_text()
    assert portal.answers()


@pytest.mark.once
def test_a_killed_web_process_is_replaced_and_the_portal_goes_on(portal: Running) -> None:
    server = portal.web_server()
    until(lambda: len(server.children()) == 2, "both web processes are up")
    before = {child.pid for child in server.children()}
    server.children()[0].kill()
    until(lambda: len({child.pid for child in server.children()} - before) >= 1, "a new web process is up")
    until(portal.answers, "the portal answers")


@pytest.mark.once
def test_a_dead_web_server_is_started_again_and_nothing_of_it_is_left(portal: Running) -> None:
    """P45: kill -9 of any child is got over within seconds."""
    server = portal.web_server()
    before = [server, *server.children()]
    until(lambda: "Deskbell answers" in portal.output.read_text(), "it has said that it is up")
    server.kill()
    until(lambda: gone(before), "the web processes notice")
    until(portal.answers, "another web server answers")
    assert "The web server died (signal SIGKILL). It is started again in 1 s." in portal.output.read_text()
    assert portal.process.poll() is None


def test_web_processes_that_die_in_a_row_do_not_end_the_run(portal: Running) -> None:
    """P45: granian gives up then; the portal doesn't."""
    until(lambda: "Deskbell answers" in portal.output.read_text(), "it has said that it is up")
    server = portal.web_server()
    while server.is_running() and server.status() != psutil.STATUS_ZOMBIE:
        with contextlib.suppress(psutil.NoSuchProcess):
            for process in server.children():
                process.kill()
    until(portal.answers, "another web server answers")
    assert portal.process.poll() is None


def test_a_web_server_that_never_came_up_ends_the_run_and_says_so() -> None:
    """With the port or the configuration wrong, somebody is looking: no trying again in silence."""

    def never_up() -> None:
        sys.exit(House([Part("web server", lambda: sys.exit(3), vital=True)]).keep(announce=lambda: False))

    assert in_child(never_up) == 1


@pytest.mark.once
def test_a_port_in_use_is_refused_with_a_sentence(portal: Running, instance: Path) -> None:
    command = [*PORTAL, "run", "--instance", str(instance), "--port", str(portal.port)]
    second = subprocess.run(command, cwd=ROOT, env=portal_environment(), capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert f"Cannot listen on 127.0.0.1, port {portal.port}: Address already in use." in second.stderr


@pytest.mark.once
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much of the memory is shared")
def test_idle_memory_stays_under_300_mb(portal: Running) -> None:
    for _ in range(20):
        assert portal.answers()
    used = sum(process.memory_full_info().pss for process in portal.all_processes())
    assert used < 300_000_000, f"{used / 1e6:.0f} MB in all processes together"
