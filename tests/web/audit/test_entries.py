"""The audit log on the screen: everything, chosen by its address, changed by nobody (P22, S55)."""

import re
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.blueprints.audit.words import ACTIONS, SUBJECTS
from portal.clock import now
from portal.db import db, session, transaction
from portal.domain.audit.models import AuditEntry
from portal.domain.audit.operations import record
from portal.domain.people.models import Person
from portal.domain.rights import Role
from tests.factories_people import actor_of, make_person, stored_person
from tests.factories_roster import make_customer

ROOT = Path(__file__).parents[3]


@pytest.fixture
def dana(app) -> Person:
    return stored_person(app, Role.ADMINISTRATOR, name="Dana")


@pytest.fixture
def told(app, dana):
    """60 things happened at Acme, one elsewhere."""
    with app.app_context(), transaction():
        acme = make_customer("Acme", at=now())
        mei = make_person(Role.CONTACT, name="Mei", organisation_id=acme.id)
        sam = make_person(Role.AGENT, name="Sam")
        for number in range(60):
            record(
                actor_of(sam, address="192.0.2.7", request_id="abc"),
                "person.changed",
                mei,
                at=now(),
                changes={"number": [None, number]},
            )
        record(actor_of(dana), "house.changed", dana, at=now(), text="<script>alert(1)</script>")
        return {"acme": acme.id, "mei": mei.id, "sam": sam.id}


def test_the_newest_entries_come_first_some_at_a_time(signed_in, dana, told):
    browser = signed_in(dana)
    first = browser.get("/audit?from=2001-01-01&organisation=&kind=people")
    lines = first.texts("#entries > li")
    assert len(lines) == 50
    assert lines[0].split(" ", 1)[1].startswith("Settings changed · Person")
    assert "Sam · Acme · 192.0.2.7 · abc · person.changed changes: number: – → 59" in lines[1]
    rest = browser.get(first.link("Next page"))
    assert len(rest.texts("#entries > li")) == 11
    assert "<script>alert" not in first.html


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("action=house.changed", 1),
        ("action=person", 50),
        ("action=person.changed&person={sam}&organisation={acme}", 50),
        ("kind=people&subject={mei}", 50),
        ("from=2000-01-01&until=2000-12-31", 0),
        ("until=2000-12-31", 0),
        ("from=2001-01-01", 50),
        ("action=%25", 0),
    ],
)
def test_the_address_chooses(signed_in, dana, told, query, count):
    page = signed_in(dana).get("/audit?" + query.format(**told))
    assert len(page.soup.select("#entries > li")) == count


@pytest.mark.parametrize(
    "query",
    [
        "person=x",
        "organisation=99999999999999999999999",
        "from=0001-01-01",
        "until=9999-12-31",
        "from=yesterday",
        "before=-1",
        "subject=0",
        "action=" + "x" * 500,
        "kind=%00",
    ],
)
def test_nonsense_in_the_address_breaks_nothing(signed_in, dana, told, query):
    signed_in(dana).get(f"/audit?{query}")


@pytest.mark.parametrize("role", [Role.AGENT, Role.ACCOUNT_MANAGER])
def test_who_may_not_see_it_does_not(app, signed_in, role):
    signed_in(stored_person(app, role)).get("/audit", status=403)


def test_a_support_lead_sees_it(app, signed_in, told):
    signed_in(stored_person(app, Role.SUPPORT_LEAD)).get("/audit")


@pytest.mark.parametrize("statement", ["UPDATE audit_entries SET action = 'x'", "DELETE FROM audit_entries"])
def test_not_even_the_database_lets_it_be_changed(app, told, statement):

    with app.app_context(), pytest.raises(DBAPIError, match="append-only"), transaction():
        session().execute(text(statement))
    with app.app_context(), transaction():
        assert session().query(AuditEntry).count() >= 61


def test_every_action_and_subject_has_words():
    """What operations record, they record in one line: record(by, "ticket.opened", ticket, ...)."""
    sources = [path.read_text() for path in (ROOT / "portal" / "domain").rglob("*.py")]
    recorded = {
        code
        for source in sources
        for code in re.findall(r'\brecord\(\s*[^"()]*(?:\([^"()]*\)[^"()]*)*"(\w+\.\w+)"', source)
    }
    assert len(recorded) > 50
    assert recorded - set(ACTIONS) == set()
    assert set(SUBJECTS) <= {table.name for table in db.metadata.sorted_tables}
