"""Six processes at once and every kind of request: nobody gets a time twice, nothing is half done (A4, BE1-BE6, BE10).

Some visits are for one service, some for two at once (BR12). All of it goes through the appointment book, with its
links, mails, notices and waiting list (BE44). The suite sends 120 requests; `make bench` sends 10,000
(DESKBELL_RACE_REQUESTS says how many).
"""

import os
import random
import secrets
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.db import read_only, session, transaction
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.links import new_keys
from portal.domain.appointments.models import Appointment, WaitingOffer
from portal.domain.appointments.operations import (
    appoint,
    call_off,
    confirm_appointment,
    decline_offer,
    join_waiting_list,
    move_appointment,
    pass_on_next_offer,
    take_offer,
)
from portal.domain.appointments.queries import WITH_BOOKING
from portal.domain.appointments.waiting.drafts import WaitingDraft
from portal.domain.appointments.waiting.wishes import Wish
from portal.domain.booking.drafts import Contact, HoldDraft
from portal.domain.booking.models import Service
from portal.domain.booking.operations import hold_slot, release_hold
from portal.domain.booking.refusals import SlotTaken
from portal.domain.booking.words import Kind, Need
from portal.domain.errors import Refused
from tests.at_once import AtOnce
from tests.factories_appointments import make_appointment
from tests.factories_booking import (
    DESK,
    booking_draft,
    contact,
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
from tests.whole_book import halves, unequal

pytestmark = pytest.mark.slow
PROCESSES = 6
REQUESTS = int(os.environ.get("DESKBELL_RACE_REQUESTS", "120"))
DAYS = max(1, REQUESTS // 400)
AT = datetime(2026, 6, 1, 6, tzinfo=UTC)
NINE = wall("2026-06-02 09:00")
LONGEST = timedelta(hours=20)  # until the first time begins


class Visitor:
    """One process: people who book, hold, move, confirm, cancel and wait without knowing of the others."""

    def __init__(self, seed: int, services: list[int], requested: list[int], requests: int) -> None:
        """With chances and a clock of its own: those of two machines are never quite the same."""
        self.chance = random.Random(seed)
        self.services, self.requested, self.requests = services, requested, requests
        self.mine: list[int] = []
        self.forms: list[AppointmentDraft] = []
        self.tokens: list[tuple[str, HoldDraft]] = []
        self.said: Counter[str] = Counter()
        self.few, self.at = 0, AT

    def go_on(self) -> tuple[Counter[str], int]:
        """Each request in a transaction of its own. What came of them; how often too little was offered instead."""
        deck = [self.book] * 3 + [self.book_both] * 2 + [self.hold, self.hold_both, self.book_held, self.go]
        deck += [self.move, self.move, self.confirm]
        deck += [self.again, self.cancel, self.cancel, self.wait, self.take, self.take, self.decline, self.pass_on]
        for turn in range(self.requests):
            if turn % len(deck) == 0:
                self.chance.shuffle(deck)
            passed = min(timedelta(minutes=2) * self.requests, LONGEST) * turn / self.requests
            self.at = AT + passed + timedelta(seconds=self.chance.randrange(120))
            self.one_more(deck[turn % len(deck)])
        return self.said, self.few

    def one_more(self, verb) -> None:
        try:
            with transaction():
                done = verb()
            self.said[verb.__name__] += done is not False
        except SlotTaken as taken:
            self.said["SlotTaken"] += 1
            self.few += len(taken.alternatives) < 3
        except Refused as refusal:
            self.said[type(refusal).__name__] += 1
        except Exception as error:  # noqa: BLE001 - counted: there must be none
            self.said[f"ERROR {error!r}"[:300]] += 1

    def start(self) -> datetime:
        return NINE + timedelta(days=self.chance.randrange(DAYS), minutes=15 * self.chance.randrange(28))

    def service(self) -> Service:
        return session().get_one(Service, self.chance.choice(self.services))

    def two(self) -> tuple[Service, tuple[int, ...]]:
        """Of one visit (BR12)."""
        first, other = self.chance.sample(self.services, 2)
        return session().get_one(Service, first), (other,)

    def book(self) -> None:
        self.send_new(self.service())

    def book_both(self) -> None:
        self.send_new(*self.two())

    def send_new(self, service: Service, also_ids: tuple[int, ...] = ()) -> None:
        draft = self.draft(service, self.start(), form_key=secrets.token_hex(16), also_ids=also_ids)
        self.forms.append(draft)
        self.send(draft)

    def draft(self, service: Service, start_at: datetime, **facts) -> AppointmentDraft:
        return AppointmentDraft(booking_draft(service, start_at, contact=self.somebody(), **facts))

    def somebody(self) -> Contact:
        return contact(email=f"{secrets.token_hex(8)}@example.com")

    def again(self) -> bool | None:
        """A form that was sent before, whatever came of it (BE9)."""
        return self.send(self.chance.choice(self.forms)) if self.forms else False

    def send(self, draft: AppointmentDraft) -> None:
        self.mine.append(appoint(draft, new_keys(), by=NOBODY, at=self.at).booking_id)

    def hold(self) -> None:
        self.keep(self.service())

    def hold_both(self) -> None:
        self.keep(*self.two())

    def keep(self, service: Service, also_ids: tuple[int, ...] = ()) -> None:
        draft = replace(held_draft(service, self.start(), visitor=secrets.token_hex(8)), also_ids=also_ids)
        self.tokens.append((hold_slot(draft, by=NOBODY, at=self.at).token, draft))

    def book_held(self) -> bool | None:
        if not self.tokens:
            return False
        token, kept = self.tokens.pop()
        service = session().get_one(Service, kept.service_id)
        return self.send(self.draft(service, kept.start_at, hold_token=token, also_ids=kept.also_ids))

    def go(self) -> bool | None:
        return release_hold(self.tokens.pop(0)[0], by=NOBODY, at=self.at) if self.tokens else False

    def move(self) -> bool | None:
        return (
            False if not self.mine else move_appointment(self.one(self.mine), to(self.start()), by=NOBODY, at=self.at)
        )

    def cancel(self) -> bool | None:
        return False if not self.mine else call_off(self.one(self.mine), by=NOBODY, at=self.at)

    def confirm(self) -> None:
        confirm_appointment(self.one(self.requested), by=DESK, at=self.at)

    def wait(self) -> None:
        wish = Wish(NINE.date(), NINE.date() + timedelta(days=DAYS))
        draft = WaitingDraft(self.service().id, wish, self.somebody(), secrets.token_hex(32))
        join_waiting_list(draft, by=NOBODY, at=self.at)

    def take(self) -> bool | None:
        offer = self.offer()
        if offer is None:
            return False
        self.mine.append(take_offer(offer, new_keys(), by=NOBODY, at=self.at).booking_id)
        return True

    def decline(self) -> bool | None:
        offer = self.offer()
        return False if offer is None else decline_offer(offer, by=NOBODY, at=self.at)

    def pass_on(self) -> bool:
        return pass_on_next_offer(by=SYSTEM, at=self.at)

    def offer(self) -> WaitingOffer | None:
        """Anybody's: several take the same one at once, as by two taps."""
        found = select(WaitingOffer).where(WaitingOffer.ended_at.is_(None)).order_by(WaitingOffer.id).limit(3)
        offers = list(session().scalars(found))
        return self.chance.choice(offers) if offers else None

    def one(self, of: list[int]) -> Appointment:
        found = select(Appointment).where(Appointment.booking_id == self.chance.choice(of)).options(WITH_BOOKING)
        return session().scalars(found).one()


def visits(*given) -> tuple[Counter[str], int]:
    """What one process does."""
    return Visitor(*given).go_on()


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
        mails = (f"early{number}@example.com" for number in range(6))
        made = [
            make_appointment(asked_for, start, at=AT, by=NOBODY, email=next(mails)) for start in early for _ in range(3)
        ]
    return [one.id for one in services], [one.booking_id for one in made]


def test_six_processes_and_mixed_requests_leave_no_overlap_no_half_booking_and_no_error(app, workshop):
    services, requested = workshop
    at_once = AtOnce(app.config["PORTAL"], PROCESSES, patience=60 + REQUESTS)
    each = REQUESTS // PROCESSES
    answers = at_once(*((visits, seed, services, requested, each) for seed in range(PROCESSES)), in_steps=True)
    at_once.end()

    said: Counter[str] = sum((counted for counted, _ in answers), Counter())
    assert [what for what in said if what.startswith("ERROR")] == []
    met = {"SlotTaken", "book", "book_both", "hold_both", "move", "cancel", "confirm", "wait"}
    assert met <= {what for what, times in said.items() if times}, "Nobody met anybody: ask for more"
    assert sum(few for _, few in answers) == 0
    with app.app_context(), read_only():
        assert near(live()) == []
        assert halves() == []
        assert unequal() == []
