"""What a vehicle's file remembers: visits, work that was not done, complaints."""

from datetime import date, datetime, timedelta

from sqlalchemy import update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.customers.drafts import VisitDraft
from portal.domain.customers.models import Asset, Complaint, OpenItem, Visit
from portal.domain.customers.refusals import SettledAlready
from portal.domain.rights import Right, needs

REMIND_AFTER = timedelta(days=30)  # from when on a customer is called about work that was not done


@needs(Right.CUSTOMER_CHANGE)
def record_visit(asset: Asset, draft: VisitDraft, *, by: Actor, at: datetime) -> Visit:
    """Bring in a visit of the past."""
    visit = Visit(
        asset_id=asset.id,
        visited_on=draft.visited_on,
        work=draft.work,
        spend_cents=draft.spend_cents,
        odometer_km=draft.odometer_km,
    )
    session().add(visit)
    record(by, "asset_visit.recorded", visit, at=at, plate=asset.plate, day=draft.visited_on.isoformat())
    return visit


@needs(Right.CUSTOMER_CHANGE)
def note_open_item(
    asset: Asset, work: str, noted_on: date, call_on: date | None, *, by: Actor, at: datetime
) -> OpenItem:
    """Work that was advised and not done; the customer is called about it from `call_on` (BR13)."""
    item = OpenItem(asset_id=asset.id, work=work, noted_on=noted_on, call_on=call_on or noted_on + REMIND_AFTER)
    session().add(item)
    record(by, "open_item.noted", item, at=at, plate=asset.plate, work=work)
    return item


@needs(Right.CUSTOMER_CHANGE)
def finish_open_item(item: OpenItem, *, by: Actor, at: datetime) -> None:
    """It is done, or nobody wants it any more. Refuses SettledAlready."""
    done = update(OpenItem).where(OpenItem.id == item.id, OpenItem.done_at.is_(None))
    if session().execute(done.values(done_at=at, done_by_id=by.person_id)).rowcount != 1:  # type: ignore[attr-defined]
        raise SettledAlready
    record(by, "open_item.finished", item, at=at, work=item.work)


@needs(Right.CUSTOMER_CHANGE)
def record_complaint(asset: Asset, what: str, made_on: date, *, by: Actor, at: datetime) -> Complaint:
    """The customer is not content: they go to the top of the call list until it is settled (BR1)."""
    complaint = Complaint(asset_id=asset.id, what=what, made_on=made_on)
    session().add(complaint)
    record(by, "complaint.recorded", complaint, at=at, plate=asset.plate, what=what)
    return complaint


@needs(Right.CUSTOMER_CHANGE)
def settle_complaint(complaint: Complaint, *, by: Actor, at: datetime) -> None:
    """It is settled. Refuses SettledAlready."""
    settled = update(Complaint).where(Complaint.id == complaint.id, Complaint.settled_at.is_(None))
    values = {"settled_at": at, "settled_by_id": by.person_id}
    if session().execute(settled.values(**values)).rowcount != 1:  # type: ignore[attr-defined]
        raise SettledAlready
    record(by, "complaint.settled", complaint, at=at, what=complaint.what)
