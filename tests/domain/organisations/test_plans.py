"""Plans are data: made, changed, and what they say holds at once (S1-S23)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from portal.db import transaction
from portal.domain.actors import SYSTEM
from portal.domain.audit.queries import entries_about
from portal.domain.errors import ChangedMeanwhile
from portal.domain.organisations import refusals
from portal.domain.organisations.drafts import OrganisationDraft, TargetDraft
from portal.domain.organisations.operations import change_organisation, change_plan, found_organisation, make_plan
from portal.domain.organisations.queries import places, plan_called, plan_draft, plan_with_all, plans, target_of
from portal.domain.organisations.rules import Clock, Entitlement
from portal.domain.organisations.seeds import seed_default_plans
from tests.factories_organisations import make_contract, make_organisation

AT = datetime(2026, 6, 1, 13, tzinfo=UTC)


@pytest.fixture
def inside(app: Flask):
    with app.app_context(), transaction():
        yield


@pytest.fixture
def elite(inside: None):
    return plan_with_all(plan_called("elite").id)


def test_a_changed_plan_holds_at_once_for_its_contracts(elite):
    clinics = make_organisation(at=AT)
    make_contract(clinics, "elite", first="2026-01-01", last="2026-12-31", at=AT)
    draft = replace(
        plan_draft(elite),
        callers_included=8,
        targets=(TargetDraft(Clock.BUSINESS, 30), *plan_draft(elite).targets[1:]),
        includes=frozenset({Entitlement.LAB}),
    )
    changed = change_plan(elite.id, draft, elite.version, by=SYSTEM, at=AT)
    assert places(clinics.id, AT) == 8
    assert (target_of(elite.id, 1).clock, target_of(elite.id, 1).minutes) == ("business", 30)
    assert changed.includes == {Entitlement.LAB}
    assert entries_about(changed)[-1].details["changes"]["callers_included"] == [6, 8]


def test_a_plan_survives_being_saved_unchanged(elite):
    before = plan_draft(elite)
    change_plan(elite.id, before, elite.version, by=SYSTEM, at=AT)
    again = plan_with_all(elite.id)
    assert plan_draft(again) == before
    assert entries_about(again)[-1].details["changes"] == {}


def test_the_second_of_two_editors_is_told(elite):
    seen, draft = elite.version, plan_draft(elite)
    change_plan(elite.id, draft, seen, by=SYSTEM, at=AT)
    with pytest.raises(ChangedMeanwhile):
        change_plan(elite.id, draft, seen, by=SYSTEM, at=AT)


def test_names_are_not_given_twice(elite):
    with pytest.raises(refusals.PlanNameTaken):
        make_plan(replace(plan_draft(elite), slug="another"), by=SYSTEM, at=AT)
    with pytest.raises(refusals.PlanShortNameTaken):
        make_plan(replace(plan_draft(elite), name="Another"), by=SYSTEM, at=AT)
    made = make_plan(replace(plan_draft(elite), name="Another", slug="another"), by=SYSTEM, at=AT)
    assert made.id in [plan.id for plan in plans()]


def test_the_defaults_are_not_loaded_over_what_the_business_made(elite):
    assert seed_default_plans(elite.calendar_id, by=SYSTEM, at=AT) == []


def test_a_mail_domain_belongs_to_one_organisation_s32(inside: None):
    facts = {"country": "US", "zone": "America/New_York", "size": 10, "email_domain": "northwind.example"}
    first = found_organisation(OrganisationDraft("Northwind", **facts), by=SYSTEM, at=AT)
    with pytest.raises(refusals.EmailDomainTaken) as refused:
        found_organisation(OrganisationDraft("Southwind", **facts), by=SYSTEM, at=AT)
    assert "Northwind" in str(refused.value)
    change_organisation(first.id, OrganisationDraft("Northwind Inc.", **facts), 1, by=SYSTEM, at=AT)
    with pytest.raises(ChangedMeanwhile):
        change_organisation(first.id, OrganisationDraft("Northwind Ltd.", **facts), 1, by=SYSTEM, at=AT)
