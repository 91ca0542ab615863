"""What `portal init` loads is what the guide says, row by row (S1-S23)."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal.db import read_only
from portal.domain.calendars.queries import working_hours_of
from portal.domain.organisations.models import Plan
from portal.domain.organisations.queries import plan_called, plan_with_all, plans, target_of
from portal.domain.organisations.rules import Entitlement

PLANS = ("essential", "advanced", "elite", "elite-multinational", "incident-pack")
NEVER = "best effort"
FACTS = {
    "S1 callers_included": (2, 2, 6, 12, 1),
    "S2 callers_per_option": (0, 2, 2, 2, 0),
    "S3 caller_countries": ("US", "US", "US", "*", "US"),
    "S4 device_countries": ("US", "US", "several", "*", "US"),
    "S5 tickets_per_year": (10, None, None, None, 1),
    "S14 session_minutes": (None, None, 120, 120, None),
    "S23 largest_size": (999, None, None, None, None),
    "S54 work_minutes": (None, None, None, None, 480),
    "S63 longest_days": (None, None, None, None, 180),
}
TARGETS = {  # hours, and on which clock for severity 1 (S7) and the others (S8)
    "S9 1": (("business", 4), ("business", 2), ("always", 1), ("always", 1), ("business", NEVER)),
    "S10 2": (("business", 8), ("business", 4), ("business", 2), ("business", 2), ("business", NEVER)),
    "S11 3": (("business", 48), ("business", 12), ("business", 12), ("business", 12), ("business", NEVER)),
    "S12 4": (("business", 72), ("business", 24), ("business", 24), ("business", 24), ("business", NEVER)),
}
INCLUDES = {
    "S6": ({Entitlement.PHONE, Entitlement.PORTAL, Entitlement.EMAIL}, (True, True, True, True, True)),
    "S13": ({Entitlement.LAB}, (False, True, True, True, False)),
    "S14": ({Entitlement.REMOTE_SESSION}, (False, False, True, True, False)),
    "S15": ({Entitlement.TRAINING}, (True, True, True, True, False)),
    "S16": ({Entitlement.BETA}, (False, False, True, True, False)),
    "S17": ({Entitlement.ACCOUNT_MANAGER}, (False, False, True, True, False)),
    "S18": ({Entitlement.KICK_OFF}, (True, True, True, True, False)),
    "S19": ({Entitlement.STATUS_REPORT}, (True, True, True, True, False)),
    "S19 own ticket": ({Entitlement.OWN_STATUS}, (False, False, False, False, True)),
    "S20": ({Entitlement.BULLETINS}, (True, True, True, True, False)),
    "S21": ({Entitlement.ACTIVITY_REPORT}, (False, False, True, True, False)),
    "S22": ({Entitlement.REVIEW}, (False, False, True, True, False)),
}


@pytest.fixture
def loaded(app: Flask) -> Iterator[list[Plan]]:
    with app.app_context(), read_only():
        yield [plan_with_all(plan_called(slug).id) for slug in PLANS]


def test_there_are_the_five_of_the_guide_in_their_order(loaded: list[Plan]):
    assert [plan.slug for plan in plans()] == list(PLANS)
    assert len({plan.calendar_id for plan in loaded}) == 1
    assert working_hours_of(loaded[0].calendar_id).zone == "America/New_York"


@pytest.mark.parametrize("row", FACTS)
def test_facts(loaded: list[Plan], row: str):
    assert tuple(getattr(plan, row.split()[1]) for plan in loaded) == FACTS[row]


@pytest.mark.parametrize("row", TARGETS)
def test_targets(loaded: list[Plan], row: str):
    found = [target_of(plan.id, int(row.split()[1])) for plan in loaded]
    assert tuple((one.clock, one.minutes / 60 if one.minutes else NEVER) for one in found) == TARGETS[row]


@pytest.mark.parametrize("row", INCLUDES)
def test_entitlements(loaded: list[Plan], row: str):
    wanted, expected = INCLUDES[row]
    assert tuple(wanted <= plan.includes for plan in loaded) == expected
