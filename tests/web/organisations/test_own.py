"""What a customer reads of the own contract, and nothing of others' (P2, S60, S65)."""

from datetime import timedelta

from flask import Flask

from portal.clock import now
from portal.db import transaction
from portal.domain.rights import Role
from tests.factories_organisations import make_organisation
from tests.factories_people import stored_person
from tests.factories_roster import make_customer


def customer(app: Flask, signed_in, **facts):
    with app.app_context(), transaction():
        organisation_id = make_customer(at=now(), **facts).id
    return organisation_id, signed_in(stored_person(app, Role.NAMED_CALLER, organisation_id=organisation_id))


def test_a_customer_reads_what_is_included_and_what_is_not(app: Flask, signed_in):
    _, mei = customer(app, signed_in, plan="essential")
    page = mei.get("/organisation")
    text = page.text("main")
    assert page.h1 == "Your contract"
    for words in ("Essential", "10 in a contract year", "United States", "72 h", "business hours", "Online training"):
        assert words in text
    included, left_out = text.split("Not included")
    assert "Remote sessions" in left_out
    assert "Remote sessions" not in included


def test_a_customer_whose_contract_ended_reads_what_to_do_s65(app: Flask, signed_in):
    _, mei = customer(app, signed_in, days=-3)
    text = mei.get("/organisation").text("main")
    assert "Your contract ended on" in text
    assert "support@example.com" in text


def test_a_customer_without_contract_is_led_on_s64(app: Flask, signed_in):
    with app.app_context(), transaction():
        organisation_id = make_organisation(at=now() - timedelta(days=1)).id
    olga = signed_in(stored_person(app, Role.CONTACT, organisation_id=organisation_id))
    assert "support@example.com" in olga.get("/organisation").text("main")


def test_a_customer_sees_no_page_about_organisations_not_even_the_own(app: Flask, signed_in):
    organisation_id, mei = customer(app, signed_in)
    for path in ("/organisations", f"/organisations/{organisation_id}", "/organisations/4711", "/settings/plans"):
        mei.get(path, status=403)


def test_staff_have_no_own_organisation(app: Flask, signed_in):
    signed_in(stored_person(app, Role.ADMINISTRATOR)).get("/organisation", status=404)
    signed_in(stored_person(app, Role.AGENT)).get("/organisation", status=403)
