"""Refusals and errors: pages of the portal with a way on, as page and as fragment; nothing typed is lost (P14)."""

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, OperationalError

from portal.db import db, session, transaction
from portal.domain.drafts.models import Draft
from portal.domain.people.models import Person
from portal.domain.rights import Role
from tests.factories_people import stored_person

HTMX = {"HX-Request": "true"}
TYPED = {"name": "Samuel", "phone": "+1", "job_title": "", "locale": "en", "zone": "UTC", "at_page": "/account#account"}


@pytest.fixture
def sam(app) -> Person:
    return stored_person(app, Role.AGENT, name="Sam", email="sam@example.com")


@pytest.fixture
def failing(monkeypatch):
    """`failing(error)`: saving the account raises it."""

    def fail(error: Exception) -> None:
        def raising(*_args, **_more):
            raise error

        monkeypatch.setattr("portal.blueprints.accounts.account.change_profile", raising)

    return fail


@pytest.mark.parametrize("path", ["/nothing", "/people/999999", "/settings/nothing", "/%00", "/account/sessions/x/end"])
def test_what_is_not_there_is_a_page_with_a_way_on(client, path):
    if path == "/people/999999":
        client.get(path, status=303)
        return
    page = client.get(path, status=404)
    assert page.h1 == "Nothing here"
    assert page.link("To the front page") == "/"


def test_another_method_is_told_so(client):
    page = client.get("/sign-out", status=405)
    assert page.response.headers["Allow"] == "OPTIONS, POST"
    assert page.h1 == "That is not possible here"


def test_a_missing_right_is_said_in_a_sentence(signed_in, sam):
    assert "Ask an administrator" in signed_in(sam).get("/people", status=403).text("[role=alert]")


def test_a_stale_form_is_kept_and_opened_again_by_one_link(signed_in, sam):
    """Stale CSRF loses nothing typed."""
    browser = signed_in(sam)
    page = browser.post("/account", TYPED | {"csrf_token": "old"}, status=400)
    assert "Your text is kept" in page.text("[role=alert]")
    again = browser.get(page.link("Open the form again"))
    assert again.value("name") == "Samuel"


def test_a_stale_form_says_so_in_a_fragment_and_leaves_the_page(signed_in, sam):
    page = signed_in(sam).post("/account", TYPED | {"csrf_token": "old"}, headers=HTMX, status=400)
    assert not page.soup.html
    assert page.response.headers["HX-Retarget"] == "#refusal"
    assert "Your text is kept" in page.html


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_collision_is_a_409_that_keeps_what_was_typed(app, signed_in, sam, failing, headers):
    """Somebody else changed it meanwhile."""
    failing(IntegrityError("", {}, Exception("unique")))
    page = signed_in(sam).post("/account", TYPED, headers=headers, status=409)
    assert "Somebody else changed this meanwhile." in page.html
    with app.app_context(), transaction():
        assert session().query(Draft).one().fields["name"] == ["Samuel"]


def test_a_database_that_is_away_is_a_503_without_it(signed_in, sam, failing):
    failing(OperationalError("", {}, Exception("gone")))
    page = signed_in(sam).post("/account", TYPED, status=503)
    assert page.h1 == "Not reachable for a moment"
    assert page.link("Try again")


@pytest.mark.parametrize("path", ["/book", "/book/nothing", "/sign-in", "/kiosk/" + "x" * 43])
def test_no_page_needs_a_database_that_is_away_to_say_so(app, client, signed_in, sam, path):
    """As when PostgreSQL is started again: the house's name, which every page shows, was asked of it (P45)."""
    browsers = [client, signed_in(sam)]

    def away(*_statement):
        raise OperationalError("", {}, Exception("the database system is shutting down"))

    with app.app_context():
        engine = db.engine
    app.extensions["lately"].clear()
    event.listen(engine, "before_cursor_execute", away)
    try:
        for browser in browsers:
            page = browser._send("GET", path)
            assert (page.status, page.h1) == (503, "Not reachable for a moment")
    finally:
        event.remove(engine, "before_cursor_execute", away)


def test_a_bug_is_a_500_with_the_number_of_the_request(app, signed_in, sam, failing, monkeypatch):
    failing(RuntimeError("bug"))
    monkeypatch.setitem(app.config, "TESTING", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    page = signed_in(sam).post("/account", TYPED, status=500)
    assert page.response.headers["X-Request-Id"] in page.text("[role=alert]")
    assert page.link("what you typed") == "/account#account"


def test_a_refused_page_in_chinese_is_marked_as_chinese(client):
    assert client.get("/nothing", status=404, headers={"Accept-Language": "zh"}).soup.html["lang"] == "zh-Hans"
