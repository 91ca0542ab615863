"""The wallboard: by a link, in its language, without controls, right by itself (Q6, P1, P5)."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from portal.blueprints.wall.showing import first_name
from portal.clock import now
from portal.db import transaction
from portal.domain.actors import SYSTEM
from portal.domain.organisations.models import Organisation
from portal.domain.people.displays import new_token
from portal.domain.people.operations import make_display_link, revoke_display_link
from portal.domain.people.operations.display_links import DisplayDraft
from portal.domain.people.rules import Theme
from portal.domain.rights import Role
from portal.domain.tickets.operations import claim_ticket
from portal.domain.tickets.queries import ticket_for
from tests.client import Page, PortalClient
from tests.factories_people import stored_person
from tests.factories_tickets import make_agent, make_customer, make_ticket

HOUR = timedelta(hours=1)


@pytest.fixture
def hang(app: Flask):
    """`hang(locale=...)`: a screen's address."""

    def make(**facts: object) -> str:
        token = new_token()
        with app.app_context(), transaction():
            make_display_link(DisplayDraft("Support room", **facts), token, by=SYSTEM, at=now())
        return f"/wall/{token}"

    return make


@pytest.fixture
def late(app: Flask) -> int:
    """A late ticket that Sam has, and one that nobody has."""
    with app.app_context(), transaction():
        customer, sam, at = make_customer("Corvid Freight"), make_agent("Sam Ortiz"), now()
        ticket = make_ticket(customer.mei, at - 3 * HOUR, severity=1)
        make_ticket(customer.mei, at, severity=1)
        claim_ticket(ticket_for(sam.actor, ticket.number), by=sam.actor, at=at)
        return ticket.number


def again(client: PortalClient, page: Page, *, at_once: bool = False, **args: object) -> Page:
    """As the page asks again by itself."""
    part = page.soup.select_one("[data-live]")
    path = part["hx-get"] + f"?v={part['data-v']}" + ("&now=1" if at_once else "")
    return client.get(path, headers={"HX-Request": "true"}, **args)


def test_a_screen_shows_the_most_urgent_without_an_account(client: PortalClient, hang, late: int):
    page = client.get(hang())
    first, second = page.soup.select("[data-row]")
    words = " ".join(first.get_text(" ").split())
    assert "late" in words
    assert all(part in words for part in (str(late), "Corvid Freight", "1 Urgent", "Sam"))
    assert "Ortiz" not in words
    assert "Nobody" in second.get_text()
    assert page.texts(".wall-foot .count") == ["1 late", "1 due within the hour", "0 later", "0 waiting"]
    assert page.soup.select("a, button, input, form, nav") == [], "no controls"


def test_it_speaks_the_language_of_its_link_not_of_the_browser(client: PortalClient, hang, late: int):
    page = client.get(hang(locale="zh_Hans"), headers={"Accept-Language": "en"})
    assert page.soup.html["lang"] == "zh-Hans"
    assert page.h1 == "队列"
    assert "未分配" in page.text("main")
    english = client.get(hang(), headers={"Accept-Language": "zh-CN"})
    assert english.soup.html["lang"] == "en"


def test_whoever_is_signed_in_sees_what_the_link_shows(app: Flask, signed_in, hang, late: int):
    browser = signed_in(stored_person(app, Role.AGENT, locale="zh_Hans"))
    page = browser.get(hang())
    assert page.h1 == "Queue"
    assert "Sign out" not in page.text()


def test_it_stands_in_the_light_that_was_chosen(client: PortalClient, hang):
    assert "wall-dark" in client.get(hang(theme=Theme.DARK)).soup.body["class"]
    assert "wall-auto" in client.get(hang()).soup.body["class"]


def test_it_says_what_it_is_limited_to(client: PortalClient, hang):
    assert client.get(hang(severity_to=2)).text("#wall-about") == "Deskbell · severities 1 and 2"
    assert client.get(hang()).text("#wall-about") == "Deskbell"


def test_without_promises_it_says_so(client: PortalClient, hang):
    page = client.get(hang())
    assert page.text("main") == "No answer is owed."
    assert page.texts(".wall-foot .count b") == ["0", "0", "0", "0"]


def test_asking_again_is_answered_with_nothing_until_something_is_new(app: Flask, client, hang, late: int):
    page = client.get(hang())
    assert again(client, page, status=204).html == ""
    with app.app_context(), transaction():
        number = make_ticket(make_customer("Contoso").mei, now() - 5 * HOUR, severity=1).number
    part = again(client, page, at_once=True)
    assert part.soup.select_one("[data-row]")["id"] == f"wall-{number}"
    assert part.soup.select_one("html") is None
    assert part.soup.select_one("[data-live]")["id"] == page.soup.select_one("[data-live]")["id"]


def test_a_renamed_customer_is_news_on_the_row(app: Flask, client, hang, late: int):
    """What a row says it shows holds everything but the ticking time: an open screen compares nothing else."""
    page = client.get(hang())
    with app.app_context(), transaction() as session:
        session.execute(update(Organisation).where(Organisation.name == "Corvid Freight").values(name="Corvid Cargo"))
    before, after = (part.soup.select_one("[data-row]") for part in (page, again(client, page, at_once=True)))
    assert before["id"] == after["id"]
    assert before["data-v"] != after["data-v"]


def test_without_javascript_the_page_fetches_itself_anew_p10(client: PortalClient, hang):
    again = client.get(hang()).soup.select_one("head noscript meta[http-equiv=refresh]")
    assert again["content"] == "20"


def test_wrong_revoked_and_mistyped_links_are_one_404(app: Flask, client: PortalClient, hang):
    """Nothing tells a link that was from one that never was (threats: enumeration)."""
    token = new_token()
    with app.app_context(), transaction():
        link = make_display_link(DisplayDraft("Support room"), token, by=SYSTEM, at=now())
    client.get(f"/wall/{token}")
    with app.app_context(), transaction():
        revoke_display_link(link, by=SYSTEM, at=now())
    wrongs = (token, new_token(), token[:-1], "x", "'", "%00", f"{token}/")
    pages = [client.get(f"/wall/{wrong}", status=404) for wrong in wrongs]
    asking = client.get(f"/wall/{token}/live", headers={"HX-Request": "true"}, status=404)
    assert asking.html == "", "the screen loads itself anew, and is told then"
    assert {page.text("main") for page in pages} == {pages[0].text("main")}
    assert "Nothing here" in pages[0].text("main")
    assert "An administrator makes a new one" in pages[0].text("main")
    assert "Sign in" not in pages[0].text(), "a screen has nobody to sign in"
    for page in pages:
        assert page.response.headers["Referrer-Policy"] == "no-referrer"
        assert page.response.headers["Cache-Control"] == "no-store"


def test_the_board_keeps_its_address_to_itself(client: PortalClient, hang):
    answer = client.get(hang()).response
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_link_opens_the_board_and_no_other_door(client: PortalClient, hang):
    client.get(hang())
    for path in ("/tickets", "/queue", "/settings/display-links", "/account"):
        assert client.get(path, status=303).location.startswith("/sign-in")


@pytest.mark.parametrize(
    ("name", "called"),
    [("Maya Lindqvist", "Maya"), ("林悦", "林悦"), ("欧阳 娜娜", "欧阳 娜娜"), ("Cher", "Cher"), ("", "")],
)
def test_staff_are_called_as_across_a_room(name: str, called: str):
    assert first_name(name) == called
