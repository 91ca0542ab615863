"""Adding and changing vehicles."""

from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import select, update

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.customers.changes import changes
from portal.domain.customers.drafts import AssetDraft
from portal.domain.customers.models import Asset, Customer, Visit
from portal.domain.customers.refusals import OdometerHalf, PlateEmpty, PlateTaken
from portal.domain.customers.rules import KM_PER_DAY, km_per_day, periodic_due_on, plate_key
from portal.domain.errors import ChangedMeanwhile
from portal.domain.rights import Right, needs


@needs(Right.CUSTOMER_CHANGE)
def add_asset(customer: Customer, draft: AssetDraft, *, by: Actor, at: datetime) -> Asset:
    """One more vehicle of the customer. Refuses a plate that stands with somebody already."""
    _require_sense(draft, None)
    asset = Asset(
        **asdict(draft),
        customer_id=customer.id,
        plate_key=plate_key(draft.plate),
        periodic_due_on=_due(draft, KM_PER_DAY),
        created_at=at,
        changed_at=at,
    )
    session().add(asset)
    session().flush()
    record(by, "asset.added", asset, at=at, plate=draft.plate, customer=customer.name)
    return asset


@needs(Right.CUSTOMER_CHANGE)
def change_asset(asset: Asset, draft: AssetDraft, version: int, *, by: Actor, at: datetime) -> Asset:
    """Its facts anew. Refuses as adding does, and when `version` is no longer the vehicle's."""
    _require_sense(draft, asset.id)
    before = {name: getattr(asset, name) for name in asdict(draft)}
    own = {"plate_key": plate_key(draft.plate), "periodic_due_on": _due(draft, _daily(asset)), "version": version + 1}
    claimed = session().scalar(
        update(Asset)
        .where(Asset.id == asset.id, Asset.version == version)
        .values(**asdict(draft), **own, changed_at=at)
        .returning(Asset.id)
        .execution_options(synchronize_session=False)
    )
    if claimed is None:
        raise ChangedMeanwhile
    session().refresh(asset)
    record(by, "asset.changed", asset, at=at, changes=changes(before, asdict(draft)))
    return asset


def _require_sense(draft: AssetDraft, own_id: int | None) -> None:
    key = plate_key(draft.plate)
    if not key:
        raise PlateEmpty
    if (draft.odometer_km is None) != (draft.odometer_on is None):
        raise OdometerHalf
    one_at_a_time("plates")
    other = session().execute(
        select(Asset.plate, Customer.name)
        .join(Customer, Customer.id == Asset.customer_id)
        .where(Asset.plate_key == key, Asset.id != (own_id or 0))
    )
    for plate, customer in other:
        raise PlateTaken(plate=plate, customer=customer)


def _due(draft: AssetDraft, daily: float) -> date | None:
    return periodic_due_on(draft.next_due_on, draft.next_due_km, draft.odometer_km, draft.odometer_on, daily)


def _daily(asset: Asset) -> float:
    readings = select(Visit.odometer_km, Visit.visited_on).where(
        Visit.asset_id == asset.id, Visit.odometer_km.is_not(None)
    )
    found = session().execute(readings.order_by(Visit.visited_on, Visit.id)).all()
    if len(found) < 2:  # noqa: PLR2004 - one reading says nothing about how far it is driven
        return KM_PER_DAY
    (first_km, first_on), (last_km, last_on) = found[0], found[-1]
    return km_per_day(first_km or 0, first_on, last_km or 0, last_on)
