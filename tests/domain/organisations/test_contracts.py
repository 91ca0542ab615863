"""Signing, renewing, changing, extending; and the door of every ticket (S2, S17, S23, S60, S64, S65)."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal.db import session, transaction
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.audit.queries import entries_about
from portal.domain.errors import ChangedMeanwhile, RightMissing
from portal.domain.organisations import refusals
from portal.domain.organisations.models import Contract
from portal.domain.organisations.operations import (
    buy_option,
    change_contract,
    renew_contract,
    require_running_contract,
    sign_contract,
)
from portal.domain.organisations.queries import contract_with_all, places, running_contract
from portal.domain.rights import Role
from tests.factories_organisations import contract_draft_on, make_contract, make_organisation
from tests.factories_people import make_person

AT = datetime(2026, 6, 1, 13, tzinfo=UTC)


@pytest.fixture
def inside(app: Flask):
    with app.app_context(), transaction():
        yield


@pytest.fixture
def clinics(inside: None):
    return make_organisation(at=AT)


def test_a_contract_runs_from_its_first_midnight_to_its_last_in_the_customers_zone_s60(clinics):
    contract = make_contract(clinics, first="2026-01-01", last="2026-12-31", at=AT)
    before, first = datetime(2026, 1, 1, 4, 59, tzinfo=UTC), datetime(2026, 1, 1, 5, 0, tzinfo=UTC)
    last, after = datetime(2027, 1, 1, 4, 59, tzinfo=UTC), datetime(2027, 1, 1, 5, 0, tzinfo=UTC)
    runs = [running_contract(clinics.id, at) for at in (before, first, last, after)]
    assert runs == [None, contract, contract, None]
    assert places(clinics.id, AT) == 2
    assert places(clinics.id, after) == 0


def test_someone_without_contract_is_led_on_s64(clinics):
    with pytest.raises(refusals.NoContract) as refused:
        require_running_contract(clinics.id, at=AT)
    assert "https://example.com/support" in str(refused.value)
    assert "support@example.com" in str(refused.value)


def test_an_ended_contract_asks_for_renewal_s65(clinics):
    make_contract(clinics, first="2025-01-01", last="2025-12-31", at=AT)
    with pytest.raises(refusals.ContractEnded) as refused:
        require_running_contract(clinics.id, at=AT)
    assert refused.value.values["end_on"] == date(2025, 12, 31)
    assert "stay readable" in str(refused.value)


def test_a_contract_to_come_says_when(clinics):
    make_contract(clinics, first="2026-07-01", last="2027-06-30", at=AT)
    with pytest.raises(refusals.ContractNotYet) as refused:
        require_running_contract(clinics.id, at=AT)
    assert refused.value.values["start_on"] == date(2026, 7, 1)


def test_two_contracts_never_share_a_day_s60(clinics):
    make_contract(clinics, first="2026-01-01", last="2026-12-31", at=AT)
    with pytest.raises(refusals.ContractOverlaps):
        make_contract(clinics, first="2026-12-31", last="2027-12-30", at=AT)
    make_contract(clinics, first="2027-01-01", last="2027-12-31", at=AT)


@pytest.mark.parametrize("moved", [{"start_on": date(2026, 12, 31)}, {"end_on": date(2027, 1, 2)}])
def test_the_database_itself_refuses_an_overlap_p21(app: Flask, moved: dict[str, date]):
    with app.app_context():
        with transaction():
            clinics = make_organisation(at=AT)
            one = make_contract(clinics, first="2026-01-01", last="2026-12-31", at=AT)
            two = make_contract(clinics, first="2027-01-01", last="2027-12-31", at=AT)
            changing = two.id if "start_on" in moved else one.id
            make_contract(make_organisation("Other", at=AT), first="2026-01-01", last="2027-12-31", at=AT)
        with pytest.raises(IntegrityError), transaction():  # noqa: PT012 - the database refuses when it is over
            contract = session().get_one(Contract, changing)
            for name, value in moved.items():
                setattr(contract, name, value)


def test_a_renewal_begins_where_the_last_one_ends_s60(clinics):
    with pytest.raises(refusals.NothingToRenew):
        renew_contract(clinics.id, contract_draft_on("elite", "2027-01-01", "2027-12-31"), by=SYSTEM, at=AT)
    make_contract(clinics, first="2026-01-01", last="2026-12-31", at=AT)
    renewed = renew_contract(clinics.id, contract_draft_on("elite", "2027-01-01", "2027-12-31"), by=SYSTEM, at=AT)
    assert renewed.start_on == date(2027, 1, 1)
    with pytest.raises(ChangedMeanwhile):  # the second of two who renew at once has seen an older end
        renew_contract(clinics.id, contract_draft_on("elite", "2027-01-01", "2027-12-31"), by=SYSTEM, at=AT)


@pytest.mark.parametrize(
    ("plan", "facts", "refusal"),
    [
        ("essential", {"size": 1000}, refusals.SizeTooLarge),
        ("essential", {"options_bought": 1}, refusals.NoOptions),
        ("essential", {"managers_bought": 1}, refusals.NoAccountManagers),
        ("incident-pack", {}, refusals.TermTooLong),
    ],
    ids=["S23", "S2", "S17", "S63"],
)
def test_what_the_plan_does_not_allow_is_refused(clinics, plan: str, facts: dict[str, int], refusal: type[Exception]):
    with pytest.raises(refusal):
        make_contract(clinics, plan, first="2026-01-01", last="2026-12-31", at=AT, **facts)


def test_a_smaller_plan_needs_a_smaller_roster_s1(clinics):
    draft = contract_draft_on("advanced", "2026-01-01", "2026-12-31")
    with pytest.raises(refusals.TooManyCallers) as refused:
        sign_contract(clinics.id, draft, named_callers=3, by=SYSTEM, at=AT)
    assert "3 named callers are on the roster, and this contract would allow 2." in str(refused.value)
    sign_contract(clinics.id, draft, named_callers=2, by=SYSTEM, at=AT)


def test_one_account_manager_is_included_another_is_bought_s17(clinics):
    ana, ben = make_person(Role.ACCOUNT_MANAGER), make_person(Role.ACCOUNT_MANAGER)
    agent = make_person(Role.AGENT)
    term = {"first": "2026-01-01", "last": "2026-12-31", "at": AT}
    with pytest.raises(refusals.TooManyManagers):
        make_contract(clinics, "elite", **term, manager_ids=(ana.id, ben.id))
    with pytest.raises(refusals.NotAnAccountManager):
        make_contract(clinics, "elite", **term, manager_ids=(agent.id,))
    contract = make_contract(clinics, "elite", **term, manager_ids=(ana.id, ben.id), managers_bought=1)
    assert {row.person_id for row in contract.managers} == {ana.id, ben.id}


def test_options_are_bought_any_number_of_times_while_it_runs_s2(clinics):
    contract = make_contract(clinics, first="2026-01-01", last="2026-12-31", at=AT)
    assert [buy_option(contract.id, by=SYSTEM, at=AT).callers_allowed for _ in range(3)] == [4, 6, 8]
    with pytest.raises(refusals.ContractNotRunning):
        buy_option(contract.id, by=SYSTEM, at=datetime(2027, 6, 1, tzinfo=UTC))
    assert [entry.action for entry in entries_about(contract)] == ["contract.signed", *["contract.option_bought"] * 3]


def test_options_are_not_sold_on_a_plan_without_them_s2(clinics):
    contract = make_contract(clinics, "essential", first="2026-01-01", last="2026-12-31", at=AT)
    with pytest.raises(refusals.NoOptions):
        buy_option(contract.id, by=SYSTEM, at=AT)


def test_a_change_replaces_everything_and_is_written_down_p22(clinics):
    term = {"first": "2026-01-01", "last": "2026-12-31"}
    contract = make_contract(clinics, **term, at=AT, service_ids=("KX-1", "KX-2"))
    draft = contract_draft_on("elite", "2026-01-01", "2026-12-31", service_ids=("KX-2", "KX-3"))
    change_contract(contract.id, draft, 1, by=SYSTEM, at=AT)
    changed = contract_with_all(contract.id)
    assert changed.plan.slug == "elite"
    assert [row.service_id for row in changed.service_ids] == ["KX-2", "KX-3"]
    entry = entries_about(changed)[-1]
    assert (entry.action, entry.organisation_id) == ("contract.changed", clinics.id)
    assert entry.details["changes"]["service_ids"] == [["KX-1", "KX-2"], ["KX-2", "KX-3"]]


def test_the_second_of_two_editors_is_told(clinics):
    contract = make_contract(clinics, first="2026-01-01", last="2026-12-31", at=AT)
    draft = contract_draft_on("elite", "2026-01-01", "2026-12-31")
    change_contract(contract.id, draft, 1, by=SYSTEM, at=AT)
    with pytest.raises(ChangedMeanwhile):
        change_contract(contract.id, draft, 1, by=SYSTEM, at=AT)


def test_who_has_not_the_right_signs_nothing(clinics):
    with pytest.raises(RightMissing):
        sign_contract(clinics.id, contract_draft_on("elite", "2026-01-01", "2026-12-31"), by=NOBODY, at=AT)
