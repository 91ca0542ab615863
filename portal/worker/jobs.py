"""Every recurring promise, on one page: how often somebody looks, and which operation keeps it.

An operation does one item and says whether there may be more; it is safe to run twice. One that takes the earliest due
row stands here with the query that finds that row: when it fails, the row is passed over for some minutes, so that the
others don't wait behind it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal, Protocol

import structlog

from portal.adapters.scanner import takes_everything
from portal.clock import now
from portal.config import Config
from portal.db import read_only, transaction
from portal.domain.actors import SYSTEM, Actor
from portal.domain.appointments.operations import close_waiting_over, pass_on_next_offer
from portal.domain.appointments.operations.notices import leave_past_notices
from portal.domain.appointments.operations.releasing import release_next_board
from portal.domain.appointments.operations.reminders import remind_next_customer, take_back_stale_reminders
from portal.domain.appointments.prepared import next_customer_reminder
from portal.domain.appointments.waiting.queries import next_run_out
from portal.domain.attachments.operations import forget_unsent_uploads, sweep_files
from portal.domain.attachments.store import Store
from portal.domain.booking.operations import forget_old_holds
from portal.domain.deadlines.operations import follow_calendars
from portal.domain.drafts.operations import forget_old_drafts
from portal.domain.outbox.operations import forget_next_old
from portal.domain.outreach.operations import forget_old_ringing, make_invites
from portal.domain.people.operations import forget_old_attempts, forget_old_sign_ins
from portal.domain.roster.operations import carry_out_next_substitution, remind_next_verification
from portal.domain.roster.queries import next_due_substitution, next_reminder
from portal.domain.tasks.operations import escalate_next
from portal.domain.tasks.queries import next_to_go_up
from portal.domain.tickets.operations import (
    close_next_silent,
    follow_deadlines,
    record_next_breach,
    remind_next_silent,
)
from portal.domain.tickets.queries import next_overdue, next_silent, next_to_remind
from portal.worker.post import Post

PASSED_OVER_FOR = timedelta(minutes=5)
log = structlog.get_logger()


class Operation(Protocol):
    """What the worker calls: by itself, now."""

    __name__: str

    def __call__(self, *, by: Actor, at: datetime) -> bool | int:
        """One item, or a batch; whether there may be more."""


class RowOperation(Protocol):
    """What does the earliest due row, but not those passed over."""

    __name__: str

    def __call__(self, *, by: Actor, at: datetime, but: Collection[int]) -> bool:
        """Whether there was one."""


class Row(Protocol):
    """What has an id."""

    @property
    def id(self) -> Any:
        """A number."""


@dataclass(frozen=True, slots=True)
class Job:
    """One line of the table below. `step` does one item and says whether there may be more.

    `pass_over` lets what failed step aside for those behind it, and says whether it could.
    """

    name: str
    every: timedelta
    step: Callable[[], bool]
    pass_over: Callable[[], bool] | None = None
    thread: Literal["default", "post"] = "default"


def jobs(config: Config) -> list[Job]:
    """All of them."""
    return [
        Job("send_next_mail", timedelta(seconds=2), Post(config).send_next, thread="post"),
        one_by_one(follow_calendars, every=timedelta(seconds=30)),
        one_by_one(follow_deadlines, every=timedelta(seconds=30)),
        row_by_row(record_next_breach, next_overdue, every=timedelta(seconds=10)),
        row_by_row(close_next_silent, next_silent, every=timedelta(seconds=60)),
        row_by_row(remind_next_silent, next_to_remind, every=timedelta(seconds=60)),
        row_by_row(carry_out_next_substitution, next_due_substitution, every=timedelta(seconds=30)),
        row_by_row(remind_next_verification, next_reminder, every=timedelta(hours=1)),
        row_by_row(remind_next_customer, next_customer_reminder, every=timedelta(seconds=20)),
        one_by_one(take_back_stale_reminders, every=timedelta(seconds=20)),
        row_by_row(pass_on_next_offer, next_run_out, every=timedelta(seconds=10)),
        one_by_one(close_waiting_over, every=timedelta(hours=1)),
        one_by_one(leave_past_notices, every=timedelta(hours=1)),
        one_by_one(release_next_board, every=timedelta(minutes=1)),
        row_by_row(escalate_next, next_to_go_up, every=timedelta(seconds=10)),
        one_by_one(make_invites, every=timedelta(hours=1)),
        one_by_one(forget_old_attempts, every=timedelta(days=1)),
        one_by_one(forget_old_sign_ins, every=timedelta(days=1)),
        one_by_one(forget_old_drafts, every=timedelta(days=1)),
        one_by_one(forget_old_holds, every=timedelta(days=1)),
        one_by_one(forget_old_ringing, every=timedelta(days=1)),
        one_by_one(forget_next_old, every=timedelta(days=1)),
        one_by_one(forget_unsent_uploads, every=timedelta(days=1)),
        Job("sweep_files", timedelta(days=1), partial(sweep, Store(config.attachments, takes_everything))),
    ]


def sweep(store: Store) -> bool:
    """Files that no row refers to; all at once, so there are never more."""
    with read_only():
        sweep_files(store, by=SYSTEM, at=now())
    return False


def one_by_one(operation: Operation, *, every: timedelta) -> Job:
    """The operation, each item in a transaction of its own."""

    def step() -> bool:
        with transaction():
            return bool(operation(by=SYSTEM, at=now()))

    return Job(operation.__name__, every, step)


def row_by_row(
    operation: RowOperation, next_row: Callable[[datetime, Collection[int]], Row | None], *, every: timedelta
) -> Job:
    """The operation, each row in a transaction of its own. `next_row` finds the row that it will take, or that failed.

    Which rows are passed over is known to this process alone: one that starts anew tries them all at once.
    """
    until: dict[int, datetime] = {}  # by id

    def passed_over(at: datetime) -> frozenset[int]:
        return frozenset(row_id for row_id, again_at in until.items() if again_at > at)

    def step() -> bool:
        at = now()
        with transaction():
            return operation(by=SYSTEM, at=at, but=passed_over(at))

    def pass_over() -> bool:
        at = now()
        with read_only():
            row = next_row(at, passed_over(at))
            if row is None:
                return False
            until[row.id] = at + PASSED_OVER_FOR
            log.warning("row passed over", job=operation.__name__, row=row.id, until=until[row.id].isoformat())
        return True

    return Job(operation.__name__, every, step, pass_over)
