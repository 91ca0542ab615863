"""The operator's own settings: name, logo, colours, the numbers the house runs by (P15)."""

import io

import pytest
from flask import Flask

from portal.db import read_only
from portal.domain.audit.models import AuditEntry
from portal.domain.house.queries import house
from portal.domain.rights import Role
from tests.client import SignedInBrowser
from tests.factories_people import stored_person

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100


@pytest.fixture
def ada(app: Flask, signed_in) -> SignedInBrowser:
    """Administers."""
    return signed_in(stored_person(app, Role.ADMINISTRATOR))


def test_saving_the_settings_as_they_stand_changes_nothing(app: Flask, ada: SignedInBrowser):
    before = settings(app)
    ada.submit(ada.get("/settings/house"), "house")
    assert settings(app) == before


def test_the_name_stands_on_every_page_and_the_change_in_the_audit_log(app: Flask, ada: SignedInBrowser):
    page = ada.follow(ada.submit(ada.get("/settings/house"), "house", name="Kestrel Service"))
    assert page.text(".house") == "Kestrel Service"
    with app.app_context(), read_only() as session:
        entry = session.query(AuditEntry).filter_by(action="house.changed").one()
        assert entry.details["changes"]["name"] == ["Deskbell", "Kestrel Service"]


def test_a_refused_number_stays_as_typed_with_its_sentence(app: Flask, ada: SignedInBrowser):
    before = settings(app)
    page = ada.submit(ada.get("/settings/house"), "house", {"silence_business_days": "3", "name": "Kept"}, status=422)
    assert "The reminder must come before the closing." in page.text("[role=alert]")
    assert page.value("name") == "Kept"
    assert settings(app) == before


@pytest.mark.parametrize(
    ("field", "colour", "sentence"),
    [
        ("accent_light", "#ffdd00", "too light"),
        ("accent_dark", "#003333", "too dark"),
        ("accent_light", "red", "Enter the colour as #"),
    ],
)
def test_an_accent_that_nobody_can_read_is_refused(ada: SignedInBrowser, field: str, colour: str, sentence: str):
    page = ada.submit(ada.get("/settings/house"), "house", {field: colour}, status=422)
    assert sentence in page.text("[role=alert]")
    assert page.value(field) == colour


def test_a_logo_is_shown_and_taken_away_again(ada: SignedInBrowser):
    page = ada.follow(ada.submit(ada.get("/settings/house"), "house", logo=(io.BytesIO(PNG), "logo.png")))
    shown = page.soup.select_one(".house img")
    assert shown is not None
    assert shown["alt"] == "Deskbell"
    assert ada.get(str(shown["src"])).response.data == PNG
    page = ada.follow(ada.submit(page, "house", remove_logo="y"))
    assert not page.soup.select(".house img")


@pytest.mark.parametrize("content", [b"<svg onload='alert(1)'/>", PNG + b"\0" * 50_000])
def test_what_is_no_small_picture_is_no_logo(ada: SignedInBrowser, content: bytes):
    page = ada.submit(ada.get("/settings/house"), "house", logo=(io.BytesIO(content), "logo.png"), status=422)
    assert "at most 50 kB" in page.text("[role=alert]")


def test_only_administrators_change_the_house(app: Flask, signed_in):
    signed_in(stored_person(app, Role.SUPPORT_LEAD)).get("/settings/house", status=403)


def settings(app: Flask) -> dict[str, object]:
    with app.app_context(), read_only():
        row = house()
        return {column.key: getattr(row, column.key) for column in row.__table__.columns}
