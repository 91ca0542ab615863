"""Tickets kept from somebody on staff, and what becomes of the tickets of somebody who leaves (P1, P2)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.db import session, transaction
from portal.domain.actors import SYSTEM, Actor
from portal.domain.audit.models import AuditEntry
from portal.domain.audit.queries import EntryFilter, entries_for
from portal.domain.errors import NotThere, RightMissing
from portal.domain.organisations.models import Organisation
from portal.domain.outbox.models import Mail
from portal.domain.outbox.queries import mails_for
from portal.domain.people.models import Person, SignIn, WithheldSight
from portal.domain.people.operations import change_roles, erase_account, give_back_sight
from portal.domain.people.queries import hashed, signed_in
from portal.domain.people.refusals import AdministratorSeesAll, OnlyFromStaff, SightReasonMissing, TicketsAreKept
from portal.domain.people.sights import sight_withheld
from portal.domain.rights import Role
from portal.domain.staffing.operations import close_account, set_roles, withhold_sight
from portal.domain.tickets.drafts import CallDraft, ReplyDraft
from portal.domain.tickets.listing import Filters, counts, tickets_of
from portal.domain.tickets.models import Assignment, Message, Ticket
from portal.domain.tickets.operations import (
    add_note,
    assign_ticket,
    claim_ticket,
    close_ticket,
    enter_by_phone,
    mark_presence,
    record_next_breach,
    reply,
)
from portal.domain.tickets.queries import agents, callers_called, message_for, ticket_for, who_calls
from portal.domain.tickets.refusals import KeptFromThem
from tests.factories_tickets import MONDAY, draft_of_ticket, make_agent, make_customer, make_ticket

LATER = MONDAY + timedelta(minutes=5)


class Desk:
    """Two customers, Sam's tickets of both, and who works here."""

    def __init__(self) -> None:
        """Sam has a ticket of each."""
        self.corvid, self.contoso = make_customer("Corvid"), make_customer("Contoso")
        self.ada = make_agent("Ada", Role.ADMINISTRATOR)
        self.dana = make_agent("Dana", Role.SUPPORT_LEAD)
        self.sam = make_agent("Sam Ortiz")
        self.numbers = {}
        for name, customer in (("corvid", self.corvid), ("contoso", self.contoso)):
            ticket = make_ticket(customer.mei, title=f"Of {name}")
            assign_ticket(ticket, self.sam.person, by=self.dana.actor, at=MONDAY)
            self.numbers[name] = ticket.number

    def keep(self, doer, customer=None, at=LATER) -> Actor:
        """Keep Contoso's tickets from somebody; how they act from now on."""
        organisation = (customer or self.contoso).organisation
        withhold_sight(doer.person, organisation, "Her brother runs it", by=self.ada.actor, at=at)
        session().flush()
        return replace(doer.actor, withheld=frozenset({organisation.id}))

    def ticket(self, name: str) -> Ticket:
        """Of that customer, as the administrator sees it."""
        return ticket_for(self.ada.actor, self.numbers[name])


@pytest.fixture
def desk(app):
    with app.app_context(), transaction():
        yield Desk()


def mails(kind: str) -> dict[str, dict]:
    """What was posted of that kind, by whom it goes to."""
    return {mail.to_name: mail.values for mail in session().scalars(select(Mail).where(Mail.kind == kind))}


def test_kept_tickets_are_in_no_list_no_count_and_not_found_by_number(desk):
    """P2: as if they weren't there."""
    sam = desk.keep(desk.sam)
    for filters in (
        Filters(),
        Filters(state="all"),
        Filters(text="Of contoso"),
        Filters(text=str(desk.numbers["contoso"])),
    ):
        assert all(row.organisation == "Corvid" for row in tickets_of(sam, filters).rows)
    assert [row.title for row in tickets_of(sam, Filters()).rows] == ["Of corvid"]
    assert sum(counts(sam, LATER)[1:]) == 1
    assert ticket_for(sam, desk.numbers["contoso"]) is None
    assert ticket_for(sam, desk.numbers["corvid"]) is not None


def test_who_has_read_the_number_before_can_do_nothing_with_the_ticket(desk):
    ticket = desk.ticket("contoso")
    sam, draft = desk.keep(desk.sam), ReplyDraft(body="Looks like DNS")
    call = CallDraft(ticket=draft_of_ticket(), person_id=desk.contoso.mei.id, called_at=MONDAY)
    said = session().scalars(select(Message.id).where(Message.ticket_id == ticket.id)).one()
    for attempt in (
        lambda: claim_ticket(ticket, by=sam, at=LATER),
        lambda: reply(ticket, draft, by=sam, at=LATER),
        lambda: add_note(ticket, draft, by=sam, at=LATER),
        lambda: assign_ticket(ticket, desk.dana.person, by=sam, at=LATER),
        lambda: mark_presence(ticket, is_writing=True, by=sam, at=LATER),
        lambda: enter_by_phone(call, by=sam, at=LATER),
    ):
        with pytest.raises(NotThere):
            attempt()
    assert message_for(sam, ticket.number, said) is None
    assert message_for(desk.dana.actor, ticket.number, said) is not None


def test_their_callers_are_not_offered_on_the_phone(desk):
    sam = desk.keep(desk.sam)
    assert {found.organisation for found in callers_called(desk.sam.actor, "mei", LATER)} == {"Corvid", "Contoso"}
    assert {found.organisation for found in callers_called(sam, "mei", LATER)} == {"Corvid"}
    assert who_calls(sam, desk.contoso.mei.id, LATER) is None
    assert who_calls(sam, desk.corvid.mei.id, LATER) is not None


def test_nobody_is_given_a_ticket_that_is_kept_from_them(desk):
    desk.keep(desk.sam)
    assert [person.name for person in agents(desk.contoso.organisation.id)] == ["Ada", "Dana"]
    with pytest.raises(KeptFromThem, match="kept from Sam Ortiz"):
        assign_ticket(desk.ticket("contoso"), desk.sam.person, by=desk.dana.actor, at=LATER)


def test_what_they_had_is_nobodys_with_a_row_and_a_mail_to_the_leads(desk):
    desk.keep(desk.sam)
    contoso = desk.ticket("contoso")
    assert (contoso.assignee_id, desk.ticket("corvid").assignee_id) == (None, desk.sam.id)
    last = session().scalars(select(Assignment).order_by(Assignment.id.desc()).limit(1)).one()
    assert (last.ticket_id, last.assignee_id, last.by_id) == (contoso.id, None, desk.ada.id)
    assert mails("tickets_released") == {"Dana": {"name": "Sam Ortiz", "numbers": [contoso.number]}}


def test_a_closed_ticket_does_not_come_back_to_somebody_who_cannot_see_it(desk):
    """S46: it can be opened again by its customer."""
    ticket = desk.ticket("contoso")
    reply(ticket, ReplyDraft(body="Try again"), by=desk.sam.actor, at=MONDAY)
    close_ticket(ticket, reason="Works", by=desk.sam.actor, at=MONDAY)
    desk.keep(desk.sam)
    assert ticket.assignee_id is None
    assert mails("tickets_released") == {}
    reply(ticket, ReplyDraft(body="It doesn't"), by=desk.contoso.mei.actor, at=LATER)
    assert "Sam Ortiz" not in mails("ticket_customer_replied")


def test_no_mail_tells_them_what_they_may_not_see_not_even_one_that_waits(desk):
    """A lead who loses the sight of a customer's tickets hears of no broken promise either (SE44)."""
    assert set(mails("ticket_assigned")) == {"Sam Ortiz"}
    desk.keep(desk.sam)
    assert [mail["title"] for mail in mails("ticket_assigned").values()] == ["Of corvid"]
    desk.keep(desk.dana)
    much_later = MONDAY + timedelta(days=9)
    while record_next_breach(by=SYSTEM, at=much_later):
        session().flush()
    told = session().scalars(select(Mail).where(Mail.kind == "ticket_breached")).all()
    assert {(mail.to_name, mail.values["title"]) for mail in told} == {
        ("Sam Ortiz", "Of corvid"),
        ("Ada", "Of contoso"),
    }


def test_mails_and_the_log_keep_it_from_them_too(desk):
    dana = desk.keep(desk.dana)
    session().flush()
    listed = mails_for(dana)
    assert listed
    assert not {desk.contoso.organisation.id} & {mail.organisation_id for mail in listed}
    assert not {desk.contoso.organisation.id} & {mail.about_organisation_id for mail in listed}
    log = entries_for(dana, EntryFilter(), most=500)
    assert desk.contoso.organisation.id not in {entry.organisation_id for entry in log}
    assert not [entry for entry in log if entry.action.startswith("person.sight")]
    assert [e for e in entries_for(desk.ada.actor, EntryFilter(), most=500) if e.action == "person.sight_withheld"]


def test_it_holds_from_the_next_request_on_and_ends_when_it_is_given_back(desk):
    session().add(
        SignIn(
            person_id=desk.sam.id,
            token_hash=hashed("t" * 43),
            started_at=MONDAY,
            seen_at=MONDAY,
            expires_at=MONDAY + timedelta(days=1),
        )
    )
    session().flush()
    assert signed_in("t" * 43, at=LATER).withheld == frozenset()
    desk.keep(desk.sam)
    desk.keep(desk.sam, desk.corvid)
    both = frozenset({desk.contoso.organisation.id, desk.corvid.organisation.id})
    sam = signed_in("t" * 43, at=LATER)
    assert (sam.withheld, sam.roles) == (both, frozenset({Role.AGENT}))
    assert tickets_of(sam, Filters()).rows == []
    give_back_sight(sight_withheld(desk.sam.id, desk.contoso.organisation.id), by=desk.ada.actor, at=LATER)
    session().flush()
    assert signed_in("t" * 43, at=LATER).withheld == {desk.corvid.organisation.id}
    actions = session().scalars(
        select(AuditEntry.action).where(AuditEntry.subject_id == desk.sam.id).order_by(AuditEntry.id)
    )
    assert [one for one in actions if "sight" in one] == [
        "person.sight_withheld",
        "person.sight_withheld",
        "person.sight_given_back",
    ]


def test_keeping_twice_is_keeping_once(desk):
    desk.keep(desk.sam)
    desk.keep(desk.sam)
    assert len(session().scalars(select(WithheldSight)).all()) == 1


def test_an_administrator_sees_all(desk):
    """Who could lift it can't be under it; and who is under it doesn't become one."""
    organisation = desk.contoso.organisation
    with pytest.raises(AdministratorSeesAll):
        withhold_sight(desk.ada.person, organisation, "Why", by=SYSTEM, at=LATER)
    desk.keep(desk.sam)
    with pytest.raises(TicketsAreKept, match="Sam Ortiz"):
        change_roles(desk.sam.person, {Role.ADMINISTRATOR}, by=desk.ada.actor, at=LATER)


def test_only_from_staff_and_with_a_reason(desk):
    organisation: Organisation = desk.contoso.organisation
    with pytest.raises(OnlyFromStaff):
        withhold_sight(desk.corvid.mei.person, organisation, "Why", by=desk.ada.actor, at=LATER)
    with pytest.raises(SightReasonMissing):
        withhold_sight(desk.sam.person, organisation, "  ", by=desk.ada.actor, at=LATER)


def test_who_leaves_leaves_nothing_behind(desk):
    """P1: the open tickets of a closed account are nobody's, and the leads read which."""
    close_account(desk.sam.person, by=desk.ada.actor, at=LATER)
    session().flush()
    assert [desk.ticket(name).assignee_id for name in desk.numbers] == [None, None]
    assert mails("tickets_released") == {"Dana": {"name": "Sam Ortiz", "numbers": sorted(desk.numbers.values())}}


def test_who_works_on_tickets_no_longer_has_none(desk):
    """P1: as the account's end, for another role; who keeps the right keeps the tickets."""
    set_roles(desk.sam.person, {Role.ACCOUNT_MANAGER, Role.PARTS}, by=desk.ada.actor, at=LATER)
    session().flush()
    assert {desk.ticket(name).assignee_id for name in desk.numbers} == {desk.sam.id}
    set_roles(desk.sam.person, {Role.PARTS}, by=desk.ada.actor, at=LATER)
    session().flush()
    assert [desk.ticket(name).assignee_id for name in desk.numbers] == [None, None]
    assert mails("tickets_released") == {"Dana": {"name": "Sam Ortiz", "numbers": sorted(desk.numbers.values())}}


def test_nobody_is_told_of_a_ticket_whose_role_does_not_work_on_tickets(desk):
    """P2: a ticket that stayed with somebody tells the leads of its breach, and nobody of the customer's words."""
    ticket = desk.ticket("corvid")
    change_roles(desk.sam.person, {Role.WORKSHOP}, by=desk.ada.actor, at=LATER)  # the half that releases nothing
    reply(ticket, ReplyDraft(body="Still"), by=desk.corvid.mei.actor, at=LATER)
    while record_next_breach(by=SYSTEM, at=MONDAY + timedelta(days=9)):
        session().flush()
    assert mails("ticket_customer_replied") == {}
    assert set(mails("ticket_breached")) == {"Dana"}


def test_a_claim_looks_anew_at_what_was_taken_since_the_request_began(desk):
    """P2, P21: Kim's request was let in before the administrator kept the tickets from her."""
    kim, theirs = make_agent("Kim"), desk.ticket("contoso")
    assign_ticket(theirs, None, by=desk.dana.actor, at=MONDAY)
    desk.keep(kim)
    with pytest.raises(NotThere):
        claim_ticket(theirs, by=kim.actor, at=LATER)
    set_roles(kim.person, {Role.WORKSHOP}, by=desk.ada.actor, at=LATER)
    ours = make_ticket(desk.corvid.mei)
    with pytest.raises(RightMissing):
        claim_ticket(ours, by=kim.actor, at=LATER)


def test_a_lead_reads_of_released_tickets_only_what_they_may_see(desk):
    desk.keep(desk.dana)
    close_account(desk.sam.person, by=desk.ada.actor, at=LATER)
    assert mails("tickets_released")["Dana"]["numbers"] == [desk.numbers["corvid"]]


def test_an_erased_person_is_under_no_restriction_any_more(desk):
    """P24: the reason was about them."""
    desk.keep(desk.sam)
    erase_account(session().get_one(Person, desk.sam.id), "Somebody", by=desk.ada.actor, at=LATER)
    assert session().scalars(select(WithheldSight)).all() == []
