"""The third door: what is due is done, one item per transaction, by exactly one worker, and it never dies of an item.

APScheduler only says when to look; what is due stands in our tables, so a look that was missed is made up by the next.
Two threads: the post waits for mail servers, the desk for nobody. A third sees to it that an item that hangs is not
waited for: the process ends, and whoever started it starts it again.
"""

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import NoReturn

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from portal.clock import now
from portal.db import transaction
from portal.domain.actors import SYSTEM
from portal.domain.heartbeat.operations import beat
from portal.domain.outbox.operations import release_claims
from portal.worker.jobs import Job, jobs
from portal.worker.lease import Lease, lease_of

LONGEST_ITEM = 300.0  # seconds; sending one mail to a server that answers late takes two minutes at most
LONGEST_ROW = 20.0  # seconds that one job may keep its thread's others waiting
BEAT_EVERY = timedelta(seconds=10)
log = structlog.get_logger()


def run(app: Flask) -> None:
    """Act, or stand by, until told to stop by SIGTERM or SIGINT. What is under way is finished first."""
    worker = Worker(app, lease_of(app))

    def stop(_number: int, _frame: object) -> NoReturn:
        worker.stopping.set()
        raise SystemExit(0)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # a look that comes while the last goes on is no news
    scheduler = scheduler_of(worker, [Job("beat", BEAT_EVERY, worker.beat), *jobs(app.config["PORTAL"])])
    threading.Thread(target=worker.watch, name="watch", daemon=True).start()
    ending = threading.Thread(target=_end, args=(worker, scheduler), daemon=True)
    ending.start()
    with suppress(KeyboardInterrupt, SystemExit):
        scheduler.start()
    worker.stopping.set()
    ending.join()
    worker.lease.release()


def _end(worker: "Worker", scheduler: BlockingScheduler) -> None:
    """Stop once told to, what is under way first. APScheduler swallows an exit that comes while it hands out a job."""
    worker.stopping.wait()
    if scheduler.running:
        scheduler.shutdown(wait=True)


def scheduler_of(worker: "Worker", due: list[Job]) -> BlockingScheduler:
    """Every job, from now on, in the thread it belongs to."""
    scheduler = BlockingScheduler(
        timezone="UTC",
        executors={thread: ThreadPoolExecutor(1) for thread in ("default", "post")},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for job in due:
        scheduler.add_job(
            worker.do,
            "interval",
            args=[job],
            seconds=job.every.total_seconds(),
            executor=job.thread,
            id=job.name,
            next_run_time=now(),
        )
    return scheduler


class Worker:
    """One process that acts when it holds the lease."""

    def __init__(self, app: Flask, lease: Lease) -> None:
        self.app = app
        self.lease = lease
        self.place = f"{socket.gethostname()}:{os.getpid()}"
        self.stopping = threading.Event()
        self.under_way: dict[str, tuple[str, float]] = {}  # by thread: what, and since which monotonic second
        self._acts = False
        self._one = threading.Lock()

    def do(self, job: Job) -> None:
        """Item after item until nothing more is due, or the other jobs have waited long enough for this one.

        An item that fails is passed over where the job can do that.
        """
        until = time.monotonic() + LONGEST_ROW
        while not self.stopping.is_set() and time.monotonic() < until and self.acts():
            if not self._one_item(job):
                break

    def acts(self) -> bool:
        """Whether this is the one; the first time, the mails of the dead are free again at once."""
        held = self.lease.held()
        with self._one:
            begins, self._acts = held and not self._acts, held
            if begins:
                log.info("worker acts", place=self.place)
                if self.lease.proves_death:
                    self._release_claims()
        return held

    def beat(self) -> bool:
        """A sign of life, for those who watch."""
        with transaction():
            beat(self.place, by=SYSTEM, at=now())
        return False

    def watch(self) -> None:
        """End the process when an item hangs: mails and deadlines don't wait for it (P45)."""
        while not self.stopping.wait(10):
            for what, since in list(self.under_way.values()):
                if time.monotonic() - since > LONGEST_ITEM:
                    log.critical("an item hangs, the worker ends", job=what)
                    os._exit(70)

    def _one_item(self, job: Job) -> bool:
        """Whether there may be more. The only place that catches everything."""
        started = time.monotonic()
        self.under_way[threading.current_thread().name] = (job.name, started)
        try:
            with self.app.app_context():
                more = job.step()
        except Exception:
            log.exception("job failed", job=job.name)
            return job.pass_over is not None and self._pass_over(job.name, job.pass_over)
        finally:
            del self.under_way[threading.current_thread().name]
        if more and job.thread == "default":  # the post has a line for each mail
            log.info("job", job=job.name, ms=round((time.monotonic() - started) * 1000, 1))
        return more

    def _pass_over(self, name: str, pass_over: Callable[[], bool]) -> bool:
        """The item that failed steps aside for those behind it; whether it did."""
        try:
            with self.app.app_context():
                return pass_over()
        except Exception:
            log.exception("what failed can't be passed over", job=name)
            return False

    def _release_claims(self) -> None:
        try:
            with self.app.app_context(), transaction():
                release_claims(by=SYSTEM, at=now())
        except SQLAlchemyError:  # they run out by themselves
            log.exception("claims can't be released")
