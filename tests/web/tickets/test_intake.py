"""The intake page: all of S40, the severities of S42, files, and nothing typed is ever lost."""

import io
from datetime import timedelta

import pytest

from portal.clock import now
from portal.db import read_only, session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.attachments import operations
from portal.domain.attachments.models import Attachment
from portal.domain.house.queries import house
from portal.domain.tickets.models import ProductArea
from portal.domain.tickets.operations import retire_area
from portal.domain.tickets.queries import conversation, ticket_for
from portal.web import uploads
from tests.factories_tickets import GOOD_IMEI, area_id, make_agent, make_customer

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def customer(app):
    with app.app_context(), transaction():
        return make_customer()


@pytest.fixture
def mei(customer, signed_in):
    return signed_in(customer.mei.person)


@pytest.fixture
def fields(app, customer):
    with app.app_context(), read_only():
        return {
            "title": "Enrolment fails on every new phone",
            "description": "No new device finishes enrolment: **“Couldn't set up”**.",
            "severity": "1",
            "area": str(area_id("management")),
            "contact_name": "Mei Lin",
            "contact_email": "mei@example.com",
            "at_page": "/tickets/new#ticket",
        }


def number_in(page):
    return int(page.location.rsplit("/", 1)[1])


def test_the_page_asks_what_is_needed_now_and_what_can_wait(mei):
    page = mei.get("/tickets/new")
    assert page.h1 == "New ticket"
    assert page.texts("legend.fieldset-legend, fieldset > legend")[0] == "Needed now"
    assert page.value("contact_name") == "Mei Lin"
    assert "no phone of the fleet" in page.text("#severity")  # S42, with examples
    assert len(page.soup.select("#area option")) == 8  # S41


def test_a_ticket_is_opened_with_number_and_promise_s43_s56(app, mei, customer, fields):
    page = mei.follow(mei.post("/tickets", fields))
    assert page.h1 == fields["title"]
    assert "Elite" in page.text(".page-title")
    assert page.text(".deadline-big").startswith("We answer by")
    assert "around the clock" in page.text(".explain")
    assert "Couldn't set up" in page.text(".message strong")
    assert "what you expected" in page.text(".notice")  # still needed


def test_all_that_is_asked_is_kept_and_shown_s40(app, mei, customer, fields):
    more = {
        "expected": "Enrolment finishes",
        "impact": "412 phones wait",
        "since": "Monday 09:00",
        "reproducible": "always",
        "steps": "1. Unbox",
        "device_model": "S20 G988U",
        "imeis": f"{GOOD_IMEI}\n35-693803-564380-9",
        "device_count": "412",
        "os_build": "One UI 6.1",
        "carrier": "Verizon",
        "service_id": "SV-17",
        "earlier_number": "1001",
        "other_details": "Intune",
        "files": (io.BytesIO(PNG), "screen.png"),
    }
    page = mei.follow(mei.post("/tickets", {**fields, **more}))
    assert "Still needed" not in page.text("main")
    for word in ("412 phones wait", "S20 G988U", GOOD_IMEI, "356938035643809", "Verizon", "Intune", "screen.png"):
        assert word in page.text("main"), word


def test_what_is_missing_is_said_by_the_field_and_all_comes_back(mei, fields):
    fields |= {"title": "", "imeis": "123", "device_count": "many", "expected": "It works", "severity": "2"}
    page = mei.post("/tickets", fields, status=422)
    assert page.text("#title-error").startswith("Enter a title")
    assert "“123” isn't an IMEI" in page.text("#imeis-error")
    assert page.text("#device_count-error").startswith("Enter a whole number")
    assert page.value("expected") == "It works"
    assert page.value("severity") == "2"
    assert page.value("description") == fields["description"]


def test_an_area_retired_since_the_form_was_opened_is_said_at_its_field_and_nothing_typed_is_lost_s41(app, mei, fields):
    with app.app_context(), transaction():
        retire_area(session().get_one(ProductArea, int(fields["area"])), by=SYSTEM, at=now())
    said = "This product area is no longer offered."
    page = mei.post("/tickets", fields | {"impact": "412 phones wait"}, status=422)
    assert said in page.text("[role=alert]")
    page = mei.get(page.link("Back to the form"))
    assert page.text("#area-error").startswith(said)
    assert (page.value("title"), page.value("impact")) == (fields["title"], "412 phones wait")
    page = mei.submit(page, "ticket", title="", status=422)
    assert page.text("#area-error"), "beside what else needs another look"


def test_a_bare_model_name_is_questioned_once_s40(app, mei, fields):
    page = mei.post("/tickets", fields | {"device_model": "S20"}, status=422)
    assert page.text("#device_model-error").startswith("Is “S20” the whole of it?")
    mei.post("/tickets", fields | {"device_model": "S20", "model_is_complete": "y"})
    mei.post("/tickets", fields | {"device_model": "S20 G988U"})


def test_a_file_that_came_with_a_form_in_need_of_another_look_stays_with_it_p23(app, mei, customer, fields):
    page = mei.post("/tickets", fields | {"title": "", "files": (io.BytesIO(b"12:00 error\n"), "log.txt")}, status=422)
    assert "log.txt" in page.text("#ticket-pending")
    page = mei.follow(mei.submit(page, "ticket", title="It fails"))
    assert page.texts(".files a") == ["log.txt"]


def test_a_file_can_be_left_out_again(app, mei, fields):
    page = mei.post("/tickets", fields | {"title": "", "files": (io.BytesIO(b"12:00 error\n"), "log.txt")}, status=422)
    key = page.value("without") or page.soup.select_one('[name="without"]')["value"]
    page = mei.follow(mei.submit(page, "ticket", title="It fails", without=key))
    assert page.texts(".files a") == []


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"<html><script>alert(1)</script></html>", "page.txt", "isn't taken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "picture.png", "isn't taken"),
        (b"MZ\x90\x00" + b"\0" * 60, "setup.png", "isn't taken"),
        (b"#!/bin/sh\nrm -rf /", "log.txt", "isn't taken"),
        (b"just text", "virus.exe", "isn't taken"),
        (b"x" * 1_001, "big.log", "larger than 1 MB"),
    ],
)
def test_what_must_not_come_in_is_refused_by_the_field_p23(app, mei, fields, content, name, says, monkeypatch):
    for module in (uploads, operations):
        monkeypatch.setattr(module, "MEGABYTE", 1000)  # a small one
    with app.app_context(), transaction():
        house().attachment_limit_mb = 1
    page = mei.post("/tickets", fields | {"files": (io.BytesIO(content), name)}, status=422)
    assert says in page.text("#files-error")
    assert name in page.text("#files-error")
    assert page.value("description") == fields["description"]
    with app.app_context(), read_only():
        assert session().query(Attachment).count() == 0
    assert not [p for p in app.config["PORTAL"].attachments.rglob("*") if p.is_file()]


def test_who_is_not_on_the_roster_is_referred_and_the_text_is_kept_s32(app, customer, signed_in, fields):
    with app.app_context(), transaction():
        tom = customer.colleague("Tom")
    browser = signed_in(tom.person)
    page = browser.post("/tickets", fields | {"files": (io.BytesIO(PNG), "screen.png")}, status=409)
    assert "Mei Lin" in page.text("main")
    page = browser.get("/tickets/new")
    assert page.value("title") == fields["title"]
    assert "screen.png" in page.text("#ticket-pending")  # the file as well


def test_without_a_running_contract_the_text_is_kept_s65(app, customer, mei, fields):
    with app.app_context(), transaction():
        session().merge(customer.contract).end_on = now().date() - timedelta(days=10)
    page = mei.post("/tickets", fields, status=409)
    assert "renewal" in page.text("main")
    assert mei.get("/tickets/new").value("description") == fields["description"]


def test_staff_enter_a_call_se33(app, customer, signed_in, fields):
    with app.app_context(), transaction():
        sam = make_agent()
    browser = signed_in(sam.person)
    assert browser.get("/tickets/new", status=302).location.endswith("/tickets/calls/new")
    page = browser.get("/tickets/calls/new?q=north mei")
    page = browser.get(page.link("Mei Lin"))
    assert page.value("contact_email") == customer.mei.person.email
    page = browser.follow(browser.submit(page, "ticket", {k: v for k, v in fields.items() if k != "at_page"}))
    assert "Entered by Sam Ortiz" in page.text("main")
    assert "in time" in page.text(".deadline-big")  # the call was the first response


def test_a_call_of_tomorrow_is_refused_se40(app, customer, signed_in, fields):
    with app.app_context(), transaction():
        sam = make_agent()
    page = signed_in(sam.person).post(
        f"/tickets/calls/{customer.mei.id}", fields | {"called_at": "2199-01-01T10:00"}, status=422
    )
    assert page.text("#called_at-error").startswith("The call lies in the future")


def test_customers_find_no_calls(app, customer, mei):
    mei.get("/tickets/calls/new", status=403)


def test_what_is_still_needed_is_added_later_s40(app, mei, customer, fields):
    number = number_in(mei.post("/tickets", fields))
    page = mei.get(mei.get(f"/tickets/{number}").link("Add it"))
    page = mei.follow(mei.submit(page, "facts", {"impact": "412 phones wait", "imeis": GOOD_IMEI}))
    assert "412 phones wait" in page.text("aside")
    assert "what it means for your business" not in page.text(".notice")


def test_opening_twice_with_the_same_files_gives_them_once(app, mei, customer, fields):
    first = number_in(mei.post("/tickets", fields | {"files": (io.BytesIO(PNG), "screen.png")}))
    second = number_in(mei.post("/tickets", fields | {"title": "Another one"}))
    with app.app_context(), read_only():
        found = [conversation(customer.mei.actor, ticket_for(customer.mei.actor, n))[0].files for n in (first, second)]
        assert [len(files) for files in found] == [1, 0]
