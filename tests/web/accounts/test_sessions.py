"""The way in and out, as people meet it (P3, P12, P14, threats.md)."""

import json
import re
from threading import Thread

import pytest
from sqlalchemy import func, select

from portal.blueprints.accounts import sessions
from portal.clock import now
from portal.db import session, transaction
from portal.domain.people.models import Person, SignIn
from portal.domain.people.passwords import prove
from portal.domain.rights import Role
from tests.client import Visitor
from tests.factories_people import PASSWORD, stored_person


@pytest.fixture
def sam(app) -> Person:
    return stored_person(app, Role.AGENT, name="Sam", email="sam@example.com")


def sign_in(browser: Visitor, email: str = "sam@example.com", password: str = PASSWORD, *, status: int = 303, **more):
    return browser.submit(
        browser.get("/sign-in"), "sign-in", {"email": email, "password": password, **more}, status=status
    )


def test_mail_and_password_lead_in(client, sam):
    assert sign_in(client).location == "/"
    assert client.get("/account").value("name") == "Sam"


def test_who_is_signed_in_is_not_asked_again(client, sam):
    sign_in(client)
    assert client.get("/sign-in?next=/account", status=303).location == "/account"


@pytest.mark.parametrize("email", ["sam@example.com", "nobody@example.com", "gone@example.com", "invited@example.com"])
def test_whatever_was_wrong_the_answer_is_the_same_and_the_address_stays(client, app, sam, email):

    stored_person(app, email="gone@example.com", deactivated_at=now())
    stored_person(app, email="invited@example.com", password_hash=None)
    page = sign_in(client, email, "not the password", status=422)
    assert page.text("[role=alert]").endswith(
        "Mail address and password don't belong together. Check both; capitals count in the password."
    )
    assert (page.value("email"), page.value("password")) == (email, "")
    same = re.sub(r'value="[^"]*"|data-words=\'[^\']*\'|hx-headers=\'[^\']*\'', "", page.html)
    other = re.sub(
        r'value="[^"]*"|data-words=\'[^\']*\'|hx-headers=\'[^\']*\'',
        "",
        sign_in(client, "x@example.com", "y", status=422).html,
    )
    assert same == other


def test_what_is_missing_is_said_at_its_field(client, sam):
    page = sign_in(client, "", "", status=422)
    assert page.texts(".field .error") == ["Enter your mail address.", "Enter your password."]


def test_the_sixth_attempt_waits_even_with_the_right_password(client, sam):
    for _ in range(5):
        sign_in(client, password="mistyped", status=422)
    page = sign_in(client, status=429)
    assert re.search(r"Try again in 1[45] minutes", page.text("[role=alert]"))
    assert page.h1 == "Too many attempts"


def test_the_cookie_and_its_csrf_token_are_fresh_after_sign_in(client, sam):
    """Session fixation (threats.md)."""
    client.get("/sign-in")
    before, cookie = client.csrf, client.http.get_cookie("deskbell").value
    sign_in(client)
    assert client.http.get_cookie("deskbell").value != cookie
    with client.http.session_transaction() as kept:
        assert kept["csrf_token"] not in (before, "") if "csrf_token" in kept else True
    client.csrf = before
    client.post("/sign-out", csrf=True, status=400)


def test_signing_out_ends_it_in_the_database_too(app, client, sam):
    sign_in(client)
    stolen = client.http.get_cookie("deskbell").value
    assert client.submit(client.get("/account"), "Sign out").location == "/"
    client.http.set_cookie("deskbell", stolen)
    assert client.get("/account", status=303).location.startswith("/sign-in")
    with app.app_context(), transaction():
        assert session().scalar(select(func.count()).where(SignIn.ended_at.is_(None))) == 0


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "evil",
        "",
        "/ok\r\nX: y",
        "/" * 9,
    ],
)
def test_after_sign_in_one_stays_on_this_site(client, sam, wanted):
    """Open redirect (threats.md)."""
    assert sign_in(client, next=wanted).location == "/"


def test_after_sign_in_one_goes_where_one_wanted(client, sam):
    asked = client.get("/account/sessions?x=1", status=303)
    assert asked.location == "/sign-in?next=/account/sessions?x%3D1"
    page = client.follow(asked)
    assert (
        client.submit(page, "sign-in", email="sam@example.com", password=PASSWORD).location == "/account/sessions?x=1"
    )


def test_a_form_sent_after_the_session_ended_comes_back_filled_in(app, client, sam):
    """P14: nothing typed is lost."""
    typed = {
        "name": "Samuel",
        "phone": "+1 212",
        "job_title": "",
        "locale": "en",
        "zone": "Asia/Shanghai",
        "at_page": "/account#account",
    }
    page = client.post("/account", typed, status=401)
    assert page.h1 == "Sign in to go on"
    assert "What you typed is kept" in page.text("[role=alert]")
    back = client.submit(page, "sign-in", email="sam@example.com", password=PASSWORD)
    assert back.location == "/account#account"
    form = client.get("/account")
    assert (form.value("name"), form.value("zone")) == ("Samuel", "Asia/Shanghai")


def test_a_mistyped_password_does_not_lose_the_travelling_form(client, sam):
    page = client.post("/account", {"name": "Samuel", "at_page": "/account#account"}, status=401)
    page = client.submit(page, "sign-in", email="sam@example.com", password="mistyped", status=422)
    assert client.submit(page, "sign-in", email="sam@example.com", password=PASSWORD).location == "/account#account"
    assert client.get("/account").value("name") == "Samuel"


def test_no_secret_travels_with_the_form(client, sam):
    page = client.post(
        "/account", {"name": "S", "present_password": "geheim", "at_page": "/account#account"}, status=401
    )
    assert "geheim" not in page.html


@pytest.mark.parametrize(
    "kept",
    [
        "{",
        "[]",
        "null",
        "7",
        json.dumps({"page": "//evil", "form": "x", "fields": {}}),
        json.dumps({"page": "/a", "fields": [1]}),
        "[" * 5000,
    ],
)
def test_a_travelling_form_that_is_none_leads_home(client, sam, kept):
    assert sign_in(client, kept=kept).location == "/"


def test_an_expired_session_answers_htmx_with_the_sign_in_form(client, sam):
    page = client.post(
        "/account", {"name": "Samuel", "at_page": "/account#account"}, status=401, headers={"HX-Request": "true"}
    )
    assert not page.html.lstrip().startswith("<!doctype")
    assert page.form("sign-in")["action"] == "/sign-in"
    assert page.response.headers["HX-Retarget"] == "#refusal"


def test_a_browser_that_prefers_chinese_gets_the_page_marked_as_chinese(client):
    """P12; the words themselves are checked with the translations."""
    page = client.get("/sign-in", headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"})
    assert page.soup.html["lang"] == "zh-Hans"


def test_a_visitor_chooses_the_language_and_comes_back(client):
    page = client.get("/sign-in?next=/account")
    chosen = client.post("/language", locale="zh_Hans", back=page.value("back"))
    assert chosen.location == "/sign-in?next=/account"
    assert client.follow(chosen).soup.html["lang"] == "zh-Hans"
    client.post("/language", locale="tlh", status=400)
    assert client.post("/language", locale="en", back="//evil.example").location == "/"


def test_the_language_of_a_person_is_kept_with_the_person(app, signed_in, sam):
    browser = signed_in(sam)
    browser.post("/language", locale="zh_Hans", back="/account")
    assert browser.get("/account").soup.html["lang"] == "zh-Hans"


def test_a_form_without_token_or_from_another_site_is_refused(client, sam):
    """CSRF (threats.md)."""
    assert client.post(
        "/sign-in", email="sam@example.com", password=PASSWORD, kept="", next="", csrf=False, status=401
    ).form("sign-in")
    client.get("/sign-in")
    client.post(
        "/sign-in", email="sam@example.com", password=PASSWORD, headers={"Sec-Fetch-Site": "cross-site"}, status=400
    )
    assert "deskbell" in client.post("/language", locale="en", csrf=False, status=400).response.headers.get(
        "Set-Cookie", "deskbell"
    )


def test_visitors_are_told_what_this_is_and_where_others_get_help(client):
    """P5, S64."""
    page = client.get("/")
    assert page.link("Sign in") == "/sign-in"
    assert page.link("https://example.com/support") == "https://example.com/support"
    assert page.link("support@example.com") == "mailto:support@example.com"


def test_nobody_waits_while_a_password_is_checked(app, client, sam, monkeypatch):
    """On SQLite one writer at a time: the slow part comes before the writing transaction."""

    def write() -> None:
        with app.app_context(), transaction():
            session().get(Person, sam.id).phone = "written meanwhile"

    def prove_while_another_writes(*args):
        writer = Thread(target=write)
        writer.start()
        writer.join(5)
        assert not writer.is_alive(), "the write lock was held"
        return prove(*args)

    monkeypatch.setattr(sessions, "prove", prove_while_another_writes)
    sign_in(client)
    assert client.get("/account").value("phone") == "written meanwhile"


def test_a_form_sent_by_a_machine_needs_mail_and_password_only(client, sam):
    assert client.post("/sign-in", email="sam@example.com", password=PASSWORD).location == "/"
    for path in ("/sign-in", "/password-resets", "/language"):
        Visitor(client.app).post(path, status=400 if path == "/language" else 422)
