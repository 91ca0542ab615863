"""Two processes at once, with real commits: one contract runs per organisation, every option is counted (S2, S60)."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.db import read_only, session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.organisations.models import Contract
from portal.domain.organisations.operations import buy_option, sign_contract
from tests.factories_organisations import contract_draft_on, make_contract, make_organisation

AT = datetime(2026, 6, 1, 13, tzinfo=UTC)


def sign() -> str:
    sign_contract(1, contract_draft_on("advanced", "2026-01-01", "2026-12-31"), by=SYSTEM, at=AT)
    return "signed"


def write() -> str:
    draft = contract_draft_on("advanced", "2026-01-01", "2026-12-31")
    on = {"start_on": draft.start_on, "end_on": draft.end_on}
    session().add(Contract(organisation_id=1, plan_id=draft.plan_id, **on, size=1, created_at=AT, changed_at=AT))
    return "signed"


def buy() -> str:
    buy_option(1, by=SYSTEM, at=AT)
    return "bought"


@pytest.mark.slow
@pytest.mark.parametrize("work", [sign, write], ids=["through the operation", "past the operation"])
def test_of_two_overlapping_contracts_exactly_one_is_signed_s60(app: Flask, at_once, work):
    with app.app_context(), transaction():
        make_organisation(at=AT)
    assert at_once((work,), (work,)).count("signed") == 1
    with app.app_context(), read_only():
        assert session().scalar(select(func.count()).select_from(Contract)) == 1


@pytest.mark.slow
def test_two_options_bought_at_once_are_both_counted_s2(app: Flask, at_once):
    with app.app_context(), transaction():
        make_contract(make_organisation(at=AT), first="2026-01-01", last="2026-12-31", at=AT)
    assert at_once((buy,), (buy,)) == ["bought", "bought"]
    with app.app_context(), read_only():
        assert session().get_one(Contract, 1).callers_allowed == 6
