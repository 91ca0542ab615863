"""Every recurring promise, on one page: how often somebody looks, and which operation keeps it.

An operation does one item and says whether there may be more; it is safe to run twice. One that can fail for a single
row has a twin `put_off_...` that pushes that row away for some minutes, so that the others don't wait behind it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Literal, Protocol

from portal.adapters.scanner import takes_everything
from portal.clock import now
from portal.config import Config
from portal.db import read_only, transaction
from portal.domain.actors import SYSTEM, Actor
from portal.domain.attachments.operations import forget_unsent_uploads, sweep_files
from portal.domain.attachments.store import Store
from portal.domain.deadlines.operations import follow_calendars
from portal.domain.drafts.operations import forget_old_drafts
from portal.domain.outbox.operations import forget_next_old
from portal.domain.people.operations import forget_old_attempts, forget_old_sign_ins
from portal.domain.roster.operations import carry_out_next_substitution, remind_next_verification
from portal.domain.tickets.operations import (
    close_next_silent,
    follow_deadlines,
    record_next_breach,
    remind_next_silent,
)
from portal.worker.post import Post


class Operation(Protocol):
    """What the worker calls: by itself, now."""

    __name__: str

    def __call__(self, *, by: Actor, at: datetime) -> bool | int:
        """One item, or a batch; whether there may be more."""


@dataclass(frozen=True, slots=True)
class Job:
    """One line of the table below. `step` does one item and says whether there may be more."""

    name: str
    every: timedelta
    step: Callable[[], bool]
    put_off: Callable[[], object] | None = None
    thread: Literal["default", "post"] = "default"


def jobs(config: Config) -> list[Job]:
    """All of them."""
    return [
        Job("send_next_mail", timedelta(seconds=2), Post(config).send_next, thread="post"),
        one_by_one(follow_calendars, every=timedelta(seconds=30)),
        one_by_one(follow_deadlines, every=timedelta(seconds=30)),
        one_by_one(record_next_breach, every=timedelta(seconds=10)),
        one_by_one(close_next_silent, every=timedelta(seconds=60)),
        one_by_one(remind_next_silent, every=timedelta(seconds=60)),
        one_by_one(carry_out_next_substitution, every=timedelta(seconds=30)),
        one_by_one(remind_next_verification, every=timedelta(hours=1)),
        one_by_one(forget_old_attempts, every=timedelta(days=1)),
        one_by_one(forget_old_sign_ins, every=timedelta(days=1)),
        one_by_one(forget_old_drafts, every=timedelta(days=1)),
        one_by_one(forget_next_old, every=timedelta(days=1)),
        one_by_one(forget_unsent_uploads, every=timedelta(days=1)),
        Job("sweep_files", timedelta(days=1), partial(sweep, Store(config.attachments, takes_everything))),
    ]


def sweep(store: Store) -> bool:
    """Files that no row refers to; all at once, so there are never more."""
    with read_only():
        sweep_files(store, by=SYSTEM, at=now())
    return False


def one_by_one(operation: Operation, *, every: timedelta, put_off: Operation | None = None) -> Job:
    """The operation, each item in a transaction of its own."""

    def step() -> bool:
        with transaction():
            return bool(operation(by=SYSTEM, at=now()))

    def put_off_one() -> None:
        with transaction():
            put_off(by=SYSTEM, at=now())  # type: ignore[misc] - given only when it is there

    return Job(operation.__name__, every, step, put_off_one if put_off else None)
