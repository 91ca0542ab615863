"""One's own account: facts, password, sign-ins (P3)."""

import pytest

from portal.clock import now
from portal.db import transaction
from portal.domain.people.models import Person
from portal.domain.rights import Role
from tests.factories_people import PASSWORD, make_person, stored_person
from tests.factories_roster import make_customer


@pytest.fixture
def sam(app) -> Person:
    return stored_person(app, Role.AGENT, name="Sam", email="sam@example.com")


def test_one_changes_the_own_facts(signed_in, sam):
    browser = signed_in(sam)
    browser.submit(browser.get("/account"), "account", name="Samuel", zone="Asia/Shanghai", locale="en")
    page = browser.get("/account")
    assert (page.value("name"), page.value("zone")) == ("Samuel", "Asia/Shanghai")


def test_a_missing_name_is_said_at_the_field_and_the_rest_stays(signed_in, sam):
    browser = signed_in(sam)
    page = browser.submit(browser.get("/account"), "account", name=" ", phone="+1 212", status=422)
    assert page.text(".field .error") == "Enter your name as others should read it."
    assert page.value("phone") == "+1 212"


def test_a_customer_has_the_same_page_in_the_public_layout(app, signed_in):

    with app.app_context(), transaction():
        mei = make_person(Role.CONTACT, name="Mei", organisation_id=make_customer("Acme", at=now()).id)
    page = signed_in(mei).get("/account")
    assert page.soup.body["class"] == ["public"]


def test_all_sign_ins_are_listed_and_any_can_be_ended(signed_in, sam):
    here, there = signed_in(sam), signed_in(sam)
    page = here.get("/account/sessions")
    assert len(page.soup.select("#sign-ins > li")) == 2
    assert page.text("#sign-ins").count("This browser") == 1
    other = next(li for li in page.soup.select("#sign-ins > li") if "This browser" not in li.get_text())
    here.post(str(other.form["action"]))
    there.get("/account", status=303)
    here.get("/account")


def test_ending_the_sign_in_in_use_leads_to_the_front_page(signed_in, sam):
    browser = signed_in(sam)
    done = browser.submit(browser.get("/account/sessions"), "Sign out", status=303)
    assert done.location == "/"


def test_somebody_elses_sign_in_is_not_there(app, signed_in, sam):
    """P2."""
    sams, olga = signed_in(sam), signed_in(stored_person(app))
    olga.post("/account/sessions/1/end", status=404)
    sams.get("/account")
    olga.post("/account/sessions/999999/end", status=404)


def test_a_new_password_needs_the_present_one(signed_in, sam):
    browser = signed_in(sam)
    page = browser.submit(
        browser.get("/account/password"), "choose-password", present="mistyped", password="nine small boats", status=422
    )
    assert page.text(".field .error") == "This is not your present password."
    assert page.value("password") == ""


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "Choose a password of 12 to 200 characters."),
        ("password1234", "among the first that others try"),
        ("sam@example.com", "mostly your name"),
    ],
)
def test_a_weak_password_is_refused_at_its_field(signed_in, sam, password, sentence):
    browser = signed_in(sam)
    page = browser.submit(
        browser.get("/account/password"), "choose-password", present=PASSWORD, password=password, status=422
    )
    assert sentence in page.text(".field .error")


def test_a_changed_password_signs_out_elsewhere_and_keeps_this_browser_with_a_fresh_cookie(signed_in, client, sam):
    here, there = signed_in(sam), signed_in(sam)
    with here.http.session_transaction() as cookie:
        before = cookie["_user_id"]
    done = here.submit(
        here.get("/account/password"), "choose-password", present=PASSWORD, password=" nine small boats "
    )
    with here.http.session_transaction() as cookie:
        assert cookie["_user_id"] != before
    assert "signed out everywhere else" in here.follow(done).text(".flashes")
    there.get("/account", status=303)
    page = client.get("/sign-in")
    client.submit(
        page, "sign-in", email="sam@example.com", password="nine small boats", status=422
    )  # blanks at its ends are part of it
    client.submit(page, "sign-in", email="sam@example.com", password=" nine small boats ")
