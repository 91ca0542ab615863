"""Several processes at the same moment, each with an application and connections of its own.

Three are started once for all tests; a test that wants more makes its own `AtOnce`. A test file imports the
fixture by its name, and gives jobs that a process can find by theirs: functions of the file, not of a test.
"""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from multiprocessing.synchronize import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal import create_app
from portal.config import Config
from portal.db import db, transaction
from portal.domain.errors import Refused

PROCESSES = 3  # that all tests share
PATIENCE = 90  # seconds
Job = tuple[Callable[..., Any], *tuple[Any, ...]]  # what to do, and with what


class AtOnce:
    """`at_once((work, argument), (work, argument))`: what came of each, in the order of the jobs.

    `patience` is how many seconds the slowest may take.
    """

    def __init__(self, config: Config, processes: int = PROCESSES, *, patience: float = PATIENCE) -> None:
        """Start the processes. They come from one that has imported the portal, so that not each does."""
        server = multiprocessing.get_context("forkserver")
        server.set_forkserver_preload(["portal"])
        barriers = {parties: server.Barrier(parties) for parties in range(2, processes + 1)}
        self.pool, self.patience = server.Pool(processes, _begin, (config, barriers)), patience

    def __call__(self, *jobs: Job, in_steps: bool = False) -> list[Any]:
        """Each job in a transaction of its own, or `in_steps`, in those that it opens. A refusal counts by its name."""
        running = [self.pool.apply_async(_do, (work, given, len(jobs), in_steps)) for work, *given in jobs]
        return [one.get(timeout=self.patience) for one in running]

    def end(self) -> None:
        """They are not needed any more."""
        self.pool.close()
        self.pool.join()


_own: dict[str, Any] = {}  # of a process


def _begin(config: Config, barriers: dict[int, Barrier]) -> None:
    _own.update(app=create_app(config), barriers=barriers)


def _do(work: Callable[..., Any], given: list[Any], parties: int, in_steps: bool) -> Any:
    with _own["app"].app_context():
        db.engine.dispose()  # every test has a database of its own
        _own["barriers"][parties].wait(PATIENCE)
        try:
            with nullcontext() if in_steps else transaction():
                outcome = work(*given)
        except (Refused, IntegrityError) as refusal:
            outcome = type(refusal).__name__
        db.engine.dispose()
        return outcome


@pytest.fixture(scope="session")
def at_once(app: Flask) -> Iterator[AtOnce]:
    """The processes, started when the first test asks."""
    processes = AtOnce(app.config["PORTAL"])
    yield processes
    processes.end()
