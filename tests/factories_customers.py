"""The service desk's customers and vehicles for the tests, made by the real operations. Call inside a transaction."""

from datetime import date, datetime, timedelta
from itertools import count

from sqlalchemy import select

from portal.clock import now
from portal.db import session
from portal.domain.actors import SYSTEM
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.links import new_keys
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations import appoint
from portal.domain.booking.drafts import BookingDraft, Contact, DatedPlanDraft, ExceptionDraft
from portal.domain.booking.models import Resource
from portal.domain.booking.operations import close_for, date_plan, set_exception
from portal.domain.booking.queries import free_times_between
from portal.domain.booking.seeds import seed_workshop
from portal.domain.customers.drafts import AssetDraft, CustomerDraft, VisitDraft
from portal.domain.customers.models import Asset, Customer
from portal.domain.customers.operations import (
    add_asset,
    add_customer,
    note_open_item,
    record_complaint,
    record_visit,
)
from portal.domain.outreach.drafts import CampaignDraft
from portal.domain.outreach.models import Invite
from portal.domain.outreach.operations import add_campaign, make_invites

_plates = count(1001)


def make_service_customer(name: str = "王建国", *, at: datetime, **facts) -> Customer:
    """Somebody who can be called."""
    draft = {"phone": "+86 138 1234 5678", **facts}
    return add_customer(CustomerDraft(name, **draft), by=SYSTEM, at=at)


def make_vehicle(customer: Customer, plate: str = "", *, at: datetime, visits: tuple = (), **facts) -> Asset:
    """A vehicle; `visits` as (day, spent in cents)."""
    draft = AssetDraft(plate or f"京A·{next(_plates)}", **{"model": "Swift 1.2", **facts})
    asset = add_asset(customer, draft, by=SYSTEM, at=at)
    for day, cents in visits:
        record_visit(asset, VisitDraft(date.fromisoformat(day), "Oil and filter", cents), by=SYSTEM, at=at)
    return asset


def make_service_world(at: datetime) -> dict[str, int]:
    """A customer with a vehicle about which something of everything is noted, and another customer."""
    customer = make_service_customer("Nora Corvid", at=at)
    asset = make_vehicle(customer, "京A·4711", at=at, model="")
    item = note_open_item(asset, "Works again", at.date(), None, by=SYSTEM, at=at)
    complaint = record_complaint(asset, "Works again", at.date(), by=SYSTEM, at=at)
    visit = record_visit(asset, VisitDraft(at.date(), "Works again", 12_300), by=SYSTEM, at=at)
    draft = CampaignDraft("Works again", "Works again", at.date(), at.date() + timedelta(days=90), 5)
    campaign = add_campaign(draft, by=SYSTEM, at=at)
    make_invites(by=SYSTEM, at=at)
    invite = session().scalars(select(Invite).order_by(Invite.id)).first()
    other = make_service_customer("Nora Contoso", phone="+1 212 555 0142", at=at)
    return {
        "customer": customer.id,
        "other": other.id,
        "asset": asset.id,
        "item": item.id,
        "complaint": complaint.id,
        "visit": visit.id,
        "campaign": campaign.id,
        "invite": invite.id,
    }


def make_absences(at: datetime) -> dict[str, int]:
    """A day off and a closure, of the first resource of the default workshop."""
    resource = session().get_one(Resource, 1)
    exception = set_exception(resource, ExceptionDraft(at.date() + timedelta(days=200)), by=SYSTEM, at=at)
    far = at + timedelta(days=300)
    closure = close_for(resource, far, far + timedelta(days=1), by=SYSTEM, at=at)
    plan = date_plan(resource, DatedPlanDraft(far.date(), None, ((),) * 7, name="Works again"), by=SYSTEM, at=at)
    session().flush()
    return {
        "dated_plan": plan.id,
        "exception": exception.id,
        "closure": closure.id,
        "resource": resource.id,
        "service": 1,
    }


def make_appointment(service: dict[str, int]) -> Appointment:
    """Of that customer, at the first free time of the next days in the default workshop."""
    at = now()
    offered = seed_workshop(by=SYSTEM, at=at)[0]
    session().flush()
    slot = free_times_between(offered, at.date() + timedelta(days=1), at.date() + timedelta(days=8), at)[0]
    booking = BookingDraft(offered.id, slot.start_at, Contact("Nora Corvid", phone="+8613812345678"))
    draft = AppointmentDraft(booking, service["customer"], service["asset"], content="Works again")
    return appoint(draft, new_keys(), by=SYSTEM, at=at)
