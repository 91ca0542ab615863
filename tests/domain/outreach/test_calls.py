"""The call list by rule, made once however often the worker looks; two agents, one customer (A10-A14, BR19)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from portal.db import session, transaction
from portal.domain.actors import SYSTEM, Actor
from portal.domain.customers.models import Customer
from portal.domain.customers.operations import note_open_item, record_complaint, settle_complaint, stop_calls
from portal.domain.errors import RightMissing
from portal.domain.outreach.drafts import AttemptDraft, CampaignDraft, IncomingDraft
from portal.domain.outreach.models import ContactAttempt, IncomingCall, Invite
from portal.domain.outreach.operations import (
    add_campaign,
    claim_call,
    make_invites,
    raise_reason,
    record_attempt,
    take_call,
    write_script,
)
from portal.domain.outreach.queries import calls_today, order_of_reasons, rings_since, script_in_force
from portal.domain.outreach.refusals import (
    AgainMissing,
    AgainTooSoon,
    AnsweredAlready,
    CalledByAnother,
    FieldsUnknown,
    NeverToBeCalled,
    NotConfirmed,
    RestsToday,
    WantedMissing,
)
from portal.domain.outreach.rules import Outcome, Reason, Result, State
from portal.domain.rights import Role
from tests.factories_customers import make_service_customer, make_vehicle
from tests.factories_people import actor_of, make_person

AT = datetime(2026, 11, 27, 15, tzinfo=UTC)  # Friday, 10:00 in New York
TODAY = date(2026, 11, 27)
DAY = timedelta(days=1)


@pytest.fixture
def an(app: Flask) -> Actor:
    """An advisor; inside a transaction."""
    with app.app_context(), transaction():
        yield actor_of(make_person(Role.FRONT_DESK, name="An"))


def due(**facts):
    """A customer whose periodic service is due today."""
    customer = make_service_customer(at=AT, **facts)
    return make_vehicle(customer, at=AT, next_due_on=TODAY)


def make_all(at: datetime = AT) -> list[Invite]:
    """As the worker does."""
    while make_invites(by=SYSTEM, at=at):
        pass
    return list(session().scalars(select(Invite).order_by(Invite.id)))


def done(outcome: Outcome, **facts) -> AttemptDraft:
    """With name and plate confirmed."""
    return AttemptDraft(outcome, **{"identity_confirmed": True, **facts})


def refuses(row: Invite | ContactAttempt) -> None:
    """The database itself takes no second one."""
    with session().begin_nested() as inside:
        session().add(row)
        with pytest.raises(IntegrityError):
            session().flush()
        inside.rollback()


def reasons(an: Actor, at: datetime = AT) -> list[str]:
    return [call.invite.reason for call in calls_today(an, None, at).rows]


def test_the_list_stands_in_the_order_of_importance(an: Actor):
    """A10, BR1, BR2: and the house may change it (BR3)."""
    add_campaign(CampaignDraft("Winter", "Free check", TODAY, TODAY + 30 * DAY, 1), by=SYSTEM, at=AT)
    due(name="Peter")
    make_vehicle(make_service_customer("Nora", at=AT), at=AT, running_in_due_on=TODAY)
    note_open_item(make_vehicle(make_service_customer("Paul", at=AT), at=AT), "Brakes", TODAY, TODAY, by=SYSTEM, at=AT)
    record_complaint(make_vehicle(make_service_customer("Carl", at=AT), at=AT), "Noise", TODAY, by=SYSTEM, at=AT)
    make_all()
    assert reasons(an) == ["complaint", "pending", "running_in", "periodic", "campaign"]
    raise_reason(Reason.PERIODIC, by=SYSTEM, at=AT)
    assert reasons(an)[2:4] == ["periodic", "running_in"]
    assert order_of_reasons()[-1] == Reason.CAMPAIGN


def test_however_often_the_worker_looks_there_is_one_invite(an: Actor):
    """BR5."""
    asset = due()
    record_complaint(asset, "Noise", TODAY, by=SYSTEM, at=AT)
    record_complaint(asset, "And again", TODAY, by=SYSTEM, at=AT)
    assert len(make_all()) == len(make_all()) == 2
    first = make_all()[0]
    again = Invite(
        asset_id=asset.id, customer_id=asset.customer_id, reason=first.reason, due_on=first.due_on, made_at=AT
    )
    refuses(again)


def test_the_most_loyal_are_invited_to_a_campaign(an: Actor):
    """BR4: visits, spending and years, with the parts kept."""
    new, old, loyal = (make_service_customer(name, at=AT) for name in ("New", "Old", "Loyal"))
    make_vehicle(new, at=AT)
    make_vehicle(old, at=AT, visits=(("2020-01-01", 900_000),))  # too long ago
    make_vehicle(loyal, at=AT, visits=(("2026-01-01", 80_000), ("2026-08-01", 70_000)))
    add_campaign(CampaignDraft("Winter", "Free check", TODAY, TODAY + 30 * DAY, 1), by=SYSTEM, at=AT)
    (invite,) = make_all()
    assert invite.customer_id == loyal.id
    assert (invite.parts.visits, invite.parts.for_spend, invite.score) == (2, 15, 23)


def test_what_is_settled_leaves_the_list(an: Actor):
    complaint = record_complaint(due(), "Noise", TODAY, by=SYSTEM, at=AT)
    make_all()
    settle_complaint(complaint, by=SYSTEM, at=AT)
    make_all()
    assert reasons(an) == ["periodic"]


def test_two_agents_never_call_one_customer_at_once(an: Actor):
    """A11: the second reads who has it; a claim that was left runs out; both invites of the customer are one call."""
    asset = due()
    record_complaint(asset, "Noise", TODAY, by=SYSTEM, at=AT)
    first, second = make_all()
    bo = actor_of(make_person(Role.FRONT_DESK, name="Bo"))
    claim_call(first, by=an, at=AT)
    with pytest.raises(CalledByAnother, match="An is calling"):
        claim_call(second, by=bo, at=AT)
    with pytest.raises(CalledByAnother):
        record_attempt(second, done(Outcome.BOOKED, wanted="Oil"), by=bo, at=AT)
    assert {call.caller for call in calls_today(bo, None, AT).rows} == {"An"}
    claim_call(second, by=bo, at=AT + timedelta(minutes=21))


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (AttemptDraft(Outcome.BOOKED, wanted="Oil"), NotConfirmed),  # BR6
        (AttemptDraft(Outcome.NEVER_CALL), NotConfirmed),
        (done(Outcome.BOOKED), WantedMissing),  # BR12, BR14
        (done(Outcome.CALL_AGAIN), AgainMissing),
        (done(Outcome.CALL_AGAIN, call_again_at=AT + timedelta(hours=3)), AgainTooSoon),  # A12
    ],
)
def test_an_outcome_says_what_it_must(an: Actor, draft: AttemptDraft, refusal):
    due()
    (invite,) = make_all()
    with pytest.raises(refusal):
        record_attempt(invite, draft, by=an, at=AT)
    assert session().scalar(select(func.count()).select_from(ContactAttempt)) == 0


@pytest.mark.parametrize(
    ("draft", "state"),
    [
        (done(Outcome.BOOKED, wanted="Oil, Tuesday 9:30"), State.BOOKED),
        (done(Outcome.NOT_NOW), State.DECLINED),
        (done(Outcome.NOT_WANTED), State.NOT_WANTED),
        (done(Outcome.NEVER_CALL), State.WITHDRAWN),
        (AttemptDraft(Outcome.WRONG_NUMBER), State.UNREACHED),
        (done(Outcome.CALL_AGAIN, call_again_at=AT + DAY), State.OPEN),
        (AttemptDraft(Outcome.NO_ANSWER), State.OPEN),
    ],
)
def test_one_touch_says_how_it_ended(an: Actor, draft: AttemptDraft, state: State):
    """A11, BR16, BR19: kept with number, time and person."""
    due()
    (invite,) = make_all()
    attempt = record_attempt(invite, draft, by=an, at=AT)
    assert (invite.state, attempt.number, attempt.at, attempt.by_id) == (state, 1, AT, an.person_id)
    if state != State.OPEN:
        with pytest.raises((AnsweredAlready, NeverToBeCalled)):
            record_attempt(invite, draft, by=an, at=AT + DAY)


@pytest.mark.parametrize("outcome", [Outcome.NOT_NOW, Outcome.NOT_WANTED])
def test_who_does_not_want_to_talk_is_left_alone_for_the_day_whatever_else_there_is(an: Actor, outcome: Outcome):
    """A12: never called again the same day; the next day the other reason counts again."""
    asset = due()
    record_complaint(asset, "Noise", TODAY, by=SYSTEM, at=AT)
    periodic, complaint = sorted(make_all(), key=lambda one: one.reason != "periodic")
    record_attempt(periodic, done(outcome), by=an, at=AT)
    assert reasons(an) == []
    with pytest.raises(RestsToday):
        claim_call(complaint, by=an, at=AT + timedelta(hours=5))
    assert reasons(an, AT + DAY) == ["complaint"]
    claim_call(complaint, by=an, at=AT + DAY)


def test_not_wanted_for_this_is_for_good_and_never_call_for_everything(an: Actor):
    """A11, A12."""
    asset = due()
    (invite,) = make_all()
    record_attempt(invite, done(Outcome.NOT_WANTED), by=an, at=AT)
    asset.periodic_due_on = TODAY + 5 * DAY  # the next one, by mileage
    assert len(make_all(AT + DAY)) == 1
    record_complaint(asset, "Noise", TODAY, by=SYSTEM, at=AT)
    *_, complaint = make_all(AT + DAY)
    record_attempt(complaint, done(Outcome.NEVER_CALL), by=an, at=AT + DAY)
    assert session().get_one(Customer, asset.customer_id).do_not_call_at == AT + DAY
    record_complaint(asset, "Noise", TODAY + DAY, by=SYSTEM, at=AT)
    assert len(make_all(AT + 40 * DAY)) == 2
    assert reasons(an, AT + 40 * DAY) == []


def test_who_is_never_to_be_called_is_not_called_from_an_old_page(an: Actor):
    """A12."""
    asset = due()
    (invite,) = make_all()
    stop_calls(session().get_one(Customer, asset.customer_id), by=SYSTEM, at=AT)
    assert reasons(an) == []
    with pytest.raises(NeverToBeCalled):
        claim_call(invite, by=an, at=AT)


def test_two_attempts_without_an_answer_close_the_call(an: Actor):
    """BR19."""
    due()
    (invite,) = make_all()
    record_attempt(invite, AttemptDraft(Outcome.NO_ANSWER), by=an, at=AT)
    assert invite.not_before_at == datetime(2026, 11, 27, 18, 30, tzinfo=UTC)
    record_attempt(invite, AttemptDraft(Outcome.NO_ANSWER), by=an, at=AT + timedelta(hours=4))
    assert (invite.state, invite.attempts) == (State.UNREACHED, 2)
    refuses(
        ContactAttempt(
            invite_id=invite.id,
            customer_id=invite.customer_id,
            number=2,
            at=AT,
            by_id=an.person_id,
            outcome="no_answer",
        )
    )


def test_a_call_that_was_promised_comes_back_on_its_day(an: Actor):
    """Q7: the promise is kept with its moment."""
    due()
    (invite,) = make_all()
    again_at = AT + 3 * DAY
    record_attempt(invite, done(Outcome.CALL_AGAIN, call_again_at=again_at), by=an, at=AT)
    assert invite.promised_at == again_at
    assert reasons(an, AT + DAY) == []
    assert reasons(an, AT + 3 * DAY) == ["periodic"]
    make_all(AT + 3 * DAY)
    record_attempt(invite, done(Outcome.BOOKED, wanted="Oil"), by=an, at=again_at)
    assert invite.promised_at is None


def test_a_script_is_a_version_in_each_language(an: Actor):
    """BR8."""
    assert "{plate}" in script_in_force("periodic", "zh_Hans")[0]
    write_script("periodic", "zh_Hans", "您好，{customer}！", by=SYSTEM, at=AT)
    write_script("periodic", "zh_Hans", "您好，{customer}，{plate}。", by=SYSTEM, at=AT)
    assert script_in_force("periodic", "zh_Hans") == ("您好，{customer}，{plate}。", 2)
    assert script_in_force("periodic", "en")[1] == 0
    with pytest.raises(FieldsUnknown):
        write_script("periodic", "en", "{password}", by=SYSTEM, at=AT)
    with pytest.raises(RightMissing):
        write_script("periodic", "en", "Hello", by=an, at=AT)


def test_a_call_that_comes_in_is_kept_and_changes_no_customer(an: Actor):
    """A13, A14, BR20: the share of three rings. Threats: a stranger never overwrites a stored customer."""
    customer = make_service_customer("王建国", at=AT)
    for rings, result in ((2, Result.ANSWERED), (3, Result.COMPLAINT), (7, Result.ANSWERED)):
        draft = IncomingDraft("Somebody else", result, phone="+1 999 555 0100", rings=rings, fault="It rattles")
        take_call(draft, customer.id, by=an, at=AT)
    take_call(IncomingDraft("Nobody counted", Result.ANSWERED), None, by=an, at=AT)
    assert (customer.name, customer.phone) == ("王建国", "+8613812345678")
    assert rings_since(AT - DAY).share == 67
    with pytest.raises(AgainMissing):
        take_call(IncomingDraft("A", Result.CALL_BACK), None, by=an, at=AT)
    with pytest.raises(WantedMissing):
        take_call(IncomingDraft("A", Result.BOOKED), None, by=an, at=AT)
    assert session().scalar(select(func.count()).select_from(IncomingCall)) == 4
