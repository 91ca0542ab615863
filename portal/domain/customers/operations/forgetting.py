"""What is left of a customer who asks to be erased (P24): that somebody came on a day, how far they had driven, what
they spent. The figures stay; nobody can say whose they were.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.customers.models import Asset, Complaint, Customer, OpenItem, Visit
from portal.domain.customers.rules import Salutation, name_key
from portal.domain.rights import Right, needs

NOTHING = "–"  # where a word must stand


@needs(Right.PERSON_ERASE)
def forget_customer(customer: Customer, called: str, *, by: Actor, at: datetime) -> None:  # noqa: ARG001 - asked for the right
    """Put `called` in place of the name, forget the rest, and never call again. Part of erase_customer()."""
    customer.name, customer.name_key, customer.salutation = called, name_key(called), Salutation.NONE
    customer.phone = customer.email = customer.tags = customer.notes = ""
    customer.board_consent, customer.do_not_call_at = False, customer.do_not_call_at or at
    customer.version, customer.changed_at = customer.version + 1, at


@needs(Right.PERSON_ERASE)
def forget_vehicles(assets: Sequence[Asset], *, by: Actor, at: datetime) -> None:  # noqa: ARG001 - asked for the right
    """Plates, numbers, what was done and complained about; nothing falls due any more. Part of erase_customer()."""
    for asset in assets:
        # A plate has capital letters only: nobody can own this one, and theirs is free for the next owner (BR6).
        asset.plate, asset.plate_key = NOTHING, f"erased-{asset.id}"
        asset.vin = asset.colour = ""
        asset.next_due_on = asset.periodic_due_on = asset.running_in_due_on = asset.next_due_km = None
        asset.version, asset.changed_at = asset.version + 1, at
    numbers = [one.id for one in assets]
    session().execute(update(Visit).where(Visit.asset_id.in_(numbers)).values(work=NOTHING))
    items = update(OpenItem).where(OpenItem.asset_id.in_(numbers))
    session().execute(items.values(work=NOTHING, done_at=func.coalesce(OpenItem.done_at, at)))
    complaints = update(Complaint).where(Complaint.asset_id.in_(numbers))
    session().execute(complaints.values(what=NOTHING, settled_at=func.coalesce(Complaint.settled_at, at)))
