"""How `portal run` keeps its processes: one parent, the web server, the worker; they live and stop together (P40).

    portal run ── web ──┬── web process 1      answers requests, one at a time (threads double the CPU per page)
                        └── web process 2      granian replaces one that dies, and gives up when two die in a row
               └─ worker                       mails, deadlines, closures

The parent makes the application once and forks, so that all processes share its memory. It opens no database
connection and has no thread, therefore it may fork again at any time. A part that dies is started again, soon at first
and ever later when it keeps dying; only a web server that dies before it has answered once ends the run, since then
the port or the configuration is wrong and somebody is looking (P45). It notices a death by SIGCHLD and is told to
stop by SIGTERM, SIGINT or SIGHUP. Who loses its parent, even by kill -9, stops by itself (stops_with_its_parent).
"""

import ctypes
import gc
import os
import resource
import select
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

import click
from flask import Flask

from portal import create_app
from portal.config import Config
from portal.gate import Gate

GRACE = 10.0  # seconds for a request or a job under way to finish, before it is cut
STEADY = 60.0  # seconds after which a part that dies is not suspected of dying at once again
SLOWEST_RESTART = 30.0  # seconds between two starts at most: another worker takes over within 30 s (P40)
STOPS = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}


@cache
def application(config: Config) -> Flask:
    """The application, made once in this process and, by fork, in all that come from it."""
    return create_app(config)


def preload(config: Config) -> Flask:
    """Make the application and set its memory apart, so that collecting garbage does not copy what the forks share."""
    gc.disable()
    app = application(config)
    gc.collect()
    gc.freeze()
    gc.enable()
    return app


def refuse_taken_port(host: str, port: int) -> None:
    """Say so at once when somebody listens there: web processes share a port, and would share it with anybody."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        with socket.socket(found[0][0], socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(found[0][4])
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.ClickException(
            f"Cannot listen on {host}, port {port}: {reason}. Choose another with --port."
        ) from error


# ----------------------------------------------------------------------------------------------------------- the parts


def serve_web(config: Config, *, host: str, port: int, workers: int) -> None:
    """Answer requests until told to stop; in the foreground. Each of `workers` processes answers one at a time."""
    from granian import Granian  # noqa: PLC0415 - the worker and the commands go without it
    from granian.constants import HTTPModes, Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 16_384 if most == resource.RLIM_INFINITY else most
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))  # a page that stays open is an open file
    server = Granian(
        "portal",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,  # no browser speaks 2 without TLS; prepared for both, an open page costs 21 kB, not 12
        websockets=False,
        workers=workers,
        backlog=4096,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=int(GRACE) - 2,
        log_level=LogLevels.warning,
        log_dictconfig={"formatters": {name: {"format": "Web server: %(message)s"} for name in ("generic", "access")}},
    )
    server.serve(target_loader=partial(_web_process, config, os.getpid()), wrap_loader=False)


def _web_process(config: Config, parent: int) -> Gate:
    """Called by granian in each web process: settle there, and give it the application behind its gate."""
    # The handler inherited from granian's main process only notes a signal: told to stop before granian sets the one of
    # this process, it would never stop.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    stops_with_its_parent(parent)
    app = application(config)
    settle()
    return Gate(app, app.config["MAX_CONTENT_LENGTH"], living=app)


def settle() -> None:
    """Few long-lived objects die here: looking for them less often takes the slowest answers from 43 ms to 7.5 ms."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def serve_worker(config: Config) -> None:
    """Do what is due until told to stop; in the foreground."""
    from portal.worker import scheduler  # noqa: PLC0415 - the web processes go without it

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    scheduler.run(application(config))


# ------------------------------------------------------------------------------------------------------ keeping them up


@dataclass
class Part:
    """One child of `portal run`."""

    name: str
    work: Callable[[], None]
    vital: bool  # the run ends with it before all is up; otherwise it is started again
    pid: int | None = None
    start_at: float = 0.0  # monotonic seconds
    started_at: float = 0.0
    pause: float = 1.0  # seconds until it is started again, should it die now


def stops_with_its_parent(parent: int) -> None:
    """From now on this process gets SIGTERM when `parent`, its parent, is gone, even if that was killed."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)
        if os.getppid() != parent:  # it was faster
            os.kill(os.getpid(), signal.SIGTERM)
    else:
        threading.Thread(target=_watch_parent, args=(parent,), daemon=True).start()


def _watch_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def in_child(work: Callable[[], None]) -> int:
    """Run `work` in a process of its own and wait: what it imports and opens leaves with it. The exit status."""
    pid = _fork(work)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _fork(work: Callable[[], None]) -> int:
    """Start a child that does `work` and exits; the child's number."""
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)  # none is lost while the child still has our handlers
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return pid
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        for number in {*STOPS, signal.SIGCHLD}:
            signal.signal(number, signal.SIG_DFL)
        # Ctrl-C reaches all processes of a terminal; the parent decides what it means, once. Blocked, not ignored:
        # granian and the scheduler set handlers of their own.
        signal.pthread_sigmask(signal.SIG_SETMASK, before | {signal.SIGINT})
        stops_with_its_parent(parent)
        work()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except click.ClickException as refusal:
        refusal.show()
    except BaseException:  # noqa: BLE001 - nothing may climb out of a fork into the parent's code
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    return 0  # never reached


class House:
    """The parts of one `portal run`, and the loop that keeps them."""

    def __init__(self, parts: list[Part]) -> None:
        """Take over the signals of this process."""
        self.parts = parts
        self.bell, wakeup = socket.socketpair()
        wakeup.setblocking(False)
        self.bell.setblocking(False)
        self._wakeup = wakeup
        signal.set_wakeup_fd(wakeup.fileno(), warn_on_full_buffer=False)
        for number in {*STOPS, signal.SIGCHLD}:
            signal.signal(number, lambda *_: None)  # the bell carries the number

    def keep(self, *, announce: Callable[[], bool]) -> int:
        """Start all parts and keep them until a signal. The exit status: 0 when told to stop, 1 when it never came up.

        `announce` is asked every 50 ms until it has said what is to be said once all is up. A vital part that dies
        before that ends the run.
        """
        announced = False
        while True:
            self._start_what_is_due()
            announced = announced or announce()
            if STOPS & self._rung(self._until_next(announced=announced)):
                return self._stop(0)
            for part, status in self._dead():
                if part.vital and not announced:
                    click.echo(f"The {part.name} stopped by itself ({_how(status)}). The portal stops.", err=True)
                    return self._stop(1)
                self._put_off(part, status)

    def _start_what_is_due(self) -> None:
        for part in self.parts:
            if part.pid is None and time.monotonic() >= part.start_at:
                part.started_at = time.monotonic()
                part.pid = _fork(part.work)

    def _until_next(self, *, announced: bool) -> float | None:
        """Seconds until something is to be done without a bell; None: nothing is."""
        waits = [max(0.0, part.start_at - time.monotonic()) for part in self.parts if part.pid is None]
        if not announced:
            waits.append(0.05)
        return min(waits, default=None)

    def _rung(self, timeout: float | None) -> set[signal.Signals]:
        """Wait for signals at most `timeout` seconds; the ones that came."""
        if not select.select([self.bell], [], [], timeout)[0]:
            return set()
        return {signal.Signals(number) for number in self.bell.recv(4096)}

    def _dead(self) -> list[tuple[Part, int]]:
        found = []
        for part in self.parts:
            if part.pid is not None and (ended := os.waitpid(part.pid, os.WNOHANG))[0]:
                part.pid = None
                found.append((part, os.waitstatus_to_exitcode(ended[1])))
        return found

    def _put_off(self, part: Part, status: int) -> None:
        """Start it again: soon when it ran steadily, ever later when it keeps dying."""
        lived = time.monotonic() - part.started_at
        pause = 1.0 if lived >= STEADY else part.pause
        part.start_at = time.monotonic() + pause
        part.pause = min(pause * 2, SLOWEST_RESTART)
        click.echo(f"The {part.name} died ({_how(status)}). It is started again in {pause:.0f} s.", err=True)

    def _stop(self, status: int) -> int:
        """Ask all to stop, wait for what is under way, then cut. A second signal cuts at once."""
        self._tell(signal.SIGTERM)
        end = time.monotonic() + GRACE
        while any(part.pid for part in self.parts) and time.monotonic() < end:
            if STOPS & self._rung(max(0.0, end - time.monotonic())):
                break
            self._dead()
        self._tell(signal.SIGKILL)
        for part in self.parts:
            if part.pid is not None:
                os.waitpid(part.pid, 0)
        return status

    def _tell(self, number: signal.Signals) -> None:
        for part in self.parts:
            if part.pid is not None:
                os.kill(part.pid, number)


def _how(status: int) -> str:
    return f"signal {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
