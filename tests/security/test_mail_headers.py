"""What people type reaches a mail's headers as words alone (threats: mail header injection).

The letters themselves are tested in tests/worker/test_envelopes.py.
"""

import email
import email.policy
from datetime import UTC, datetime

import pytest
from flask import Flask

from portal.db import read_only, session, transaction
from portal.domain.house.queries import house
from portal.domain.outbox.models import Mail
from portal.web.mails import Reader, print_mail
from portal.worker.envelopes import letter_of
from tests.factories_tickets import area_id, make_customer

KNOWN = {
    *("content-type", "mime-version", "from", "to", "reply-to", "subject", "date", "message-id", "in-reply-to"),
    *("references", "auto-submitted", "x-auto-response-suppress"),
}
LINE_ENDS = [
    "\r\n",
    "\n",
    "\r",
    "\v",
    "\f",
    "\x85",
    "\u2028",
    "\u2029",
    "%0d%0a",
    "\\r\\n",
    "=?utf-8?q?=0D=0A?=",
    "\x1e",
]


@pytest.fixture
def customer(app: Flask):
    with app.app_context(), transaction():
        return make_customer()


@pytest.mark.parametrize("line_end", LINE_ENDS, ids=repr)
def test_a_title_a_name_and_an_address_add_no_header(app: Flask, customer, signed_in, line_end: str):
    mei = signed_in(customer.mei.person)
    evil = f"Hello{line_end}Bcc: eve@example.com{line_end}X-Evil: 1{line_end}{line_end}Body"
    with app.app_context(), read_only():
        area = str(area_id())
    mei.post("/account", {"name": evil[:100], "phone": "", "job_title": "", "locale": "en", "zone": "UTC"})
    fields = {
        "title": evil,
        "description": evil,
        "severity": "3",
        "area": area,
        "contact_name": evil[:100],
        "contact_email": "mei@example.com",
    }
    mei.post("/tickets", fields)
    mei.post("/tickets", fields | {"contact_email": f"mei@example.com{line_end}eve@example.com"}, status=422)
    with app.app_context(), read_only():
        mails = list(session().query(Mail))
        assert mails
        for mail in mails:
            assert [word for word in LINE_ENDS[:8] if word in mail.to_email] == []
            found = email.message_from_bytes(letter_for(mail), policy=email.policy.default)
            assert {name.lower() for name in found} <= KNOWN
            assert [one.addr_spec for one in found["To"].addresses] == [customer.mei.person.email]


def letter_for(mail: Mail) -> bytes:
    """As the worker writes it."""
    reader = Reader(mail.to_name, mail.to_email, mail.locale, mail.zone)
    return letter_of(
        print_mail(mail.kind, mail.values, reader=reader, house=house()),
        sender=("House", "support@example.com"),
        reply_to=("House", "support@example.com"),
        recipient=(mail.to_name, mail.to_email),
        message_id=str(mail.id),
        thread=mail.thread,
        host="desk.example.com",
        at=datetime(2026, 3, 6, tzinfo=UTC),
    )
