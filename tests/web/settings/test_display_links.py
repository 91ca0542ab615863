"""Display links in the settings: made, shown once, revoked (Q6)."""

from urllib.parse import urlsplit

import pytest
from flask import Flask

from portal.domain.rights import Role
from tests.client import Page, SignedInBrowser
from tests.factories_people import stored_person


@pytest.fixture
def ada(app: Flask, signed_in) -> SignedInBrowser:
    """Administers."""
    return signed_in(stored_person(app, Role.ADMINISTRATOR, name="Ada King"))


def made(ada: SignedInBrowser, **fields: str) -> Page:
    """The page that shows the address."""
    return ada.submit(ada.get("/settings/display-links/new"), "display-link", status=200, **fields)


def test_a_link_is_shown_once_and_opens_the_board(ada: SignedInBrowser, client):
    page = made(ada, name="Support room", locale="zh_Hans", theme="dark", severity_to="2")
    address = page.soup.select_one("#display-address")["value"]
    board = client.get(urlsplit(address).path)
    assert board.soup.html["lang"] == "zh-Hans"
    assert "wall-dark" in board.soup.body["class"]
    listed = ada.get("/settings/display-links")
    assert "Support room" in listed.text("#rows")
    assert "severities 1 and 2" in listed.text("#rows")
    assert "Ada King" in listed.text("#rows")
    assert urlsplit(address).path.rsplit("/", 1)[1] not in listed.html
    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_revoked_link_opens_nothing_and_stays_in_the_list(ada: SignedInBrowser, client):
    address = made(ada, name="Hall").soup.select_one("#display-address")["value"]
    page = ada.submit(ada.get("/settings/display-links"), "Revoke")
    client.get(urlsplit(address).path, status=404)
    listed = ada.follow(page).text("#rows")
    assert "Revoked" in listed
    assert "Hall" in listed
    ada.post("/settings/display-links/1/revocation")  # again: it stays as it was
    ada.post("/settings/display-links/99/revocation", status=404)


def test_a_screen_without_a_name_is_not_made_and_the_choices_stay(ada: SignedInBrowser):
    page = ada.submit(
        ada.get("/settings/display-links/new"), "display-link", status=422, name=" ", theme="dark", locale="zh_Hans"
    )
    assert "Enter a name by which you know the screen" in page.text("[role=alert]")
    assert (page.value("theme"), page.value("locale")) == ("dark", "zh_Hans")
    assert "No display yet" in ada.get("/settings/display-links").text("main")


def test_a_form_sent_twice_makes_one_link_and_shows_one_address(ada: SignedInBrowser):
    form = ada.get("/settings/display-links/new")
    first, again, other = (
        ada.submit(form, "display-link", status=200, name=name).soup.select_one("#display-address")["value"]
        for name in ("Hall", "Hall", "Support room")
    )
    assert first == again
    assert other != first, "who goes back and describes another screen makes another link"
    assert len(ada.get("/settings/display-links").texts("#rows .row-title")) == 2


def test_a_name_shows_something_and_turns_nothing_around(ada: SignedInBrowser):
    form = ada.get("/settings/display-links/new")
    unseen = ada.submit(form, "display-link", status=422, name="\u200b\u2060 \u3164")
    assert "Enter a name by which you know the screen" in unseen.text("[role=alert]")
    made(ada, name="\u202eHall\u202c \u2067\U0001f468\u200d\U0001f469")
    assert ada.get("/settings/display-links").texts("#rows .row-title") == ["Hall \U0001f468\u200d\U0001f469"]


def test_displays_are_the_administrators(app: Flask, signed_in):
    dana = signed_in(stored_person(app, Role.SUPPORT_LEAD))
    dana.get("/settings/display-links", status=403)
    dana.post("/settings/display-links", name="Mine", status=403)
