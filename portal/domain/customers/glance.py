"""A customer at a glance, beside the booking screen: vehicles, open work, complaints, the last visits. Two queries.

The full file (queries.py) is for the customer's own page; on the phone one looks, and books (A2, BR6, BR7).
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, literal, select, union_all

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.customers.models import Asset, Complaint, Customer, OpenItem, Visit
from portal.domain.customers.queries import is_erased
from portal.domain.rights import Right

LAST_VISITS = 6
_OPEN, _COMPLAINT, _VISIT = "open", "complaint", "visit"


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of a vehicle's file."""

    id: int
    asset_id: int
    on: date
    words: str


@dataclass(slots=True)
class Glance:
    """What is known at once."""

    customer: Customer
    assets: list[Asset] = field(default_factory=list)
    open_items: list[Noted] = field(default_factory=list)  # not done last time (上次未施工项目)
    complaints: list[Noted] = field(default_factory=list)  # unsettled
    visits: list[Noted] = field(default_factory=list)  # the latest first

    def asset(self, asset_id: int | None) -> Asset | None:
        """One of the vehicles."""
        return next((one for one in self.assets if one.id == asset_id), None)


def glance_at(actor: Actor, customer_id: int | None) -> Glance | None:
    """The customer at a glance; None for those who may not see customers, for none, and for who was forgotten (P24)."""
    if customer_id is None or not actor.may(Right.CUSTOMER_SEE):
        return None
    both = select(Customer, Asset).outerjoin(Asset, Asset.customer_id == Customer.id)
    rows = session().execute(both.where(Customer.id == customer_id).order_by(Asset.id)).all()
    if not rows or is_erased(rows[0][0]):
        return None
    assets: list[Asset | None] = [row[1] for row in rows]
    found = Glance(rows[0][0], [one for one in assets if one is not None])
    kinds = {_OPEN: found.open_items, _COMPLAINT: found.complaints, _VISIT: found.visits}
    for kind, *line in session().execute(_lines([one.id for one in found.assets])):
        kinds[kind].append(Noted(*line))
    return found


def _lines(assets: list[int]) -> Select[Any]:
    items = select(literal(_OPEN).label("kind"), OpenItem.id, OpenItem.asset_id, OpenItem.noted_on, OpenItem.work)
    complaints = select(literal(_COMPLAINT), Complaint.id, Complaint.asset_id, Complaint.made_on, Complaint.what)
    latest = (
        select(Visit.id)
        .where(Visit.asset_id.in_(assets))
        .order_by(Visit.visited_on.desc(), Visit.id.desc())
        .limit(LAST_VISITS)
    )
    visits = select(literal(_VISIT), Visit.id, Visit.asset_id, Visit.visited_on, Visit.work)
    every = union_all(
        items.where(OpenItem.asset_id.in_(assets), OpenItem.done_at.is_(None)),
        complaints.where(Complaint.asset_id.in_(assets), Complaint.settled_at.is_(None)),
        visits.where(Visit.id.in_(latest)),
    ).subquery()
    kind, number, asset_id, on, words = every.c
    return select(kind, number, asset_id, on, words).order_by(kind, on.desc(), number.desc())
