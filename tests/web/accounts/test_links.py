"""Invitations and resets: links that work once, in pages that keep their address to themselves (P3, threats.md)."""

import pytest
from sqlalchemy import select

from portal.clock import now
from portal.db import session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.outbox.models import Mail
from portal.domain.people.models import AccessLink, Person
from portal.domain.people.operations import invite
from portal.domain.rights import Role
from tests.factories_people import PASSWORD, stored_person


@pytest.fixture
def sam(app) -> Person:
    return stored_person(app, Role.AGENT, name="Sam", email="sam@example.com")


def links(app) -> list[str]:
    with app.app_context(), transaction():
        return [
            mail.values["access_path"]
            for mail in session().scalars(select(Mail).order_by(Mail.id))
            if mail.grants_access
        ]


def asked(client, email: str, status: int = 303):
    return client.submit(client.get("/password-resets/new"), "reset", email=email, status=status)


def test_asking_answers_the_same_for_everybody(app, client, sam):
    known, unknown = asked(client, "sam@example.com"), asked(client, "nobody@example.com")
    assert known.location == unknown.location == "/password-resets/asked"
    assert "If there is an account" in client.follow(known).text("main")
    assert len(links(app)) == 1


def test_asking_is_limited_for_known_and_unknown_alike(client, sam):
    for email in ("sam@example.com", "nobody@example.com"):
        for _ in range(3):
            asked(client, email)
        assert "Try again in" in asked(client, email, status=429).text("[role=alert]")


def test_looking_at_a_link_changes_nothing_and_using_it_uses_it_up(app, client, sam):
    asked(client, "sam@example.com")
    (link,) = links(app)
    for _ in range(3):
        page = client.get(link)
    assert page.text(".page-head") == "Choose a new password sam@example.com"
    assert client.submit(page, "choose-password", password="nine small boats").location == "/"
    assert client.get("/account").value("name") == "Sam"
    gone = client.get(link, status=404)
    assert "used or is too old" in gone.text("[role=alert]")
    assert gone.link("Ask for a new link") == "/password-resets/new"


def test_a_weak_password_leaves_the_link_usable(app, client, sam):
    asked(client, "sam@example.com")
    (link,) = links(app)
    page = client.submit(client.get(link), "choose-password", password="password1234", status=422)
    assert "among the first" in page.text(".field .error")
    client.submit(page, "choose-password", password="nine small boats")


def test_an_invitation_greets_by_name_and_leads_in(app, client):
    with app.app_context(), transaction():
        invite("Ana", "ana@example.com", [Role.AGENT], None, by=SYSTEM, at=now())
    page = client.get(links(app)[0])
    assert page.h1 == "Welcome, Ana"
    client.submit(page, "choose-password", password="nine small boats")
    assert client.get("/account").value("name") == "Ana"


@pytest.mark.parametrize("kind", ["invitations", "password-resets"])
@pytest.mark.parametrize("token", ["x", "x" * 43, "%00", "..%2f..", "'"])
def test_a_wrong_link_is_the_same_page_as_a_used_one(client, kind, token):
    assert client.get(f"/{kind}/{token}", status=404).h1 == "Nothing here"
    client.post(f"/{kind}/{token}", password="nine small boats", status=404)


def test_pages_with_secret_addresses_are_not_cached_and_send_no_referer(app, client, sam):
    asked(client, "sam@example.com")
    for page in (client.get(links(app)[0]), client.get("/invitations/" + "x" * 43, status=404)):
        assert page.response.headers["Referrer-Policy"] == "no-referrer"
        assert page.response.headers["Cache-Control"] == "no-store"


def test_tokens_are_stored_as_hashes_only(app, client, sam):
    asked(client, "sam@example.com")
    token = links(app)[0].rsplit("/", 1)[1]
    with app.app_context(), transaction():
        assert token not in str(session().execute(select(AccessLink.__table__)).all())


def test_a_link_works_behind_tls_without_a_referer(app, client, sam):
    """The page sends none, and the CSRF check must not insist on one."""
    asked(client, "sam@example.com")
    page = client.get(links(app)[0], base_url="https://localhost")
    client._send(
        "POST",
        links(app)[0],
        base_url="https://localhost",
        data={"password": "nine small boats", "csrf_token": client.csrf},
    )
    assert page.status == 200
    client.get("/account", base_url="https://localhost")


def test_a_link_opened_by_somebody_signed_in_changes_to_its_own_person(app, signed_in, client, sam):
    asked(client, "sam@example.com")
    browser = signed_in(stored_person(app, name="Dana"))
    page = browser.get(links(app)[0])
    browser.submit(page, "choose-password", password="nine small boats")
    assert browser.get("/account").value("name") == "Sam"
    assert PASSWORD != "nine small boats"
