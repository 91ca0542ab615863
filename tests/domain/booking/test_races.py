"""Six processes at once and every kind of request: nobody gets a time twice, nothing is half done (A4, BE1-BE6, BE10).

The suite sends a few hundred requests; `make bench` sends 10,000 (DESKBELL_RACE_REQUESTS says how many).
"""

import os
import random
import secrets
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from portal.db import read_only, session, transaction
from portal.domain.actors import NOBODY
from portal.domain.booking.models import Allocation, Booking, BookingChange, Hold, Service, ServiceNeed
from portal.domain.booking.operations import (
    book,
    cancel_booking,
    confirm_booking,
    hold_slot,
    move_booking,
    release_hold,
)
from portal.domain.booking.refusals import SlotTaken
from portal.domain.booking.words import Kind, Need
from portal.domain.errors import Refused
from tests.at_once import AtOnce
from tests.factories_booking import (
    DESK,
    booked,
    booking_draft,
    held_draft,
    live,
    make_a_service,
    make_advisor,
    make_bay,
    make_place,
    make_shop,
    near,
    to,
    wall,
)

pytestmark = pytest.mark.slow
PROCESSES = 6
REQUESTS = int(os.environ.get("DESKBELL_RACE_REQUESTS", "120"))
DAYS = max(1, REQUESTS // 400)
AT = datetime(2026, 6, 1, 6, tzinfo=UTC)
NINE = wall("2026-06-02 09:00")


class Visitor:
    """One process: people who book, hold, move, confirm and cancel without knowing of the others."""

    def __init__(self, seed: int, services: list[int], requested: list[int]) -> None:
        """With chances of its own."""
        self.chance = random.Random(seed)
        self.services, self.requested = services, requested
        self.mine: list[int] = []
        self.tokens: list[tuple[str, int, datetime]] = []
        self.said: Counter[str] = Counter()
        self.few = 0

    def go_on(self, requests: int) -> tuple[Counter[str], int]:
        """So many requests, each in a transaction of its own. What came of them; how often too little was offered."""
        verbs = [self.book] * 5 + [self.hold, self.move, self.move, self.confirm, self.cancel, self.book_held, self.go]
        for _ in range(requests):
            verb = self.chance.choice(verbs)
            try:
                with transaction():
                    verb()
                self.said[verb.__name__] += 1
            except SlotTaken as taken:
                self.said["SlotTaken"] += 1
                self.few += len(taken.alternatives) < 3
            except Refused as refusal:
                self.said[type(refusal).__name__] += 1
            except Exception as error:  # noqa: BLE001 - counted: there must be none
                self.said[f"ERROR {error!r}"[:300]] += 1
        return self.said, self.few

    def start(self) -> datetime:
        return NINE + timedelta(days=self.chance.randrange(DAYS), minutes=15 * self.chance.randrange(28))

    def at(self) -> datetime:
        return AT + timedelta(minutes=self.chance.randrange(12))

    def service(self) -> Service:
        return session().get_one(Service, self.chance.choice(self.services))

    def book(self) -> None:
        draft = booking_draft(self.service(), self.start(), form_key=secrets.token_hex(16))
        self.mine.append(book(draft, by=NOBODY, at=self.at()).id)

    def hold(self) -> None:
        draft = held_draft(self.service(), self.start(), visitor=secrets.token_hex(8))
        held = hold_slot(draft, by=NOBODY, at=self.at())
        self.tokens.append((held.token, draft.service_id, draft.start_at))

    def book_held(self) -> None:
        if self.tokens:
            token, service_id, start_at = self.tokens.pop()
            draft = booking_draft(session().get_one(Service, service_id), start_at, hold_token=token)
            self.mine.append(book(draft, by=NOBODY, at=self.at()).id)

    def go(self) -> None:
        if self.tokens:
            release_hold(self.tokens.pop(0)[0], by=NOBODY, at=self.at())

    def move(self) -> None:
        if self.mine:
            move_booking(self.one(self.mine), to(self.start()), by=NOBODY, at=self.at())

    def cancel(self) -> None:
        if self.mine:
            cancel_booking(self.one(self.mine), by=NOBODY, at=self.at())

    def confirm(self) -> None:
        confirm_booking(self.one(self.requested), by=DESK, at=self.at())

    def one(self, of: list[int]) -> Booking:
        return session().get_one(Booking, self.chance.choice(of))


def visits(seed: int, services: list[int], requested: list[int], requests: int) -> tuple[Counter[str], int]:
    """What one process does."""
    return Visitor(seed, services, requested).go_on(requests)


@pytest.fixture
def workshop(app):
    """Three advisors, two bays, a small pool; services that want one, two or three of them, with buffers."""
    with app.app_context(), transaction():
        make_shop()
        for _ in range(3):
            make_advisor()
        for _ in range(2):
            make_bay()
        make_place(Kind.PLACE, "Seats", capacity=2)
        part = (Need(Kind.ADVISOR, 15), Need(Kind.BAY, 60, 15))
        services = [
            make_a_service(30, step=15, before=5),
            make_a_service(75, needs=part, after=10),
            make_a_service(60, (Kind.ADVISOR, Kind.BAY, Kind.PLACE), after=15),
            make_a_service(45, (Kind.PLACE,), step=15),
        ]
        asked_for = make_a_service(30, is_confirmed_at_once=False)
        early = [NINE - timedelta(minutes=60), NINE - timedelta(minutes=30)]
        requested = [booked(asked_for, start, at=AT).id for start in early for _ in range(3)]
    return [one.id for one in services], requested


def test_six_processes_and_mixed_requests_leave_no_overlap_no_half_booking_and_no_error(app, workshop):
    services, requested = workshop
    at_once = AtOnce(app.config["PORTAL"], PROCESSES, patience=60 + REQUESTS)
    each = REQUESTS // PROCESSES
    answers = at_once(*((visits, seed, services, requested, each) for seed in range(PROCESSES)), in_steps=True)
    at_once.end()

    said: Counter[str] = sum((counted for counted, _ in answers), Counter())
    assert [what for what in said if what.startswith("ERROR")] == []
    assert said["SlotTaken"] > 0, "Nobody met anybody: ask for more"
    assert sum(few for _, few in answers) == 0
    with app.app_context(), read_only():
        taken = live()
        assert near(taken) == []
        assert halves() == []
        confirmed = select(BookingChange.booking_id).where(BookingChange.change == "confirmed")
        assert all(times == 1 for times in Counter(session().scalars(confirmed)).values())


def halves() -> list[str]:
    """Bookings and holds that do not have all of what their service takes, or some when they should have none."""
    needs = dict(session().execute(_needs()).all())
    of_booking = Counter(session().scalars(select(Allocation.booking_id).where(Allocation.released_at.is_(None))))
    of_hold = Counter(session().scalars(select(Allocation.hold_id).where(Allocation.released_at.is_(None))))
    wrong = [
        f"booking {one.id} has {of_booking[one.id]}"
        for one in session().scalars(select(Booking))
        if of_booking[one.id] != (needs[one.service_id] if one.is_live else 0)
    ]
    return wrong + [
        f"hold {one.id} has {of_hold[one.id]}"
        for one in session().scalars(select(Hold))
        if of_hold[one.id] not in (0, needs[one.service_id])
    ]


def _needs():
    return select(ServiceNeed.service_id, func.count()).group_by(ServiceNeed.service_id)
