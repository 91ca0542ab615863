"""One ticket, and what its people do with it: each beat is one of them doing one thing through the portal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from portal.db import session
from portal.demo.cast import Staff
from portal.demo.clockwork import Clockwork
from portal.demo.customers import Customer, Member
from portal.demo.files import file_of
from portal.demo.scripts import Script
from portal.domain.actors import Actor
from portal.domain.attachments.operations import keep_upload
from portal.domain.attachments.store import Store
from portal.domain.tickets.drafts import CallDraft, ReplyDraft, TicketDraft
from portal.domain.tickets.models import Ticket
from portal.domain.tickets.operations import (
    add_note,
    assign_ticket,
    change_severity,
    claim_ticket,
    close_ticket,
    confirm_severity,
    enter_by_phone,
    open_ticket,
    reply,
)
from portal.domain.tickets.rules import Channel, State

MEGABYTE = 1_000_000


@dataclass(slots=True)
class Case:
    """Who is concerned, and where the conversation stands."""

    clockwork: Clockwork
    staff: Staff
    customer: Customer
    script: Script
    chance: Random
    agent: Actor
    store: Store
    areas: dict[str, int]
    caller_number: int = 0
    change_to: int | None = None  # a severity that the agent finds better
    gets_file: bool = False
    was_answered: bool = False
    ticket: Ticket = field(init=False)

    @property
    def caller(self) -> Member:
        """Who opened it."""
        return self.customer.members[self.caller_number % len(self.customer.members)]

    # ------------------------------------------------------------------------------------------------- the customer

    def open(self, at: datetime) -> None:
        """The caller opens it in the portal."""
        self.ticket = open_ticket(self._draft(at), by=self.caller.actor, at=at)

    def call(self, at: datetime) -> None:
        """The caller phones; the agent enters it a few minutes later."""
        said = self.script.line("called", self.chance, caller=self.caller.person.name)
        draft = self._draft(at, said=f"{said}\n\n{self._line('says')}", channel=Channel.PHONE)
        call = CallDraft(ticket=draft, person_id=self.caller.person.id, called_at=at - timedelta(minutes=6))
        self.ticket = enter_by_phone(call, by=self.agent, at=at)

    def answers(self, at: datetime) -> None:
        """The caller answers what was asked."""
        self._customer_says("answers", at)
        self.was_answered = True

    def thanks(self, at: datetime) -> None:
        """It works."""
        self._customer_says("thanks", at)

    def back(self, at: datetime) -> None:
        """It works no longer. After the time for reopening this makes a new ticket (S46)."""
        self._customer_says("back", at)

    def hurry(self, at: datetime) -> None:
        """The caller asks for news."""
        self._customer_says("hurry", at)

    # ----------------------------------------------------------------------------------------------------- the desk

    def take(self, at: datetime) -> None:
        """The agent claims it and agrees with the severity, or changes it with a reason (S44)."""
        claim_ticket(self.ticket, by=self.agent, at=at)
        session().flush()
        if self.change_to not in (None, self.ticket.severity):
            why = "raised" if self.change_to < self.ticket.severity else "lowered"
            reason, at = self._line(why), at + timedelta(minutes=1)
            change_severity(self.ticket, self.change_to, reason=reason, by=self.agent, at=at)
        elif self.chance.random() < 0.4:
            confirm_severity(self.ticket, by=self.agent, at=at)

    def given(self, at: datetime) -> None:
        """The lead gives it to the agent."""
        assign_ticket(self.ticket, self.staff.people[self.agent.person_id or 0], by=self.staff.lead, at=at)

    def ask(self, at: datetime) -> None:
        """A question; the ticket waits for the customer (S48)."""
        self._desk_says("ask", at, State.WAITING_FOR_CUSTOMER)

    def more(self, at: datetime) -> None:
        """One more question."""
        self._desk_says("more", at, State.WAITING_FOR_CUSTOMER)

    def progress(self, at: datetime) -> None:
        """Word of how far it is; the ticket stays open."""
        self._desk_says("progress", at, None)

    def note(self, at: datetime) -> None:
        """A word among staff."""
        add_note(self.ticket, ReplyDraft(body=self._line("notes")), by=self.agent, at=at)

    def wait(self, at: datetime) -> None:
        """Somebody else has to act."""
        self._desk_says("waits", at, State.WAITING_FOR_THIRD_PARTY)

    def fix(self, at: datetime) -> None:
        """What solves it, after question and answer or at once."""
        line = "short" if not self.was_answered and "short" in self.script.lines else "fix"
        self._desk_says(line, at, State.RESOLVED)

    def again(self, at: datetime) -> None:
        """What solves it the second time."""
        self._desk_says("again", at, State.RESOLVED)

    def closing(self, at: datetime) -> None:
        """A last word, and closed."""
        self._desk_says("closing", at, State.CLOSED)

    def close(self, at: datetime) -> None:
        """Closed without another word."""
        close_ticket(self.ticket, reason=self._line("done"), by=self.agent, at=at)

    # ------------------------------------------------------------------------------------------------------- how so

    def _draft(self, at: datetime, said: str = "", channel: Channel = Channel.PORTAL) -> TicketDraft:
        who = self.caller.person
        return TicketDraft(
            title=self.script.title[:1].upper() + self.script.title[1:],
            description=said or self._line("says"),
            severity=self.script.severity,
            area_id=self.areas[self.script.area],
            contact_name=who.name,
            contact_email=who.email,
            contact_phone=who.phone,
            facts=self.script.facts,
            uploads=self._attach(at) if self.gets_file and channel is Channel.PORTAL else None,
            channel=channel,
        )

    def _attach(self, at: datetime) -> str:
        name, content = file_of(self.script.file, self.chance, at)
        place = "demo#ticket"
        keep_upload(self.store.put(content, MEGABYTE), name, place, by=self.caller.actor, at=at)
        session().flush()
        return place

    def _line(self, name: str) -> str:
        return self.script.line(
            name, self.chance, caller=self.caller.person.name.split()[0], agent=self.agent.name.split()[0]
        )

    def _customer_says(self, line: str, at: datetime) -> None:
        message = reply(self.ticket, ReplyDraft(body=self._line(line)), by=self.caller.actor, at=at)
        self.ticket = message.ticket

    def _desk_says(self, line: str, at: datetime, then: State | None) -> None:
        reply(self.ticket, ReplyDraft(body=self._line(line), then=then), by=self.agent, at=at)


_NAMES = """open call answers thanks back hurry
take given ask more progress note wait fix again closing close"""
BEATS: dict[str, Callable[[Case, datetime], None]] = {name: getattr(Case, name) for name in _NAMES.split()}
BY_CUSTOMER = frozenset({"open", "call", "answers", "thanks", "back", "hurry"})
