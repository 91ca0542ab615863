"""The door, requests, demands and verification (S30, S32, S36, S37), against a real database."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.db import session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.audit.queries import entries_about
from portal.domain.errors import ChangedMeanwhile, NotThere, RightMissing
from portal.domain.outbox.models import Mail
from portal.domain.rights import Role
from portal.domain.roster.operations import (
    NoPrimaryContact,
    NotANamedCaller,
    add_caller,
    ask_for_place,
    decline_request,
    demand_replacement,
    hand_over_primary,
    remind_next_verification,
    remove_caller,
    require_named_caller,
    resolve_demand,
    verify_roster,
)
from portal.domain.roster.queries import (
    caller_for,
    demand_for,
    open_demands,
    open_requests,
    request_for,
    roster_of,
    verifications,
)
from portal.domain.roster.refusals import AlreadyACaller, AnsweredAlready, DemandedAlready, ResolvedAlready
from tests.factories_roster import acting, draft_of, make_contact, make_customer, make_named_caller

AT = datetime(2026, 6, 1, 13, tzinfo=UTC)
LATER = AT + timedelta(days=1)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@pytest.fixture(autouse=True)
def inside(app):
    with app.app_context(), transaction():
        yield


@pytest.fixture
def corvid(inside):
    return make_customer(at=AT, days=300)


@pytest.fixture
def mei(corvid):
    return make_named_caller(corvid, "Mei Lin", at=AT)


@pytest.fixture
def tom(corvid, mei):
    return make_named_caller(corvid, "Tom Ferro", at=AT)


@pytest.fixture
def carl(corvid):
    return make_contact(corvid, "Carl Ott", at=AT)


@pytest.fixture
def dana(inside):
    return make_contact(None, "Dana Lead", at=AT, role=Role.SUPPORT_LEAD)


def mails(kind: str) -> list[Mail]:
    return list(session().scalars(select(Mail).where(Mail.kind == kind).order_by(Mail.id)))


def test_a_named_caller_passes_the_door_s30(tom):
    assert require_named_caller(acting(tom.person), at=LATER) is tom


def test_a_colleague_is_referred_to_the_primary_contact_by_name_s32(mei, carl):
    with pytest.raises(NotANamedCaller, match=r"Mei Lin \(mei.lin@example.com\)") as refused:
        require_named_caller(acting(carl), at=LATER)
    assert refused.value.values["asked_at"] is None
    ask_for_place(by=acting(carl), at=LATER)
    with pytest.raises(NotANamedCaller) as refused:
        require_named_caller(acting(carl), at=LATER)
    assert refused.value.values["asked_at"] == LATER


def test_without_a_primary_contact_the_colleague_is_led_to_the_house_s32(carl):
    with pytest.raises(NoPrimaryContact, match=r"support@example\.com"):
        require_named_caller(acting(carl), at=LATER)


def test_staff_have_no_place(dana):
    with pytest.raises(RightMissing):
        require_named_caller(acting(dana), at=LATER)


def test_one_click_asks_the_primary_contact_and_a_second_one_changes_nothing_s32(mei, carl):
    asked = ask_for_place(by=acting(carl), at=AT)
    assert ask_for_place(by=acting(carl), at=LATER) is asked
    assert [(m.to_email, m.values["person"]) for m in mails("place_asked")] == [("mei.lin@example.com", "Carl Ott")]
    assert open_requests(mei.organisation_id) == [asked]


def test_without_a_primary_contact_the_house_is_asked_s32(carl):
    ask_for_place(by=acting(carl), at=AT)
    assert [m.to_email for m in mails("place_asked")] == ["support@example.com"]


def test_a_named_caller_has_nothing_to_ask_for(tom):
    with pytest.raises(AlreadyACaller):
        ask_for_place(by=acting(tom.person), at=AT)


def test_the_primary_contact_says_no_with_a_reason_once_s32(mei, carl):
    asked = ask_for_place(by=acting(carl), at=AT)
    decline_request(asked, "Ask Tom, he has time.", by=acting(mei.person), at=LATER)
    assert [(m.to_email, m.values["answer"]) for m in mails("place_declined")] == [
        ("carl.ott@example.com", "Ask Tom, he has time.")
    ]
    with pytest.raises(AnsweredAlready):
        decline_request(asked, "No.", by=acting(mei.person), at=LATER)
    assert ask_for_place(by=acting(carl), at=LATER) is not asked


def test_requests_of_others_are_not_there_p2(mei, carl):
    asked = ask_for_place(by=acting(carl), at=AT)
    olga = make_named_caller(make_customer("Other", at=AT), "Olga Berg", at=AT)
    assert request_for(acting(olga.person), asked.id) is None
    assert request_for(acting(mei.person), asked.id) is asked
    assert caller_for(acting(olga.person), mei.id) is None
    with pytest.raises(NotThere):
        decline_request(asked, "", by=acting(olga.person), at=LATER)


def test_staff_require_a_replacement_and_the_primary_contact_sees_it_until_resolved_s36(mei, tom, dana):
    demand = demand_replacement(tom, "Lacks administrator rights.", by=acting(dana), at=AT)
    assert [(m.to_email, m.values["reason"]) for m in mails("replacement_demanded")] == [
        ("mei.lin@example.com", "Lacks administrator rights.")
    ]
    assert open_demands(mei.organisation_id) == [demand]
    assert demand_for(acting(mei.person), demand.id) is demand
    with pytest.raises(DemandedAlready):
        demand_replacement(tom, "Again.", by=acting(dana), at=AT)
    resolve_demand(demand, "Has the rights now.", by=acting(dana), at=LATER)
    assert open_demands(mei.organisation_id) == []
    with pytest.raises(ResolvedAlready):
        resolve_demand(demand, "", by=acting(dana), at=LATER)
    assert [e.action for e in entries_about(demand)] == ["replacement.demanded", "replacement.resolved"]


def test_a_required_replacement_is_resolved_by_removing_the_caller_s36(mei, tom, dana):
    demand = demand_replacement(tom, "Lacks rights.", by=acting(dana), at=AT)
    remove_caller(tom, "", by=acting(mei.person), at=LATER)
    assert open_demands(mei.organisation_id) == []
    resolved = entries_about(demand)[-1]
    assert (resolved.action, resolved.person_id) == ("replacement.resolved", mei.person_id)  # P22


def test_a_customer_requires_nothing_s36(mei, tom):
    with pytest.raises(RightMissing):
        demand_replacement(tom, "I want to.", by=acting(mei.person), at=AT)


def test_the_roster_shows_when_it_was_verified_and_by_whom_s37(mei, tom):
    assert roster_of(mei.organisation_id).verify_by_at == AT + 90 * DAY
    verify_roster(mei.organisation_id, by=acting(mei.person), at=LATER)
    roster = roster_of(mei.organisation_id)
    assert (roster.verified_at, roster.verified_by.name, roster.verify_by_at) == (LATER, "Mei Lin", LATER + 90 * DAY)
    assert [(v.verified_by.name, v.callers) for v in verifications(mei.organisation_id)] == [("Mei Lin", 2)]


def test_only_what_was_seen_is_confirmed_s37(mei):
    seen = roster_of(mei.organisation_id).version
    add_caller(mei.organisation_id, draft_of("Tom Ferro"), by=SYSTEM, at=AT)
    with pytest.raises(ChangedMeanwhile):
        verify_roster(mei.organisation_id, version=seen, by=acting(mei.person), at=LATER)


def test_reminders_come_when_due_and_three_times_weekly_then_stop_until_verified_s37(mei):
    due = AT + 90 * DAY
    assert not remind_next_verification(by=SYSTEM, at=due - timedelta(seconds=1))
    for week in range(4):
        assert remind_next_verification(by=SYSTEM, at=due + week * WEEK)
        assert not remind_next_verification(by=SYSTEM, at=due + week * WEEK + 6 * DAY)
    assert not remind_next_verification(by=SYSTEM, at=due + 60 * DAY)
    assert [m.values["reminder"] for m in mails("verification_due")] == [1, 2, 3, 4]
    verify_roster(mei.organisation_id, by=acting(mei.person), at=due + 61 * DAY)
    assert not remind_next_verification(by=SYSTEM, at=due + 61 * DAY + 89 * DAY)
    assert remind_next_verification(by=SYSTEM, at=due + 61 * DAY + 90 * DAY)


def test_a_worker_that_was_away_sends_one_reminder_and_not_four_s37(mei):
    at = AT + 130 * DAY
    assert remind_next_verification(by=SYSTEM, at=at)
    assert not remind_next_verification(by=SYSTEM, at=at)


def test_the_reminder_goes_to_whoever_is_the_primary_contact_then_s37(mei, tom):
    hand_over_primary(tom, by=acting(mei.person), at=LATER)
    remind_next_verification(by=SYSTEM, at=AT + 90 * DAY)
    assert [m.to_email for m in mails("verification_due")] == ["tom.ferro@example.com"]


def test_without_a_running_contract_nobody_is_reminded_s37():
    short = make_customer("Short", at=AT, days=10)
    make_named_caller(short, "Kim Short", at=AT)
    assert remind_next_verification(by=SYSTEM, at=AT + 90 * DAY)
    assert not remind_next_verification(by=SYSTEM, at=AT + 90 * DAY)
    assert mails("verification_due") == []
