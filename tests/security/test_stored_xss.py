"""Whatever somebody types, nobody's browser runs it: list, page, fragment, mail (threats: stored XSS)."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from portal.clock import now
from portal.db import read_only, session, transaction
from portal.domain.house.queries import house
from portal.domain.outbox.models import Mail
from portal.domain.people.models import Person
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.operations import add_note, change_severity, close_ticket, reply
from portal.domain.tickets.queries import ticket_for
from portal.web.forms import clean
from portal.web.mails import Reader, print_mail
from portal.web.markdown import rendered
from tests.factories_tickets import area_id, make_agent, make_customer, make_ticket
from tests.security.payloads import PAYLOADS, WHOLE, executable

AT = now() - timedelta(hours=3)
TITLES = [title for title in (str(clean(one))[:150] for one in PAYLOADS) if title]  # as the forms take them


def look(browser, address: str, method: str = "GET", **args):
    """What came, without the client's manners: it would take a typed "{{" for a fault of ours."""
    return browser._send(method, address, **args)


def test_there_are_enough_payloads():
    assert len(PAYLOADS) >= 150


@pytest.mark.once
def test_no_message_runs_anything_however_it_is_written():
    """Every payload by itself, quoted, in a list, in code, in a link's text."""
    ways = [
        "{}",
        "> {}",
        "* {}",
        "`{}`",
        "```\n{}\n```",
        "[{}](https://example.com)",
        "**{}**",
        "On Monday Sam wrote:\n> {}",
        "|a|\n|-|\n|{}|",
    ]
    wrong = {}
    for payload in PAYLOADS:
        for way in ways:
            text = rendered(way.replace("{}", payload))
            if found := executable(f"<!doctype html><div>{text.own}{text.quoted}</div>"):
                wrong[way.replace("{}", payload)] = found
    assert wrong == {}


@pytest.fixture
def people(app):
    with app.app_context(), transaction():
        return make_customer(), make_agent()


@pytest.mark.once
@pytest.mark.slow
def test_titles_and_names_run_nothing_in_list_page_and_fragment(app, people, signed_in):
    customer, sam = people
    with app.app_context(), transaction():
        for person in session().scalars(select(Person)):
            person.name = f'{person.name}"><img src=x onerror=alert(1)>'
        for title in TITLES:
            make_ticket(customer.mei, AT, title=title, contact_name=title[:100])
    agent, mei = signed_in(sam.person), signed_in(customer.mei.person)
    seen, address = 0, "/tickets?state=all"
    while address:
        page = look(agent, address)
        assert executable(page.html) == []
        text = page.soup.get_text()
        seen += sum(title in text for title in TITLES)
        more = page.soup.select_one('a[href*="after="]')
        address = str(more["href"]) if more else ""
    assert seen > 150
    for number in range(1001, 1001 + len(TITLES), 40):
        for browser in (agent, mei):
            assert executable(look(browser, f"/tickets/{number}").html) == []
            assert executable(look(browser, f"/tickets/{number}", headers={"HX-Request": "true"}).html) == []


def test_messages_and_reasons_run_nothing_on_the_page(app, people, signed_in):
    customer, sam = people
    with app.app_context(), transaction():
        ticket = make_ticket(customer.mei, AT, description="See:\n\n" + "\n\n".join(WHOLE))
        for begin in range(0, len(PAYLOADS), 12):
            body = "See:\n\n" + "\n\n".join(PAYLOADS[begin : begin + 12])
            reply(ticket, ReplyDraft(body=body, seen_message_id=9_999), by=sam.actor, at=AT)
            add_note(ticket, ReplyDraft(body=body), by=sam.actor, at=AT)
        for severity, reason in zip([1, 2] * 30, WHOLE, strict=False):
            change_severity(ticket_for(sam.actor, ticket.number), severity, reason=reason, by=sam.actor, at=AT)
        close_ticket(ticket_for(sam.actor, ticket.number), reason=WHOLE[0], by=sam.actor, at=AT)
    for person in (sam.person, customer.mei.person):
        page = look(signed_in(person), f"/tickets/{ticket.number}")
        assert executable(page.html) == []
        assert "{{7*7}}" in page.html or "49" not in page.html


@pytest.mark.slow
@pytest.mark.once
def test_mails_about_it_run_nothing_and_say_it_in_plain_text(app, people, signed_in):
    customer, sam = people
    with app.app_context():
        with transaction():
            for person in session().scalars(select(Person)):
                person.name = f"<b>{person.name}</b>"
            for title in TITLES[::7]:
                ticket = make_ticket(customer.mei, AT, title=title)
                reply(ticket, ReplyDraft(body=f"See {title}", seen_message_id=9_999), by=sam.actor, at=AT)
                close_ticket(ticket_for(sam.actor, ticket.number), reason=f"See {title}", by=sam.actor, at=AT)
        with read_only():
            mails = list(session().scalars(select(Mail)))
            for mail in mails:
                printed = print_mail(
                    mail.kind, mail.values, reader=Reader(mail.to_name, mail.to_email, "en", "UTC"), house=house()
                )
                assert executable(printed.html, is_mail=True) == [], mail.kind
                assert "\n" not in printed.subject
                assert "&lt;" not in printed.text.replace("&amp;lt;", "").replace(
                    str(mail.values), ""
                ) or "&lt;" in str(mail.values)
            newest = mails[-1].id
    assert len(mails) > 60
    agent = signed_in(sam.person)
    assert executable(look(agent, "/mails").html) == []
    assert executable(look(agent, f"/mails/{newest}").html) == []


def test_typed_through_the_forms_it_comes_back_as_text(app, people, signed_in):
    """Intake with a file, the refused form with everything in it, the account, the organisation's people."""
    customer, _sam = people
    mei = signed_in(customer.mei.person)
    with app.app_context(), read_only():
        area = str(area_id())
    for payload in WHOLE[::6]:
        fields = {
            "title": payload,
            "description": payload,
            "severity": "3",
            "area": area,
            "contact_name": payload[:100],
            "at_page": "/tickets/new#ticket",
        }
        token = {"csrf_token": mei.csrf or mei._fetch_csrf()}
        wrong = {"contact_email": payload, "device_count": payload}
        refused = look(mei, "/tickets", "POST", data=token | fields | wrong)
        assert refused.status == 422
        assert executable(refused.html) == []
        kept = re.sub("[\u202a-\u202e\u2066-\u2069]", "", payload)  # what turns the direction of the line is dropped
        assert refused.value("title") == kept.strip()
        files = [(BytesIO(b"harmless"), f"{payload}.txt")]
        right = {"contact_email": "mei@example.com", "files": files}
        taken = look(mei, mei.post("/tickets", {**fields, **right}).location)
        assert taken.status == 200
        assert executable(taken.html) == []
    account = {
        "name": WHOLE[0],
        "phone": WHOLE[1][:30],
        "job_title": WHOLE[2],
        "locale": "en",
        "zone": "UTC",
        "at_page": "/account#account",
    }
    mei.post("/account", account)
    for address in ("/account", "/tickets", "/roster", "/roster/history", "/organisation", "/nothing-here<script>"):
        assert executable(look(mei, address).html) == []
