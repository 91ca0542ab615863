"""Product areas in the browser: the business edits the list, tickets keep theirs (S41)."""

import pytest
from flask import Flask

from portal.db import read_only
from portal.domain.rights import Role
from portal.domain.tickets.queries import areas
from tests.client import SignedInBrowser
from tests.factories_people import stored_person


@pytest.fixture
def ada(app: Flask, signed_in) -> SignedInBrowser:
    """Administers."""
    return signed_in(stored_person(app, Role.ADMINISTRATOR))


def offered(app: Flask) -> list[str]:
    with app.app_context(), read_only():
        return [area.name for area in areas()]


def test_an_area_is_added_renamed_retired_and_restored_s41(app: Flask, ada: SignedInBrowser):
    page = ada.follow(ada.submit(ada.get("/settings/areas"), "area", name="Wearables"))
    assert offered(app)[-1] == "Wearables"
    edit = page.link("Wearables")
    page = ada.follow(ada.submit(ada.get(edit), "area", name="Watches"))
    assert offered(app)[-1] == "Watches"
    number = edit.removesuffix("/edit")
    page = ada.follow(ada.post(f"{number}/retirement"))
    assert "Watches" not in offered(app)
    assert "Retired" in page.text("main")
    ada.follow(ada.post(f"{number}/restoration"))
    assert offered(app)[-1] == "Watches"


def test_a_name_is_not_given_twice_and_not_left_empty(app: Flask, ada: SignedInBrowser):
    before = offered(app)
    page = ada.submit(ada.get("/settings/areas"), "area", name=" ", status=422)
    assert "Enter the name that customers choose it by." in page.text("[role=alert]")
    refused = ada.submit(page, "area", name=before[0].upper(), status=409)
    assert "already" in refused.text("main")
    assert offered(app) == before


def test_who_renames_a_translated_name_is_told_that_the_translation_goes_s41(app: Flask, ada: SignedInBrowser):
    page = ada.get(ada.get("/settings/areas").link(offered(app)[0]))
    assert "the translation is gone" in page.text("form#area .hint")
    page = ada.follow(ada.submit(page, "area", name="Phones"))
    assert "as you write it" in ada.get(page.link("Phones")).text("form#area .hint")
    assert "translation" not in ada.get(page.link("Phones")).text("form#area .hint")


def test_the_last_area_stays(app: Flask, ada: SignedInBrowser):
    with app.app_context(), read_only():
        *others, last = [area.id for area in areas()]
    for area_id in others:
        ada.post(f"/settings/areas/{area_id}/retirement")
    ada.post(f"/settings/areas/{last}/retirement", status=409)
    assert len(offered(app)) == 1


def test_areas_are_the_administrators(app: Flask, signed_in):
    sam = signed_in(stored_person(app, Role.AGENT))
    sam.get("/settings/areas", status=403)
    sam.post("/settings/areas", status=403)
