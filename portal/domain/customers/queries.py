"""Finding customers by name, plate or phone as they are typed, and one customer's prepared file (A2, BR6, BR7)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, exists, func, or_, select, tuple_

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.models import AuditEntry
from portal.domain.customers.models import Asset, Complaint, Customer, OpenItem, Visit
from portal.domain.customers.rules import SHORTEST_WORDS, digits_of, name_key, phone_key, plate_key
from portal.domain.rights import Right

PAGE = 50
ERASED = "person.erased"  # as the audit log calls it
LAST_VISITS = 8  # of each vehicle, on the customer's page


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the list."""

    customer: Customer
    assets: list[Asset]


@dataclass(slots=True)
class AssetFile:
    """What is known about one vehicle before its customer is called (BR6, BR7)."""

    asset: Asset
    visits: list[Visit] = field(default_factory=list)  # the latest first
    open_items: list[OpenItem] = field(default_factory=list)  # still to be done
    complaints: list[Complaint] = field(default_factory=list)  # unsettled ones first

    @property
    def last_visit(self) -> Visit | None:
        """The latest."""
        return self.visits[0] if self.visits else None

    @property
    def unsettled(self) -> list[Complaint]:
        """Those that still hurt."""
        return [one for one in self.complaints if one.settled_at is None]


@dataclass(frozen=True, slots=True)
class Figures:
    """Visits and spending since a day, over all vehicles."""

    visits: int
    spend_cents: int


def customers(words: str, after: int | None = None) -> tuple[list[Found], int | None]:
    """A page of the customers that fit, by name, and after which one the next page begins. Three queries at most."""
    found = select(Customer)
    if words:
        found = found.where(_matches(words))
    if after is not None:
        last = session().get(Customer, after)
        if last is not None:
            found = found.where(tuple_(Customer.name, Customer.id) > (last.name, last.id))
    page = list(session().scalars(found.order_by(Customer.name, Customer.id).limit(PAGE + 1)))
    assets = assets_of([one.id for one in page[:PAGE]])
    listed = [Found(one, assets.get(one.id, [])) for one in page[:PAGE]]
    return listed, page[PAGE - 1].id if len(page) > PAGE else None


def customer_for(actor: Actor, customer_id: int) -> Customer | None:
    """One of them; None for those who may not see customers."""
    return session().get(Customer, customer_id) if actor.may(Right.CUSTOMER_SEE) else None


def customer_calling(actor: Actor, phone: str) -> Customer | None:
    """Whose number it is, as a telephone system tells it, with + or 00 or neither; None when several have it (BR20)."""
    return whose_number(phone) if actor.may(Right.CUSTOMER_SEE) else None


def whose_number(phone: str) -> Customer | None:
    """The same, for what nobody on staff has asked: not to be told to who did."""
    forms = {phone_key(phone), f"+{digits_of(phone)}"} - {"", "+"}
    if not forms:
        return None
    found = session().scalars(select(Customer).where(Customer.phone.in_(forms)).limit(2)).all()
    return found[0] if len(found) == 1 else None


def is_erased(customer: Customer) -> bool:
    """Forgotten for good: nothing is left to be told, changed or forgotten (P24). A query of who can't be reached."""
    if customer.phone or customer.email:
        return False
    about = (AuditEntry.subject_kind == Customer.__tablename__) & (AuditEntry.subject_id == customer.id)
    return bool(session().scalar(select(exists().where(about, AuditEntry.action == ERASED))))


def asset_for(actor: Actor, customer_id: int, asset_id: int) -> Asset | None:
    """A vehicle of that customer and of no other."""
    if not actor.may(Right.CUSTOMER_SEE):
        return None
    return session().scalar(select(Asset).where(Asset.id == asset_id, Asset.customer_id == customer_id))


def open_item_for(actor: Actor, asset: Asset, item_id: int) -> OpenItem | None:
    """Work that waits, of that vehicle."""
    if not actor.may(Right.CUSTOMER_SEE):
        return None
    return session().scalar(select(OpenItem).where(OpenItem.id == item_id, OpenItem.asset_id == asset.id))


def complaint_for(actor: Actor, asset: Asset, complaint_id: int) -> Complaint | None:
    """A complaint about that vehicle's service."""
    if not actor.may(Right.CUSTOMER_SEE):
        return None
    return session().scalar(select(Complaint).where(Complaint.id == complaint_id, Complaint.asset_id == asset.id))


def assets_of(customer_ids: Sequence[int]) -> dict[int, list[Asset]]:
    """Their vehicles, by customer."""
    by_customer: dict[int, list[Asset]] = {}
    found = select(Asset).where(Asset.customer_id.in_(customer_ids)).order_by(Asset.id)
    for asset in session().scalars(found):
        by_customer.setdefault(asset.customer_id, []).append(asset)
    return by_customer


def files_of(customer_id: int) -> list[AssetFile]:
    """The prepared file: each vehicle with its visits, open work and complaints. Four queries."""
    files = {asset.id: AssetFile(asset) for asset in assets_of([customer_id]).get(customer_id, [])}
    visits = select(Visit).where(Visit.asset_id.in_(files)).order_by(Visit.visited_on.desc(), Visit.id.desc())
    for visit in session().scalars(visits.limit(LAST_VISITS * max(1, len(files)))):
        files[visit.asset_id].visits.append(visit)
    items = select(OpenItem).where(OpenItem.asset_id.in_(files), OpenItem.done_at.is_(None)).order_by(OpenItem.call_on)
    for item in session().scalars(items):
        files[item.asset_id].open_items.append(item)
    complaints = select(Complaint).where(Complaint.asset_id.in_(files))
    for complaint in session().scalars(
        complaints.order_by(Complaint.settled_at.is_not(None), Complaint.made_on.desc()).limit(20)
    ):
        files[complaint.asset_id].complaints.append(complaint)
    return list(files.values())


def figures_of(customer_id: int, since: date) -> Figures:
    """How often and for how much since that day (BR4)."""
    counted = (
        select(func.count(), func.coalesce(func.sum(Visit.spend_cents), 0))
        .select_from(Visit)
        .join(Asset, Asset.id == Visit.asset_id)
        .where(Asset.customer_id == customer_id, Visit.visited_on >= since)
    )
    visits, spend = session().execute(counted).one()
    return Figures(int(visits), int(spend))


def _matches(words: str) -> ColumnElement[bool]:
    """The name has them, or a plate has them somewhere (its tail is what people say), or the number has the digits."""
    fits: list[ColumnElement[bool]] = [Customer.name_key.contains(name_key(words), autoescape=True)]
    plate, digits = plate_key(words), digits_of(words)
    if len(plate) >= SHORTEST_WORDS:
        has_it = Asset.plate_key.contains(plate, autoescape=True)
        fits.append(exists().where(Asset.customer_id == Customer.id, has_it))
    if len(digits) > SHORTEST_WORDS and digits == plate:
        fits.append(Customer.phone.contains(digits, autoescape=True))
    return or_(*fits)
