"""One caller for another with notice (S34, S35, SE48, SE49), against a real database."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.db import session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.audit.queries import entries_about
from portal.domain.house.models import House
from portal.domain.outbox.models import Mail
from portal.domain.people.queries import roles_of
from portal.domain.rights import Role
from portal.domain.roster.models import ReplacementDemand
from portal.domain.roster.operations import (
    CallerNotYet,
    NotANamedCaller,
    carry_out_next_substitution,
    demand_replacement,
    give_notice,
    hand_over_primary,
    remove_caller,
    require_named_caller,
    withdraw_notice,
)
from portal.domain.roster.queries import callers, pending_substitutions, roster_of
from portal.domain.roster.refusals import (
    AlreadyACaller,
    AlreadyComing,
    CountryNotCovered,
    InEffect,
    LeavesSoon,
    PlacesTaken,
    PrimaryStays,
)
from tests.factories_roster import acting, draft_of, make_customer, make_named_caller

NOTICE = datetime(2026, 3, 1, 20, tzinfo=UTC)  # 15:00 EST
EFFECTIVE = datetime(2026, 3, 15, 19, tzinfo=UTC)  # 15:00 EDT (SE48)
BEFORE = EFFECTIVE - timedelta(seconds=1)


@pytest.fixture(autouse=True)
def inside(app):
    with app.app_context(), transaction():
        yield


@pytest.fixture
def corvid(inside):
    return make_customer(at=NOTICE)


@pytest.fixture
def mei(corvid):
    return make_named_caller(corvid, "Mei Lin", at=NOTICE)


@pytest.fixture
def tom(corvid, mei):
    return make_named_caller(corvid, "Tom Ferro", at=NOTICE)


@pytest.fixture
def notice(mei, tom):
    return give_notice(tom, draft_of("Nia Okafor"), by=acting(mei.person), at=NOTICE)


def told(kind: str) -> list[tuple[str, str]]:
    found = session().scalars(select(Mail).where(Mail.kind == kind).order_by(Mail.id))
    return [(mail.to_email, mail.values["side"]) for mail in found]


def test_the_notice_names_who_leaves_who_comes_and_when_s34_se48(notice):
    assert (notice.leaver.name, notice.comer_person.name) == ("Tom Ferro", "Nia Okafor")
    assert notice.effective_at == EFFECTIVE
    assert told("substitution_noticed") == [("tom.ferro@example.com", "leaver"), ("nia.okafor@example.com", "comer")]
    assert [entry.action for entry in entries_about(notice)] == ["substitution.noticed"]


def test_until_then_the_leaving_caller_works_and_the_coming_one_does_not_se49(notice, tom):
    assert require_named_caller(acting(tom.person), at=BEFORE) is tom
    with pytest.raises(CallerNotYet) as refused:
        require_named_caller(acting(notice.comer_person), at=BEFORE)
    assert refused.value.values == {"from_at": EFFECTIVE, "leaver_name": "Tom Ferro"}


def test_from_then_on_it_is_the_other_way_round_even_while_no_worker_is_awake_s34_se49(notice, tom, corvid):
    assert require_named_caller(acting(notice.comer_person), at=EFFECTIVE).place == tom.place
    with pytest.raises(NotANamedCaller):
        require_named_caller(acting(tom.person), at=EFFECTIVE)
    assert [c.name for c in callers(corvid.id, BEFORE)] == ["Mei Lin", "Tom Ferro"]
    assert [c.name for c in callers(corvid.id, EFFECTIVE)] == ["Mei Lin", "Nia Okafor"]


def test_it_is_carried_out_once_and_both_are_told_on_the_day_s34(notice, tom):
    assert not carry_out_next_substitution(by=SYSTEM, at=BEFORE)
    assert carry_out_next_substitution(by=SYSTEM, at=EFFECTIVE + timedelta(hours=3))  # the worker was away
    assert not carry_out_next_substitution(by=SYSTEM, at=EFFECTIVE + timedelta(hours=3))
    assert told("substitution_done") == [("tom.ferro@example.com", "leaver"), ("nia.okafor@example.com", "comer")]
    assert (roles_of(tom.person_id), roles_of(notice.comer_person_id)) == ({Role.CONTACT}, {Role.NAMED_CALLER})
    assert (tom.until_at, entries_about(notice)[-1].action) == (EFFECTIVE, "substitution.done")


def test_it_can_be_withdrawn_until_the_last_second_s34(notice, mei, tom, corvid):
    withdraw_notice(notice, by=acting(mei.person), at=BEFORE)
    assert require_named_caller(acting(tom.person), at=EFFECTIVE) is tom
    with pytest.raises(NotANamedCaller):
        require_named_caller(acting(notice.comer_person), at=EFFECTIVE)
    assert not carry_out_next_substitution(by=SYSTEM, at=EFFECTIVE)
    assert pending_substitutions(corvid.id, BEFORE) == []
    assert told("substitution_withdrawn") == [("tom.ferro@example.com", "leaver"), ("nia.okafor@example.com", "comer")]


def test_not_from_the_second_on_in_which_it_takes_effect_nor_twice_s34(notice, mei):
    with pytest.raises(InEffect):
        withdraw_notice(notice, by=acting(mei.person), at=EFFECTIVE)
    withdraw_notice(notice, by=acting(mei.person), at=BEFORE)
    with pytest.raises(InEffect):
        withdraw_notice(notice, by=acting(mei.person), at=BEFORE)


def test_after_a_withdrawal_a_new_notice_can_be_given(notice, mei, tom):
    withdraw_notice(notice, by=acting(mei.person), at=BEFORE)
    again = give_notice(tom, draft_of("Nia Okafor"), by=acting(mei.person), at=BEFORE)
    assert again.effective_at > EFFECTIVE


def test_the_coming_one_holds_the_place_so_nobody_else_gets_it_s39(notice, corvid, mei):
    with pytest.raises(PlacesTaken):
        make_named_caller(corvid, "Third Person", at=EFFECTIVE)


def test_a_leaving_caller_is_neither_replaced_again_nor_removed_nor_made_primary(notice, mei, tom):
    doer = acting(mei.person)
    with pytest.raises(LeavesSoon):
        give_notice(tom, draft_of("Another One"), by=doer, at=BEFORE)
    with pytest.raises(LeavesSoon):
        remove_caller(tom, "", by=doer, at=BEFORE)
    with pytest.raises(LeavesSoon):
        hand_over_primary(tom, by=doer, at=BEFORE)


def test_the_primary_contact_hands_over_before_being_replaced_s33(mei, tom):
    with pytest.raises(PrimaryStays):
        give_notice(mei, draft_of("Nia Okafor"), by=acting(mei.person), at=NOTICE)


def test_who_comes_must_be_where_the_plan_covers_callers_s35(mei, tom):
    with pytest.raises(CountryNotCovered):
        give_notice(tom, draft_of("Jean Petit", country="FR"), by=acting(mei.person), at=NOTICE)


def test_who_has_a_place_or_is_coming_does_not_come_again(mei, tom, corvid):
    doer = acting(mei.person)
    with pytest.raises(AlreadyACaller):
        give_notice(tom, draft_of("Mei Lin"), by=doer, at=NOTICE)
    give_notice(tom, draft_of("Nia Okafor"), by=doer, at=NOTICE)
    elsewhere = make_customer("Bigger", plan="elite", at=NOTICE)
    kim = make_named_caller(elsewhere, "Kim Primary", at=NOTICE)
    one, two = (make_named_caller(elsewhere, name, at=NOTICE) for name in ("One Caller", "Two Caller"))
    give_notice(one, draft_of("New Person"), by=acting(kim.person), at=NOTICE)
    with pytest.raises(AlreadyComing):
        give_notice(two, draft_of("New Person"), by=acting(kim.person), at=NOTICE)
    with pytest.raises(AlreadyComing):
        make_named_caller(elsewhere, "New Person", at=NOTICE)


def test_the_notice_is_as_long_as_the_house_says_s34(mei, tom):
    session().get_one(House, 1).substitution_notice_days = 7
    notice = give_notice(tom, draft_of("Nia Okafor"), by=acting(mei.person), at=NOTICE)
    assert notice.effective_at == datetime(2026, 3, 8, 19, tzinfo=UTC)


def test_a_required_replacement_is_resolved_when_it_takes_effect_s36(mei, tom, notice):
    demand = demand_replacement(tom, "Lacks administrator rights", by=SYSTEM, at=BEFORE)
    carry_out_next_substitution(by=SYSTEM, at=EFFECTIVE)
    assert session().get_one(ReplacementDemand, demand.id, populate_existing=True).resolved_at == EFFECTIVE


def test_every_step_raises_the_version_of_the_roster(mei, tom, corvid):
    before = roster_of(corvid.id).version
    notice = give_notice(tom, draft_of("Nia Okafor"), by=acting(mei.person), at=NOTICE)
    withdraw_notice(notice, by=acting(mei.person), at=NOTICE)
    assert roster_of(corvid.id).version == before + 2
