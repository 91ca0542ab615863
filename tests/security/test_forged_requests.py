"""Session fixation, requests from other sites, open redirects (threats; P3, P13)."""

import re

import pytest
from flask import Flask

from portal.db import transaction
from portal.domain.rights import Role
from tests.factories_people import make_person

pytestmark = pytest.mark.once

ELSEWHERE = [
    *("https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)"),
    *("\\\\evil.example", "/x\r\nSet-Cookie: a=b", "https:evil.example", "////evil.example", "/%0a/evil.example"),
]


NOTHING_THERE = {"invitations", "password-resets", "kiosk", "check-in", "register"}  # a link, a day that is none
LONG = re.compile(r"<(string|path)(\(length=(?P<length>[0-9]+)\))?:(token|reference)>")


@pytest.fixture
def admin(app: Flask, signed_in):
    with app.app_context(), transaction():
        person = make_person(Role.ADMINISTRATOR)
    return signed_in(person)


def posts(app: Flask) -> list[str]:
    """Every address that takes a form, with something in its holes."""
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    return sorted({re.sub(r"<[^>]+>", "1", re.sub(LONG, _as_long, rule.rule)) for rule in rules})


def _as_long(hole: re.Match[str]) -> str:
    return "x" * int(hole["length"] or 43)


def test_no_form_is_taken_without_its_token(app: Flask, admin):
    """Every POST of the URL map, htmx included: nothing but the session's own token opens it."""
    found = posts(app)
    assert len(found) > 45
    admin.get("/account")
    for path in found:
        for headers, token in (({}, {}), ({"HX-Request": "true"}, {"csrf_token": "x" * 91})):
            answer = admin.http.post(path, data=token, headers=headers)
            assert answer.status_code in (400, 401, 404), f"{path} took a form without token: {answer.status_code}"
            if answer.status_code == 404:
                assert path.split("/")[1] in NOTHING_THERE


def test_no_form_is_taken_from_another_site(app: Flask, admin):
    admin.get("/account")
    for path in posts(app)[::4]:
        for site in ("cross-site", "same-site"):
            answer = admin.http.post(path, data={"csrf_token": admin.csrf}, headers={"Sec-Fetch-Site": site})
            assert answer.status_code in (400, 401, 404), path


def test_the_token_of_one_session_does_not_open_another(app: Flask, admin, client, signed_in):
    client.get("/sign-in")
    admin.http.post("/account", data={"csrf_token": client.csrf})
    assert admin.http.post("/account", data={"csrf_token": client.csrf, "name": "X"}).status_code == 400


def test_a_token_in_a_header_counts_as_one_in_the_form(admin):
    """htmx sends it so; another site can set neither."""
    admin.get("/account")
    answer = admin.http.post("/drafts", data={"at_page": "/account#account"}, headers={"X-CSRFToken": admin.csrf})
    assert answer.status_code == 200


def test_no_other_method_gets_past(app: Flask, admin):
    for path in ("/account", "/tickets", "/people/1/roles", "/sign-out"):
        for method in ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"):
            assert admin.http.open(path, method=method).status_code == 405
        override = admin.http.get(path, headers={"X-HTTP-Method-Override": "POST"}, query_string={"_method": "POST"})
        assert override.status_code in (200, 303, 404, 405)


def test_the_cookie_is_kept_from_scripts_and_other_sites(client):
    """P13."""
    cookie = client.get("/sign-in").response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_cookie_that_somebody_made_up_is_nobodys(app: Flask, admin, client):
    good = admin.http.get_cookie("deskbell").value
    for cookie in (good[:-2], good.split(".")[0] + ".x.y", "e30.x.y", "x" * 3000, "", good[::-1]):
        client.http.set_cookie("deskbell", cookie)
        assert client.http.get("/account").status_code == 303


def test_a_cookie_planted_before_signing_in_is_worth_nothing_after(app: Flask, client, admin):
    """Session fixation: the sign-in's token is new, and only its hash is in the database."""
    with client.http.session_transaction() as planted:
        planted["_user_id"] = "x" * 43
    assert client.http.get("/account").status_code == 303


@pytest.mark.parametrize("name", ["next", "back", "kept"])
def test_no_parameter_sends_anybody_elsewhere(app: Flask, admin, client, name: str):
    """Open redirect, by every page that a visitor reaches and the language form."""
    for address in ELSEWHERE:
        for browser in (client, admin):
            answers = [
                browser.http.get(path, query_string={name: address})
                for path in ("/", "/sign-in", "/account", "/password-resets/new")
            ]
            browser.get("/account" if browser is admin else "/sign-in")
            answers.append(
                browser.http.post("/language", data={"csrf_token": browser.csrf, "locale": "en", name: address})
            )
            for answer in answers:
                location = answer.headers.get("Location", "")
                assert location == "" or re.match(r"/(?![/\\\t])", location), (
                    f"{name}={address!r} leads to {location!r}"
                )
                assert "a=b" not in str(answer.headers.getlist("Set-Cookie"))


def test_htmx_is_sent_nowhere_else_either(client):
    for address in ELSEWHERE[:6]:
        answer = client.http.get(
            "/account", headers={"HX-Request": "true", "HX-Current-URL": f"https://evil.example{address}"}
        )
        assert answer.headers["HX-Redirect"].startswith("/sign-in?next=")
