"""Exporting and erasing people, on the administrators' pages (P24)."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from portal.clock import now
from portal.db import read_only, transaction
from portal.domain.audit.models import AuditEntry
from portal.domain.rights import Role
from tests.factories_people import stored_person
from tests.factories_roster import make_customer, make_named_caller


@pytest.fixture
def dana(app, signed_in):
    return signed_in(stored_person(app, Role.ADMINISTRATOR, name="Dana"))


@pytest.fixture
def acme(app):
    with app.app_context(), transaction():
        return make_customer("Acme", at=now())


@pytest.fixture
def tom(app, acme):
    return stored_person(app, Role.CONTACT, name="Tom Petrov", email="tom@example.com", organisation_id=acme.id)


def rows_of(answer, table) -> list[dict]:
    """The rows in the archive that was sent."""
    with answer, ZipFile(BytesIO(answer.data)) as archive:
        return json.loads(archive.read(f"{table}.json"))


def test_an_administrator_erases_a_person_after_typing_the_address(dana, tom):
    form = dana.get(dana.get(f"/people/{tom.id}").link("Erase for good"))
    assert form.h1 == "Erase Tom Petrov"
    again = dana.submit(form, "erasure", email="tim@example.com", status=422)
    assert "Enter tom@example.com to erase this person." in again.text("[role=alert]")
    page = dana.follow(dana.submit(again, "erasure", email="Tom@example.com"))
    assert page.h1 == f"Erased person {tom.id}"
    assert "Erased on request" in page.text("main")
    assert not page.soup.select("main input[name=name]")
    assert "Tom" not in page.text()


def test_a_named_caller_is_refused_with_what_to_do_first(app, dana, acme):
    with app.app_context(), transaction():
        mei = make_named_caller(acme, "Mei Lin", at=now()).person
    form = dana.get(f"/people/{mei.id}/erasure/new")
    page = dana.submit(form, "erasure", email=mei.email, status=409)
    assert "Mei Lin has a place on the roster." in page.text("[role=alert]")


def test_a_person_is_exported_as_a_zip_file_that_no_browser_keeps_and_the_log_says_so(app, dana, tom):
    answer = dana.submit(dana.get(f"/people/{tom.id}"), "Export as ZIP file", status=200).response
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"].startswith(f"attachment; filename=person-{tom.id}-")
    assert rows_of(answer, "people")[0]["email"] == "tom@example.com"
    with app.app_context(), read_only() as session:
        assert session.query(AuditEntry).filter_by(action="person.exported", subject_id=tom.id).count() == 1


def test_an_organisation_is_exported_as_a_zip_file(app, dana, acme, tom):
    answer = dana.submit(dana.get(f"/organisations/{acme.id}"), "Export as ZIP file", status=200).response
    assert [one["name"] for one in rows_of(answer, "people")] == ["Tom Petrov"]
    with app.app_context(), read_only() as session:
        assert session.query(AuditEntry).filter_by(action="organisation.exported").one().organisation_id == acme.id


def test_a_support_lead_is_offered_neither(app, signed_in, acme, tom):
    lead = signed_in(stored_person(app, Role.SUPPORT_LEAD))
    assert "Export" not in lead.get(f"/organisations/{acme.id}").text("main")
    lead.post(f"/organisations/{acme.id}/export", status=403)
    lead.post(f"/people/{tom.id}/export", status=403)
    lead.get(f"/people/{tom.id}/erasure/new", status=403)
