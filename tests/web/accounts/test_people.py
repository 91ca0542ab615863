"""The administrators' pages about people (P1, P2)."""

import pytest

from portal.clock import now
from portal.db import transaction
from portal.domain.people.models import Person
from portal.domain.rights import Role
from tests.factories_people import make_person, stored_person
from tests.factories_roster import make_customer


@pytest.fixture
def dana(app) -> Person:
    return stored_person(app, Role.ADMINISTRATOR, name="Dana", email="dana@example.com")


@pytest.fixture
def acme(app):
    with app.app_context(), transaction():
        return make_customer("Acme", at=now())


def test_everybody_is_listed_with_house_or_organisation_and_roles(app, signed_in, dana, acme):
    stored_person(app, Role.CONTACT, name="Mei", email="mei@example.com", organisation_id=acme.id)
    page = signed_in(dana).get("/people")
    assert page.texts("#people .row-title") == ["Dana", "Mei"]
    assert page.texts("#people .row-sub") == ["dana@example.com · Administrator", "mei@example.com · Acme · Contact"]
    assert page.texts(".rail [aria-current]")[:1] == ["People"]


def test_the_list_is_searched_filtered_and_paged_by_its_address(app, signed_in, dana, acme):
    with app.app_context(), transaction():
        for number in range(55):
            make_person(Role.CONTACT, name=f"Caller {number:02}", organisation_id=acme.id)
    browser = signed_in(dana)
    first = browser.get("/people?side=customers")
    assert len(first.soup.select("#people > li")) == 50
    rest = browser.get(first.link("Next page"))
    assert len(rest.soup.select("#people > li")) == 5
    assert browser.get("/people?q=caller+07").texts("#people .row-title") == ["Caller 07"]
    browser.get("/people?organisation=99999999999999999999&after=99999999999999999999&q=%00&side=%00")
    assert "Nobody here" in browser.get("/people?state=deactivated&q=%25&organisation=x&after=x").text("main")


def test_an_administrator_invites_a_colleague(signed_in, dana):
    browser = signed_in(dana)
    done = browser.submit(
        browser.get("/people/new"), "person", name="Ana", email="Ana@example.com", organisation="0", roles=["agent"]
    )
    page = browser.follow(done)
    assert page.h1 == "Ana"
    assert "Not chosen yet" in page.text("aside")
    browser.submit(page, "Send invitation again")


def test_an_administrator_invites_a_customers_contact(signed_in, dana, acme):
    browser = signed_in(dana)
    done = browser.submit(
        browser.get("/people/new"), "person", name="Mei", email="mei@example.com", organisation=str(acme.id)
    )
    page = browser.follow(done)
    assert "Acme" in page.text("aside")
    assert "Contact" in page.text("aside")
    browser.submit(page, "person", name="Mei Chen", sees_whole_organisation="y")
    page = browser.get(done.location)
    assert (page.h1, page.value("sees_whole_organisation")) == ("Mei Chen", "y")


@pytest.mark.parametrize(
    ("organisation", "roles", "sentence"),
    [("0", [], "Choose at least one role"), ("acme", ["agent"], "no role on staff"), ("999", [], "")],
)
def test_roles_and_organisation_must_fit(signed_in, dana, acme, organisation, roles, sentence):
    browser = signed_in(dana)
    organisation = str(acme.id) if organisation == "acme" else organisation
    page = browser.submit(
        browser.get("/people/new"),
        "person",
        name="Ana",
        email="ana@example.com",
        organisation=organisation,
        roles=roles,
        status=422,
    )
    assert sentence in page.text(".summary")
    assert page.value("name") == "Ana"


def test_a_taken_address_is_refused_and_nothing_typed_is_lost(signed_in, dana):
    browser = signed_in(dana)
    page = browser.submit(
        browser.get("/people/new"),
        "person",
        name="Other",
        email="dana@example.com",
        organisation="0",
        roles=["agent"],
        status=409,
    )
    assert "Dana already has an account with this mail address." in page.text("[role=alert]")
    again = browser.get(page.link("what you typed"))
    assert again.value("name") == "Other"


def test_roles_are_changed_and_the_last_administrator_stays(app, signed_in, dana):
    sam = stored_person(app, Role.AGENT, name="Sam")
    browser, sams = signed_in(dana), signed_in(sam)
    browser.submit(browser.get(f"/people/{sam.id}"), "person-roles", roles=["agent", "support_lead"])
    sams.get("/account", status=303)
    page = browser.submit(browser.get(f"/people/{dana.id}"), "person-roles", roles=["agent"], status=409)
    assert "Dana is the last administrator." in page.text("[role=alert]")
    browser.submit(browser.get(f"/people/{sam.id}"), "person-roles", {"roles": []}, status=422)


def test_a_deactivated_person_is_out_at_once_and_can_be_let_in_again(app, signed_in, dana):
    sam = stored_person(app, Role.AGENT, name="Sam")
    browser, sams = signed_in(dana), signed_in(sam)
    page = browser.get(f"/people/{sam.id}")
    browser.submit(page, "Deactivate account")
    sams.get("/account", status=303)
    page = browser.get(f"/people/{sam.id}")
    assert "Nobody can sign in with this account." in page.text("main")
    browser.submit(page, "Let sign in again")
    browser.post(f"/people/{dana.id}/deactivation", status=409)


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPPORT_LEAD, Role.ACCOUNT_MANAGER, Role.PRIMARY_CONTACT])
def test_nobody_else_reaches_these_pages(app, signed_in, dana, acme, role):
    tom = stored_person(app, role, organisation_id=acme.id if role == Role.PRIMARY_CONTACT else None)
    browser = signed_in(tom)
    for path in ("/people", "/people/new", f"/people/{dana.id}", "/people/999999"):
        browser.get(path, status=403)
    for path in (
        "/people",
        f"/people/{tom.id}/roles",
        f"/people/{dana.id}/deactivation",
        f"/people/{dana.id}/invitation",
    ):
        browser.post(path, roles="administrator", status=403)


def test_who_is_not_there_is_404(signed_in, dana):
    browser = signed_in(dana)
    browser.get("/people/999999", status=404)
    browser.post("/people/999999/roles", status=404)
