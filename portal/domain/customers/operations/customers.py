"""Adding and changing customers, and never calling them again. A stranger's booking comes nowhere near this."""

from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.customers.changes import changes
from portal.domain.customers.drafts import CustomerDraft
from portal.domain.customers.models import Customer
from portal.domain.customers.refusals import PhoneUnknown
from portal.domain.customers.rules import name_key, phone_key
from portal.domain.errors import ChangedMeanwhile
from portal.domain.rights import Right, needs


@needs(Right.CUSTOMER_CHANGE)
def add_customer(draft: CustomerDraft, *, by: Actor, at: datetime) -> Customer:
    """A new customer, still without a vehicle. Refuses a number that can't be called."""
    draft = _in_order(draft)
    customer = Customer(**asdict(draft), name_key=name_key(draft.name), created_at=at, changed_at=at)
    session().add(customer)
    session().flush()
    record(by, "customer.added", customer, at=at, name=draft.name)
    return customer


@needs(Right.CUSTOMER_CHANGE)
def change_customer(customer_id: int, draft: CustomerDraft, version: int, *, by: Actor, at: datetime) -> Customer:
    """The facts anew. Refuses as adding does, and when `version` is no longer the customer's."""
    draft = _in_order(draft)
    customer = session().get_one(Customer, customer_id)
    before = {name: getattr(customer, name) for name in asdict(draft)}
    claimed = session().scalar(
        update(Customer)
        .where(Customer.id == customer_id, Customer.version == version)
        .values(**asdict(draft), name_key=name_key(draft.name), version=version + 1, changed_at=at)
        .returning(Customer.id)
        .execution_options(synchronize_session=False)
    )
    if claimed is None:
        raise ChangedMeanwhile
    session().refresh(customer)
    record(by, "customer.changed", customer, at=at, changes=changes(before, asdict(draft)))
    return customer


@needs(Right.CUSTOMER_CHANGE)
def stop_calls(customer: Customer, *, by: Actor, at: datetime) -> None:
    """Never call this customer again, for whatever reason; kept until somebody says otherwise (A12)."""
    stopped = update(Customer).where(Customer.id == customer.id, Customer.do_not_call_at.is_(None))
    if session().execute(stopped.values(do_not_call_at=at)).rowcount == 1:  # type: ignore[attr-defined]
        record(by, "customer.calls_stopped", customer, at=at, name=customer.name)


@needs(Right.CUSTOMER_CHANGE)
def allow_calls(customer: Customer, *, by: Actor, at: datetime) -> None:
    """The customer wants to be called again."""
    allowed = update(Customer).where(Customer.id == customer.id, Customer.do_not_call_at.is_not(None))
    if session().execute(allowed.values(do_not_call_at=None)).rowcount == 1:  # type: ignore[attr-defined]
        record(by, "customer.calls_allowed", customer, at=at, name=customer.name)


def _in_order(draft: CustomerDraft) -> CustomerDraft:
    phone = phone_key(draft.phone)
    if draft.phone and not phone:
        raise PhoneUnknown
    tags = ", ".join(dict.fromkeys(tag.strip() for tag in draft.tags.replace("，", ",").split(",") if tag.strip()))
    return replace(draft, name=" ".join(draft.name.split()), phone=phone, email=draft.email.lower(), tags=tags)
