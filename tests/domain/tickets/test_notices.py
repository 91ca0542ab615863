"""Every mail about tickets says whose they are, so that it is kept from whom they are kept (P2, P30)."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

import portal
from portal.db import session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.outbox.models import Mail
from portal.domain.rights import Role
from portal.domain.staffing.operations import close_account
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.operations import (
    assign_ticket,
    change_severity,
    close_next_silent,
    close_ticket,
    record_next_breach,
    remind_next_silent,
    reply,
    resolve_ticket,
)
from portal.domain.tickets.rules import State
from tests.factories_tickets import MONDAY, make_agent, make_customer, make_ticket, ny

CLOSES = ny("2026-06-08 20:00")
KINDS = {path.stem for path in (Path(portal.__file__).parent / "templates" / "mail").glob("ticket*.html")}


def a_story_of_every_mail() -> int:
    """One ticket is talked about and closed, one falls silent, one is late; then their agent leaves. Whose they are."""
    customer, dana, sam = make_customer(), make_agent("Dana", Role.SUPPORT_LEAD), make_agent()
    ada = make_agent("Ada", Role.ADMINISTRATOR)
    talked, silent, late = (make_ticket(customer.mei) for _ in range(3))
    for ticket in (talked, silent, late):
        assign_ticket(ticket, sam.person, by=dana.actor, at=MONDAY)
    ask = ReplyDraft(body="Which build?", then=State.WAITING_FOR_CUSTOMER)
    for ticket in (talked, silent):
        reply(ticket, ask, by=sam.actor, at=MONDAY)
    reply(talked, ReplyDraft(body="6.1"), by=customer.mei.actor, at=MONDAY)
    change_severity(talked, 2, reason="All phones", by=sam.actor, at=MONDAY)
    resolve_ticket(talked, by=sam.actor, at=MONDAY)
    close_ticket(talked, reason="Works", by=sam.actor, at=MONDAY)
    session().flush()
    remind_next_silent(by=SYSTEM, at=CLOSES - timedelta(hours=1))
    close_next_silent(by=SYSTEM, at=CLOSES)
    record_next_breach(by=SYSTEM, at=CLOSES)
    close_account(sam.person, by=ada.actor, at=CLOSES)
    return customer.organisation.id


def test_every_kind_of_mail_about_a_ticket_says_whose_it_is(app):
    with app.app_context(), transaction():
        whose = a_story_of_every_mail()
        posted = session().execute(select(Mail.kind, Mail.about_organisation_id)).all()
        assert {kind for kind, about in posted if about == whose} == KINDS
        assert {kind for kind, about in posted if about != whose} == set()
