"""Who is to be called, by the customers' files: complaints, open work, due services, campaigns (BR1, BR4, BR5)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.db import session
from portal.domain.customers.models import Asset, Complaint, Customer, OpenItem, Visit
from portal.domain.outreach.models import Campaign, Invite
from portal.domain.outreach.rules import AHEAD, COUNTED, TOO_LATE, Reason, Score, State, whole_years

BATCH = 200
CALLABLE = and_(Customer.phone != "", Customer.do_not_call_at.is_(None))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One call that nobody has on the list yet."""

    asset_id: int
    customer_id: int
    reason: Reason
    due_on: date
    campaign_id: int | None = None


def candidates(today: date) -> list[Candidate]:
    """Those without an invite, a batch of them. One query for each reason, two for each campaign that still invites."""
    soon, long_ago = today + AHEAD, today - TOO_LATE
    found = [
        *_of(Reason.COMPLAINT, _noted(Complaint, Complaint.made_on, Complaint.settled_at.is_(None))),
        *_of(Reason.PENDING, _noted(OpenItem, OpenItem.call_on, OpenItem.done_at.is_(None), OpenItem.call_on <= today)),
        *_of(Reason.RUNNING_IN, _due(Asset.running_in_due_on, Reason.RUNNING_IN, long_ago, soon)),
        *_of(Reason.PERIODIC, _due(Asset.periodic_due_on, Reason.PERIODIC, long_ago, soon)),
    ]
    running = select(Campaign).where(Campaign.starts_on <= today, Campaign.ends_on >= today).order_by(Campaign.id)
    for campaign in session().scalars(running).all() if not found else ():
        found += _of_campaign(campaign, today)
    return found[:BATCH]


def gone(today: date) -> ColumnElement[bool]:
    """What an invite was about is no more: settled, done, moved far ahead, over; or nobody may call."""
    asset, due = Invite.asset_id, Invite.due_on
    complains = exists().where(Complaint.asset_id == asset, Complaint.made_on == due, Complaint.settled_at.is_(None))
    waits = exists().where(OpenItem.asset_id == asset, OpenItem.call_on == due, OpenItem.done_at.is_(None))
    runs_in = exists().where(Asset.id == asset, Asset.running_in_due_on == due)
    is_due = exists().where(Asset.id == asset, Asset.periodic_due_on <= today + AHEAD)
    goes_on = exists().where(Campaign.id == Invite.campaign_id, Campaign.ends_on >= today)
    callable_ = exists().where(Customer.id == Invite.customer_id, CALLABLE)
    return or_(
        ~callable_,
        and_(Invite.reason == Reason.COMPLAINT, ~complains),
        and_(Invite.reason == Reason.PENDING, ~waits),
        and_(Invite.reason == Reason.RUNNING_IN, ~runs_in),
        and_(Invite.reason == Reason.PERIODIC, ~is_due),
        and_(Invite.reason == Reason.CAMPAIGN, ~goes_on),
    )


def scores_of(customer_ids: Collection[int], today: date) -> dict[int, Score]:
    """How loyal they are (BR4). One query for a thousand of them."""
    return {customer_id: score for customer_id, (score, _) in _scored(today, customer_ids).items()}


def _of(reason: Reason, found: Select[Any]) -> list[Candidate]:
    return [
        Candidate(asset_id, customer_id, reason, due_on)
        for asset_id, customer_id, due_on in session().execute(found.limit(BATCH))
    ]


def _noted(what: type[Complaint | OpenItem], day: InstrumentedAttribute[date], *conditions: ColumnElement[bool]) -> Any:
    reason = Reason.COMPLAINT if what is Complaint else Reason.PENDING
    known = exists().where(Invite.asset_id == Asset.id, Invite.reason == reason, Invite.due_on == day)
    return (
        select(Asset.id, Asset.customer_id, day)
        .join(what, what.asset_id == Asset.id)
        .join(Customer, Customer.id == Asset.customer_id)
        .where(*conditions, CALLABLE, ~known)
        .distinct()
        .order_by(day, Asset.id)
    )


def _due(day: InstrumentedAttribute[date | None], reason: Reason, first: date, last: date) -> Any:
    """Not while one is open, and never again for a vehicle whose owner doesn't want to hear of this (A11)."""
    own = (Invite.asset_id == Asset.id, Invite.reason == reason)
    known = exists().where(*own, or_(Invite.due_on == day, Invite.state.in_((State.OPEN, State.NOT_WANTED))))
    return (
        select(Asset.id, Asset.customer_id, day)
        .join(Customer, Customer.id == Asset.customer_id)
        .where(day.between(first, last), CALLABLE, ~known)
        .order_by(day, Asset.id)
    )


def _of_campaign(campaign: Campaign, today: date) -> list[Candidate]:
    """The most loyal who are not invited yet, as many as the campaign still wants (BR4)."""
    own = select(Invite.customer_id).where(Invite.campaign_id == campaign.id)
    invited = set(session().scalars(own))
    if len(invited) >= campaign.most:
        return []  # before everybody's loyalty is looked up: the worker asks each hour until the campaign is over
    taken = select(Invite.asset_id).where(Invite.reason == Reason.CAMPAIGN, Invite.due_on == campaign.starts_on)
    elsewhere = set(session().scalars(taken))
    ranked = sorted(_scored(today, None).items(), key=lambda one: (-one[1][0].total, one[0]))
    free = [
        Candidate(asset_id, customer_id, Reason.CAMPAIGN, campaign.starts_on, campaign.id)
        for customer_id, (_, asset_id) in ranked
        if customer_id not in invited and asset_id not in elsewhere
    ]
    return free[: campaign.most - len(invited)]


def _scored(today: date, customer_ids: Collection[int] | None) -> dict[int, tuple[Score, int]]:
    """Each customer's score, and the vehicle that came last."""
    recent = Visit.visited_on >= today - COUNTED
    found = (
        select(
            Asset.customer_id,
            Asset.id,
            Customer.customer_since,
            func.count(Visit.id).filter(recent),
            func.coalesce(func.sum(Visit.spend_cents).filter(recent), 0),
        )
        .join(Customer, Customer.id == Asset.customer_id)
        .outerjoin(Visit, Visit.asset_id == Asset.id)
        .where(CALLABLE)
        .group_by(Asset.customer_id, Asset.id, Customer.customer_since)
        .order_by(func.coalesce(func.max(Visit.visited_on), date.min), Asset.id)
    )
    if customer_ids is not None:
        found = found.where(Asset.customer_id.in_(customer_ids))
    scored: dict[int, tuple[Score, int]] = {}
    for customer_id, asset_id, since, visits, spend in session().execute(found):
        before = scored[customer_id][0] if customer_id in scored else Score(0, 0, whole_years(since, today))
        score = Score(before.visits + visits, before.spend_cents + int(spend), before.years)
        scored[customer_id] = (score, asset_id)
    return scored
