"""A shared tablet from its enrolment to its revocation, as people meet it and as somebody attacks it (P4, threats)."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.clock import now
from portal.db import session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.checklists.models import ChecklistEvent
from portal.domain.people.models import Person, PersonPin, SignIn
from portal.domain.people.operations import deactivate_person
from portal.domain.people.pins import hash_pin, is_refused_by_lot, pepper_of
from portal.domain.rights import Role
from portal.web.admission import DEVICE_COOKIE
from portal.web.live import Holder, standings
from tests.client import Page, SignedInBrowser, Visitor
from tests.factories_checklists import make_list
from tests.factories_people import PASSWORD, stored_person

pytestmark = pytest.mark.slow  # hashing a PIN is slow on purpose

MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def pin(app: Flask) -> tuple[str, str]:
    """One that may be had in this house, and its hash: hashing is slow on purpose."""
    pepper = pepper_of(app.config["SECRET_KEY"])
    pin = next(pin for pin in ("407193", "815302", "936041", "270518") if not is_refused_by_lot(pin, pepper))
    return pin, hash_pin(pin, pepper)


@pytest.fixture
def ada(app: Flask, signed_in) -> SignedInBrowser:
    """Administers."""
    return signed_in(stored_person(app, Role.ADMINISTRATOR, name="Ada King"))


@pytest.fixture
def mei(app: Flask, pin) -> Person:
    """Has the PIN."""
    person = stored_person(app, Role.DUTY_MANAGER, name="Mei Lin", email="mei@example.com")
    with app.app_context(), transaction():
        session().add(PersonPin(person_id=person.id, hash=pin[1], set_at=now(), failures=0))
    return person


@pytest.fixture
def tablet(app: Flask, ada: SignedInBrowser) -> Visitor:
    """FD-1, enrolled as people do it."""
    return enrolled(app, ada, "FD-1")


def enrolled(app: Flask, ada: SignedInBrowser, name: str) -> Visitor:
    """A browser that opened the link."""
    browser = Visitor(app)
    page = browser.get(link_of(ada, name))
    browser.submit(page, "Enrol this tablet")
    return browser


def link_of(ada: SignedInBrowser, name: str) -> str:
    """Shown once."""
    page = ada.submit(ada.get("/settings/devices/new"), "device", status=200, name=name)
    return urlsplit(page.soup.select_one("#device-address")["value"]).path


def switched(tablet: Visitor, person: Person, pin: str, *, status: int = 303, **more: str) -> Page:
    """Choose the face, type the PIN."""
    faces = tablet.get("/pin")
    return tablet.submit(tablet.get(faces.link(person.name)), "pin", status=status, pin=pin, **more)


def made_up(tablet: Visitor, person: object, pin: str) -> Page:
    """Sent without choosing a face."""
    tablet.get("/sign-in?by=password")  # its forms carry the token
    return tablet.post("/pin", {"person": str(person), "pin": pin}, status=422)


def test_enrolled_once_and_people_switch_on_it_by_their_pin(app: Flask, ada: SignedInBrowser, mei: Person, pin):
    """P4: a link that works once; then faces, a PIN, and the person is there, on the tablet, by name."""
    link = link_of(ada, "FD-1")
    tablet, thief = Visitor(app), Visitor(app)
    page = tablet.get(link)
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert tablet.submit(page, "Enrol this tablet").location == "/pin"
    cookie = tablet.http.get_cookie(DEVICE_COOKIE)
    assert (cookie.http_only, cookie.same_site, cookie.max_age) == (True, "Lax", 400 * 24 * 3600)
    thief.get(link, status=404)
    assert tablet.get("/", status=303).location == "/pin"
    assert tablet.get("/account?x=1", status=303).location == "/pin?next=/account?x%3D1"
    assert tablet.get("/sign-in?next=/account", status=303).location == "/pin?next=/account"
    assert switched(tablet, mei, f" {pin[0][:3]} {pin[0][3:]}").location == "/"  # as a password manager pastes it
    page = tablet.get("/account")
    assert page.value("name") == "Mei Lin"
    assert page.soup.select_one("dialog[data-locked='300']")
    assert "FD-1" in tablet.get("/pin").text(".tablet-foot")
    assert tablet.get("/account/sessions").texts("#sign-ins .row-title") == ["FD-1"]
    listed = ada.get("/settings/devices")
    assert "Last contact" in listed.text("#rows")
    assert link.rsplit("/", 1)[1] not in listed.html


def test_locked_by_its_button_the_same_person_comes_back_to_the_same_page(tablet: Visitor, mei: Person, pin):
    switched(tablet, mei, pin[0])
    stolen = tablet.http.get_cookie("deskbell").value
    locked = tablet.submit(tablet.get("/account/password"), "Lock")
    assert locked.location == f"/pin?person={mei.id}&next=/account/password"
    pad = tablet.follow(locked)
    assert (pad.h1, pad.link("Somebody else")) == ("Mei Lin", "/pin")
    tablet.http.set_cookie("deskbell", stolen)
    tablet.get("/account", status=303)  # it has ended in the database too
    assert tablet.submit(tablet.follow(locked), "pin", pin=pin[0]).location == "/account/password"


def test_after_the_lock_fell_what_is_sent_goes_on_with_the_pin(
    app: Flask, tablet: Visitor, mei: Person, pin, monkeypatch: pytest.MonkeyPatch
):
    """P4, VE19, U20: nothing typed is lost, without JavaScript too; a touch keeps it open, what comes by itself not."""
    switched(tablet, mei, pin[0])
    seen = SignIn.__table__.update().where(SignIn.device_id.is_not(None))
    with app.app_context(), transaction():
        session().execute(seen.values(seen_at=now() - timedelta(minutes=4), locks_at=now() + timedelta(seconds=30)))
    tablet.get("/account")
    with monkeypatch.context() as as_if:
        as_if.setattr(app.view_functions["accounts.touches.create"], "comes_by_itself", True, raising=False)
        tablet.post("/pin/touches", status=204)
    with app.app_context(), transaction():
        assert session().scalars(select(SignIn.locks_at).where(SignIn.device_id.is_not(None))).one() < now() + MINUTE
    tablet.post("/pin/touches", status=204)
    with app.app_context(), transaction():
        found = session().scalars(select(SignIn).where(SignIn.device_id.is_not(None))).one()
        assert found.locks_at > now() + timedelta(minutes=5)
        found.locks_at = now()
    typed = {"name": "Mei Lin-Chen", "phone": "", "job_title": "", "locale": "en", "zone": "Asia/Shanghai"}
    page = tablet.post("/account", {**typed, "at_page": "/account#account"}, status=401)
    assert page.soup.select_one("#pin-person option").text == "Mei Lin"
    back = tablet.submit(page, "pin", pin=pin[0])
    assert back.location == "/account#account"
    assert tablet.get("/account").value("name") == "Mei Lin-Chen"


def test_a_wrong_pin_says_so_and_the_sixth_waits(tablet: Visitor, app: Flask, mei: Person, signed_in, pin):
    for _ in range(5):
        page = switched(tablet, mei, "000000", status=422)
        assert page.texts(".field .error") == ["This isn't the right PIN. Try again."]
        assert page.value("pin") in (None, "")
    page = switched(tablet, mei, pin[0], status=429)
    assert "Try again in 5 minutes, or ask a manager" in page.text("[role=alert]")
    ana = signed_in(stored_person(app, Role.DUTY_MANAGER, name="Ana"))
    assert "Mei Lin" in ana.get("/pin-locks").text("#locked")
    assert "No PIN is locked" in ana.follow(ana.submit(ana.get("/pin-locks"), "Unlock")).text("main")
    assert switched(tablet, mei, pin[0]).location == "/"


def test_the_cookies_are_worth_nothing_apart_nor_after_the_revocation(
    app: Flask, ada: SignedInBrowser, tablet: Visitor, mei: Person, pin
):
    """Threats: fixation, a stolen cookie, a copied tablet."""
    tablet.get("/pin")
    before = tablet.http.get_cookie("deskbell").value
    switched(tablet, mei, pin[0])
    session_cookie, device_cookie = (tablet.http.get_cookie(name).value for name in ("deskbell", DEVICE_COOKIE))
    assert session_cookie != before
    thief = Visitor(app)
    thief.http.set_cookie("deskbell", session_cookie)
    thief.get("/account", status=303)
    with app.app_context(), transaction():
        sign_in_id = session().scalars(select(SignIn.id).where(SignIn.device_id.is_not(None))).one()
        assert standings({Holder("sign_in", sign_in_id)}, now()) != {}
    ada.submit(ada.get("/settings/devices"), "Revoke")
    assert tablet.get("/account", status=303).location == "/sign-in?next=/account"
    with app.app_context(), transaction():  # and its open pages hear no more
        assert standings({Holder("sign_in", sign_in_id)}, now()) == {}
        session().execute(update(SignIn).values(ended_at=None))  # even had it been forgotten to end it
    thief.http.set_cookie(DEVICE_COOKIE, device_cookie)
    thief.get("/account", status=303)
    thief.get("/pin", status=404)
    assert "Revoked" in ada.get("/settings/devices").text("#rows")


def test_a_pin_opens_nothing_elsewhere_and_nothing_of_somebody_else(
    app: Flask, client: Visitor, tablet: Visitor, mei: Person, pin
):
    """Threats: a device that isn't enrolled, another's PIN, faces that aren't there, and no face of a customer's."""
    client.post("/pin", {"person": str(mei.id), "pin": pin[0]}, status=404)
    client.get("/pin", status=404)
    tom = stored_person(app, name="Tom")
    for person in (tom.id, 999_999, 2**31 + 5, "x"):
        page = made_up(tablet, person, pin[0])
        assert "Mei Lin" in page.text(".faces")
        assert "Tom" not in page.text(".faces")
    assert tablet.get("/pin?person=999999").h1 == "Who are you?"
    assert switched(tablet, mei, pin[0], next="https://evil.example/").location == "/"


def test_the_pin_of_who_was_deactivated_is_dead_at_once(app: Flask, tablet: Visitor, mei: Person, pin):
    """VE51."""
    switched(tablet, mei, pin[0])
    with app.app_context(), transaction():
        deactivate_person(session().get_one(Person, mei.id), by=SYSTEM, at=now())
    tablet.get("/account", status=303)
    made_up(tablet, mei.id, pin[0])
    assert "Nobody has a PIN yet" in tablet.get("/pin").text("main")


def test_one_chooses_ones_pin_with_the_password_and_changes_it_on_the_tablet_with_the_pin(
    app: Flask, tablet: Visitor, signed_in, pin
):
    tom = stored_person(app, name="Tom", email="tom@example.com", phone="+1 555 407193")
    browser = signed_in(tom)
    form = browser.get(browser.get("/account").link("Your PIN"))
    for new, sentence in (("12", "Choose a PIN of 4 to 8 digits."), ("1111", "too easily guessed")):
        page = browser.submit(form, "own-pin", status=422, present=PASSWORD, pin=new)
        assert sentence in page.text(".field .error")
        assert new not in re.findall(r'value="([^"]*)"', page.html)
    page = browser.submit(form, "own-pin", status=422, present="mistyped", pin="83015")
    assert "This isn't what you use now." in page.text(".field .error")
    new = next(
        one for one in ("83015", "60914", "94271", "38506")
        if not is_refused_by_lot(one, pepper_of(app.config["SECRET_KEY"]))
    )  # fmt: skip
    browser.submit(form, "own-pin", present=PASSWORD, pin=new)
    switched(tablet, tom, new)
    form = tablet.get("/account/pin")
    assert form.text("label[for=present]") == "Present PIN"
    tablet.submit(form, "own-pin", status=422, present=PASSWORD, pin=pin[0])
    assert tablet.submit(form, "own-pin", present=new, pin=new).location == "/account"


def test_a_tablet_without_a_name_or_with_one_that_is_taken_is_not_made(ada: SignedInBrowser, tablet: Visitor):
    form = ada.get("/settings/devices/new")
    assert "Enter a short name" in ada.submit(form, "device", status=422, name=" ").text("[role=alert]")
    page = ada.submit(form, "device", status=409, name="FD-1")
    assert "There is a tablet named FD-1 already" in page.text("[role=alert]")


def test_a_tick_carries_the_person_and_the_tablets_name_as_it_was_enrolled(
    app: Flask, tablet: Visitor, mei: Person, pin
):
    """P4: whatever the page says that it is."""
    with app.app_context(), transaction():
        path = f"/checklists/{make_list(at=now()).id}"
    switched(tablet, mei, pin[0])
    button = tablet.get(path).soup.select_one(".check [name=say]")
    tablet.submit(tablet.get(path), "act", {"say": button["value"], "device": "FD-99"})
    with app.app_context(), transaction():
        event = session().scalars(select(ChecklistEvent)).one()
        assert (event.person_id, event.device) == (mei.id, "FD-1")
