"""Contracts in the browser: signed, changed, renewed, extended; refusals keep what was typed (S2, S23, S60)."""

from datetime import date

import pytest
from flask import Flask

from portal.clock import now
from portal.db import read_only, transaction
from portal.domain.organisations.queries import contracts_of, plan_called
from portal.domain.rights import Role
from tests.client import SignedInBrowser
from tests.factories_organisations import make_contract, make_organisation
from tests.factories_people import stored_person
from tests.factories_roster import make_customer, make_named_caller


@pytest.fixture
def dana(app: Flask, signed_in) -> SignedInBrowser:
    return signed_in(stored_person(app, Role.SUPPORT_LEAD))


@pytest.fixture
def clinics(app: Flask) -> int:
    with app.app_context(), transaction():
        return make_organisation(at=now()).id


def plan_id(app: Flask, slug: str) -> str:
    with app.app_context(), read_only():
        return str(plan_called(slug).id)


def terms(app: Flask, organisation_id: int) -> list[tuple[date, date]]:
    with app.app_context(), read_only():
        return [(contract.start_on, contract.end_on) for contract in contracts_of(organisation_id)]


def test_a_contract_is_signed_and_read_in_words_s60(app: Flask, dana: SignedInBrowser, clinics: int):
    ana = stored_person(app, Role.ACCOUNT_MANAGER, name="Ana Account")
    form = dana.get(f"/organisations/{clinics}/contracts/new")
    fields = {
        "plan_id": plan_id(app, "elite"),
        "service_ids": "KX-1\n\n KX-2 ",
        "options_bought": "1",
        "manager_ids": [str(ana.id)],
    }
    page = dana.follow(dana.submit(form, "contract", fields))
    text = page.text("main")
    for words in (
        "Elite",
        "KX-1, KX-2",
        "Ana Account",
        "Named callers allowed 8",
        "around the clock",
        "Remote sessions",
    ):
        assert words in text


def test_what_the_plan_does_not_allow_is_refused_and_nothing_typed_is_lost_s23(
    app: Flask, dana: SignedInBrowser, clinics: int
):
    form = dana.get(f"/organisations/{clinics}/contracts/new")
    refused = dana.submit(
        form, "contract", plan_id=plan_id(app, "essential"), size="4000", service_ids="KX-9", status=409
    )
    assert "Essential is for customers of at most 999 people." in refused.text("main")
    again = dana.get(f"/organisations/{clinics}/contracts/new")
    assert again.value("size") == "4000"
    assert again.value("service_ids") == "KX-9"


def test_an_overlap_is_refused_with_the_days_that_are_taken_s60(app: Flask, dana: SignedInBrowser, clinics: int):
    with app.app_context(), transaction():
        make_contract(make_organisation("Other", at=now()), first="2026-01-01", last="2026-12-31", at=now())
    form = dana.get(f"/organisations/{clinics}/contracts/new")
    days = {"start_on": "2026-01-01", "end_on": "2026-12-31", "plan_id": plan_id(app, "advanced")}
    dana.submit(form, "contract", days)
    refused = dana.submit(form, "contract", {**days, "start_on": "2026-12-31", "end_on": "2027-01-31"}, status=409)
    assert "1 Jan 2026" in refused.text("main")
    turned = dana.submit(form, "contract", {**days, "start_on": "2027-12-31", "end_on": "2027-01-31"}, status=422)
    assert "The last day comes before the first one." in turned.text("[role=alert]")


def test_a_renewal_follows_the_last_day_and_twice_is_refused_s60(app: Flask, dana: SignedInBrowser, clinics: int):
    with app.app_context(), transaction():
        make_contract(make_organisation("Other", at=now()), first="2026-01-01", last="2026-12-31", at=now())
    dana.get(f"/organisations/{clinics}/renewals/new", status=404)
    form = dana.get(f"/organisations/{clinics}/contracts/new")
    days = {"start_on": "2026-01-01", "end_on": "2026-12-31", "plan_id": plan_id(app, "advanced")}
    dana.submit(form, "contract", days)
    renewal = dana.get(f"/organisations/{clinics}/renewals/new")
    assert "1 Jan 2027" in renewal.text("main")
    dana.submit(renewal, "renewal")
    dana.submit(renewal, "renewal", status=409)
    assert terms(app, clinics) == [(date(2027, 1, 1), date(2027, 12, 31)), (date(2026, 1, 1), date(2026, 12, 31))]


def test_a_plan_too_small_for_the_roster_is_refused_s1(app: Flask, dana: SignedInBrowser):
    with app.app_context(), transaction():
        corvid = make_customer(plan="elite", at=now())
        for name in ("Mei Lin", "Tom Reed", "Ida Moss"):
            make_named_caller(corvid, name, at=now())
        contract = contracts_of(corvid.id)[0]
        path = f"/organisations/{corvid.id}/contracts/{contract.id}/edit"
    form = dana.get(path)
    refused = dana.submit(form, "contract", plan_id=plan_id(app, "advanced"), status=409)
    assert "3 named callers are on the roster, and this contract would allow 2." in refused.text("main")
    assert dana.get(path).value("plan_id") == plan_id(app, "advanced")


def test_an_option_is_bought_with_one_button_s2(app: Flask, dana: SignedInBrowser):
    with app.app_context(), transaction():
        corvid = make_customer(plan="advanced", at=now()).id
    page = dana.get(f"/organisations/{corvid}")
    after = dana.follow(dana.submit(page, "Buy option"))
    assert "Named callers allowed 4" in after.text("main")
    assert "4 named callers are allowed now" in after.text("body")


def test_a_contract_of_another_organisation_is_not_found_by_its_number(app: Flask, dana: SignedInBrowser, clinics: int):
    with app.app_context(), transaction():
        corvid = make_customer(at=now())
        contract_id = contracts_of(corvid.id)[0].id
    dana.get(f"/organisations/{clinics}/contracts/{contract_id}/edit", status=404)
    dana.post(f"/organisations/{clinics}/contracts/{contract_id}", status=404)
    dana.post(f"/organisations/{clinics}/contracts/{contract_id}/options", status=404)


def test_an_agent_reads_and_signs_nothing(app: Flask, signed_in, clinics: int):
    sam = signed_in(stored_person(app, Role.AGENT))
    sam.get(f"/organisations/{clinics}")
    sam.get(f"/organisations/{clinics}/contracts/new", status=403)
    sam.post(f"/organisations/{clinics}/contracts", status=403)
    sam.post(f"/organisations/{clinics}/renewals", status=403)
