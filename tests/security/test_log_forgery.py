"""Logs and addresses tell the truth: no header, no typed line end bends them (threats: log forgery; P42, P43)."""

import json
from pathlib import Path

import pytest
import structlog
from flask import Flask, request
from sqlalchemy import select

from portal import create_app
from portal.config import Config
from portal.db import db, read_only, session, transaction
from portal.domain.people.models import SignInAttempt
from portal.web.mails import url
from tests.factories_people import PASSWORD, stored_person
from tests.seeds import seed

pytestmark = pytest.mark.once

FORGED = {
    **dict.fromkeys(("X-Forwarded-For", "X-Real-IP", "CF-Connecting-IP", "True-Client-IP"), "10.9.8.7"),
    "Forwarded": "for=10.9.8.7",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
}


def test_without_a_proxy_no_header_names_an_address(app: Flask, client):
    """Who guesses passwords does not choose whom it is counted against."""
    client.get("/sign-in")
    client.post(
        "/sign-in",
        {"email": "sam@example.com", "password": "wrong", "next": "", "kept": ""},
        status=422,
        headers=FORGED,
    )
    with app.app_context(), read_only():
        assert set(session().scalars(select(SignInAttempt.address))) == {"127.0.0.1"}


@pytest.fixture
def portal(tmp_path: Path):
    """`portal(PORTAL_...=...)`: another one, on its own fresh database; its logs end with the test."""
    before, made = structlog.get_config(), []

    def make(**env: str) -> Flask:
        app = create_app(Config.read(tmp_path, env))
        with app.app_context():
            db.create_all()
            with transaction():
                seed()
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()
    structlog.configure(**before)


@pytest.mark.parametrize(
    ("proxies", "header", "seen"),
    [
        ("0", "1.1.1.1", "127.0.0.1"),
        ("1", "9.9.9.9, 1.1.1.1", "1.1.1.1"),
        ("2", "9.9.9.9, 2.2.2.2, 1.1.1.1", "2.2.2.2"),
    ],
)
def test_as_many_proxies_are_believed_as_are_configured(portal, proxies: str, header: str, seen: str):
    app = portal(PORTAL_PROXIES=proxies, PORTAL_LOG_LEVEL="error")
    found = []
    app.before_request_funcs.setdefault(None, []).insert(0, lambda: found.append(request.remote_addr))
    app.test_client().get("/health", headers={"X-Forwarded-For": header})
    assert found == [seen]


def test_links_in_mails_follow_the_configured_address_not_the_request(app: Flask, client):
    """A reset link that leads to the attacker's site (threats: reset)."""
    stored_person(app, email="sam@example.com")
    client.submit(client.get("/password-resets/new"), "reset", email="sam@example.com")
    with app.app_context(), app.test_request_context("/", headers={"Host": "evil.example", **FORGED}):
        assert url("/account").startswith(app.config["PORTAL"].public_url)
    answer = client.http.get("/account", headers={"Host": "evil.example", **FORGED})
    assert answer.headers["Location"].startswith("/sign-in")


def test_each_request_is_one_line_of_json_without_what_was_typed(portal, capfd: pytest.CaptureFixture[str]):
    """P43: with its id, its route as a pattern, and nothing of its address, body or secrets."""
    app = portal(PORTAL_LOG_LEVEL="info")
    evil = 'x"}\n{"event": "forged", "password": "geheim"}\r\n\u2028'
    browser = app.test_client()
    capfd.readouterr()
    first = browser.get(
        "/health", query_string={"q": evil, "token": "geheim"}, headers={"User-Agent": "Evil/1.0 geheim"}
    )
    browser.get("/assets/../../etc/passwd")
    browser.get(f"/nothing/{evil.replace(chr(10), '%0a').replace(chr(13), '%0d')}")
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines() if line.strip()]
    assert all(line["event"] != "forged" for line in lines)
    assert lines[0]["route"] == "/health"
    assert lines[0]["request_id"] == first.headers["X-Request-Id"]
    assert "geheim" not in json.dumps(lines)


def test_a_secret_link_is_logged_as_its_pattern(portal, capfd: pytest.CaptureFixture[str]):
    """P42: secrets never in logs."""
    other = portal(PORTAL_LOG_LEVEL="info")
    capfd.readouterr()
    for path in ("/password-resets/", "/wall/"):
        other.test_client().get(path + "geheim" * 8)
    other.test_client().post("/sign-in", data={"email": "sam@example.com", "password": PASSWORD})
    said = capfd.readouterr().err
    assert "geheim" not in said
    assert PASSWORD not in said
    assert "/password-resets/<string:token>" in said
    assert "/wall/<path:token>" in said
