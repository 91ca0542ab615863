"""Plans in the browser: everything of S1-S23 can be read and changed without a programmer."""

import pytest
from flask import Flask

from portal.db import read_only
from portal.domain.organisations.queries import plan_called, plan_draft, plan_with_all
from portal.domain.organisations.rules import Entitlement
from portal.domain.rights import Role
from tests.client import SignedInBrowser
from tests.factories_people import stored_person


@pytest.fixture
def ada(app: Flask, signed_in) -> SignedInBrowser:
    """Administers."""
    return signed_in(stored_person(app, Role.ADMINISTRATOR))


def stored(app: Flask, slug: str):
    with app.app_context(), read_only():
        plan = plan_with_all(plan_called(slug).id)
        return plan.id, plan_draft(plan)


def test_all_plans_are_listed_and_read_in_words(app: Flask, signed_in):
    sam = signed_in(stored_person(app, Role.AGENT))
    page = sam.get("/settings/plans")
    assert page.texts(".row-title") == ["Essential", "Advanced", "Elite", "Elite Multinational", "Incident pack"]
    shown = sam.get(page.link("Incident pack"))
    assert "best effort, no deadline" in shown.text("main")
    assert "New plan" not in page.text("main")
    sam.get("/settings/plans/new", status=403)


@pytest.mark.parametrize("slug", ["essential", "elite", "elite-multinational", "incident-pack"])
def test_saving_a_plan_as_it_stands_changes_nothing(app: Flask, ada: SignedInBrowser, slug: str):
    plan_id, before = stored(app, slug)
    ada.submit(ada.get(f"/settings/plans/{plan_id}/edit"), "plan")
    assert stored(app, slug)[1] == before


def test_targets_countries_and_entitlements_are_changed(app: Flask, ada: SignedInBrowser):
    plan_id, _ = stored(app, "elite")
    form = ada.get(f"/settings/plans/{plan_id}/edit")
    fields = {
        "target_1": "0:30",
        "clock_2": "always",
        "target_4": "",
        "caller_countries": "us, ca",
        "includes": ["lab"],
    }
    page = ada.follow(ada.submit(form, "plan", fields))
    assert "0 h 30 min" in page.text("main")
    assert "United States, Canada" in page.text("main")
    draft = stored(app, "elite")[1]
    assert [(str(t.clock), t.minutes) for t in draft.targets] == [
        ("always", 30),
        ("always", 120),
        ("business", 720),
        ("business", None),
    ]
    assert draft.includes == {Entitlement.LAB}
    assert draft.caller_countries == "US CA"


def test_what_can_not_be_read_is_answered_at_its_field(app: Flask, ada: SignedInBrowser):
    plan_id, before = stored(app, "elite")
    form = ada.get(f"/settings/plans/{plan_id}/edit")
    wrong = {"target_2": "soon", "caller_countries": "US QQ", "callers_included": "0", "slug": "Elite One"}
    page = ada.submit(form, "plan", wrong, status=422)
    told = page.text("[role=alert]")
    for sentence in (
        "Enter hours and minutes, for example 4:00 or 0:30.",
        "QQ is no country.",
        "Enter a number from 1 to 1,000.",
        "Use small letters, digits and hyphens, for example elite.",
    ):
        assert sentence in told
    assert page.value("target_2") == "soon"
    assert stored(app, "elite")[1] == before


def test_a_new_plan_is_added_and_its_name_is_not_given_twice(app: Flask, ada: SignedInBrowser):
    form = ada.get("/settings/plans/new")
    fields = {
        "name": "Night watch",
        "slug": "night-watch",
        "callers_included": "3",
        "caller_countries": "*",
        "device_countries": "several",
        "target_1": "1",
    }
    page = ada.follow(ada.submit(form, "plan", fields))
    assert page.h1 == "Night watch"
    assert stored(app, "night-watch")[1].targets[0].minutes == 60
    refused = ada.submit(form, "plan", {**fields, "slug": "other"}, status=409)
    assert "There is a plan named Night watch already." in refused.text("main")
    assert ada.get("/settings/plans/new").value("slug") == "other"


def test_the_second_of_two_editors_is_told(app: Flask, ada: SignedInBrowser):
    plan_id, _ = stored(app, "elite")
    first, second = ada.get(f"/settings/plans/{plan_id}/edit"), ada.get(f"/settings/plans/{plan_id}/edit")
    ada.submit(first, "plan", callers_included="7")
    ada.submit(second, "plan", callers_included="9", status=409)
    again = ada.get(f"/settings/plans/{plan_id}/edit")
    assert again.value("callers_included") == "9"
    assert "Somebody else changed this meanwhile" in again.text("main")


def test_a_plan_that_is_not_there_is_a_404(ada: SignedInBrowser):
    ada.get("/settings/plans/4711", status=404)
    ada.get("/settings/plans/4711/edit", status=404)
    ada.post("/settings/plans/4711", status=404)
