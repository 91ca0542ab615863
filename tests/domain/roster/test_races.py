"""Two processes at once, with real commits: exactly one gets what there is one of (S34, S39)."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from portal.db import read_only, session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.outbox.models import Mail
from portal.domain.roster.models import Caller
from portal.domain.roster.operations import add_caller, carry_out_next_substitution, give_notice
from tests.factories_roster import acting, draft_of, make_customer, make_named_caller

AT = datetime(2026, 6, 1, 13, tzinfo=UTC)


def add(name: str, at: datetime) -> str:
    add_caller(1, draft_of(name), by=SYSTEM, at=at)
    return "added"


def carry_out(at: datetime) -> None:
    carry_out_next_substitution(by=SYSTEM, at=at)


@pytest.mark.slow
def test_two_additions_to_one_place_left_are_exactly_one_s39(app, at_once):
    with app.app_context(), transaction():
        corvid = make_customer(at=AT)
        assert corvid.id == 1
        make_named_caller(corvid, "Mei Lin", at=AT)
    said = at_once(*[(add, name, AT + timedelta(hours=1)) for name in ("Tom Ferro", "Nia Okafor", "Third Person")])
    assert sorted(said) == ["PlacesTakenMoreOffered", "PlacesTakenMoreOffered", "added"]
    with app.app_context(), read_only():
        assert session().scalar(select(func.count()).select_from(Caller)) == 2


@pytest.mark.slow
def test_the_first_two_on_a_roster_have_one_primary_contact_s31_s39(app, at_once):
    with app.app_context(), transaction():
        make_customer(at=AT)
    assert at_once((add, "Tom Ferro", AT), (add, "Nia Okafor", AT)) == ["added", "added"]
    with app.app_context(), read_only():
        assert session().scalar(select(func.count()).where(Caller.is_primary)) == 1


@pytest.mark.slow
def test_one_substitution_under_two_workers_is_carried_out_once_s34(app, at_once):
    with app.app_context(), transaction():
        corvid = make_customer(at=AT)
        mei, tom = (make_named_caller(corvid, name, at=AT) for name in ("Mei Lin", "Tom Ferro"))
        give_notice(tom, draft_of("Nia Okafor"), by=acting(mei.person), at=AT)
    at_once(*[(carry_out, AT + timedelta(days=14))] * 3)
    with app.app_context(), read_only():
        told = session().scalars(select(Mail.to_email).where(Mail.kind == "substitution_done").order_by(Mail.id))
        assert list(told) == ["tom.ferro@example.com", "nia.okafor@example.com"]
