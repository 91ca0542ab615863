"""The booking screen: the customer's file beside the form, the times of a week, and what the form means (A2)."""

from collections.abc import Sequence
from typing import Any, TypeVar

from flask import request, url_for

from portal.blueprints.appointments.forms import BookingForm, number_from
from portal.blueprints.appointments.times import asked_times
from portal.clock import now
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.of_customer import record_of
from portal.domain.appointments.operations import DeskDraft
from portal.domain.booking.drafts import BookingDraft, Contact
from portal.domain.booking.queries import advisors_and_asked, services_for
from portal.domain.booking.search import Slot
from portal.domain.booking.situation import shop_hours
from portal.domain.booking.words import Channel
from portal.domain.customers.drafts import AssetDraft, CustomerDraft
from portal.domain.customers.glance import Glance, glance_at
from portal.domain.customers.models import Customer
from portal.domain.customers.rules import Salutation
from portal.domain.outreach.queries import offers_to
from portal.showing.desk_words import REASONS
from portal.showing.naming import named
from portal.web.admission import actor
from portal.web.days import day_said
from portal.web.layout import reachable

Form = TypeVar("Form", bound=BookingForm)
KNOWN = ("customer", "asset", "service", "advisor", "start_at", "channel")
OF_CUSTOMER = ("customer", "asset")


def filled_form(kind: type[Form] = BookingForm) -> Form:
    """With what the address says, over what was kept of the form."""
    form = kind()
    for name in KNOWN:
        if said := request.args.get(name, ""):
            form[name].data = said[:60]
    if said := request.args.get("on", ""):
        form.on.data = day_said(said)
    return form


def said_already() -> dict[str, str]:
    """What the address says besides the customer, to go on with whoever is found."""
    return {name: said for name in (*KNOWN, "on") if name not in OF_CUSTOMER and (said := request.args.get(name, ""))}


def glance_of(form: BookingForm) -> Glance | None:
    """The customer that the form names; None: somebody new."""
    return glance_at(actor(), number_from(form.customer.data))


def screen(form: BookingForm, instead: Sequence[Slot] | None = None) -> dict[str, Any]:
    """What the screen needs. The times are read only when they are asked for: the page loads them by itself."""
    glance = glance_of(form)
    _offer(form, glance)
    shows_times = instead is not None or (form.is_submitted() and number_from(form.service.data) is not None)
    times = asked_times(
        form, number_from(form.service.data) if shows_times else None, instead=instead, also_ids=form.also_ids
    )
    return {
        "form": form,
        "action": url_for("appointments.bookings.create"),
        "cancel": url_for("appointments.calendar.index"),
        "glance": glance,
        "record": record_of(actor(), glance.customer.id if glance else None, now()),
        "offers": offers_to(actor(), glance.customer.id) if glance and reachable("outreach.calls.show") else [],
        "may": actor().rights,
        "reasons": REASONS,
        "kept": said_already(),
        "named": named,
        **times,
    }


def wanted_of(form: BookingForm) -> DeskDraft:
    """What the form means, as domain values. A customer or vehicle that isn't known is to be added."""
    glance = glance_of(form)
    asset = glance.asset(number_from(form.asset.data)) if glance else None
    channel = Channel(form.channel.data) if form.channel.data in list(Channel) else Channel.PHONE
    said = Contact(
        name=form.name.data,
        email=form.email.data or "",
        phone=form.phone.data or "",
        locale=glance.customer.locale if glance else form.locale.data,
        plate=asset.plate if asset else form.plate.data or "",
        model=asset.model if asset else form.model.data or "",
        wishes=form.fault.data or "",
    )
    start_at = form.start_in(shop_hours().zone)
    overbook = (form.overbook.data or "") if form.is_overbooked else ""
    booking = BookingDraft(
        number_from(form.service.data) or 0,
        start_at,
        said,
        form.wanted,
        channel,
        form.form_key.data,
        overbook=overbook,
        also_ids=form.also_ids,
    )
    appointment = AppointmentDraft(
        booking,
        customer_id=glance.customer.id if glance else None,
        asset_id=asset.id if asset else None,
        content=_content(form, glance),
        summary=form.summary.data or "",
        is_summary_confirmed=bool(form.summary_confirmed.data),
    )
    new_asset = AssetDraft(form.plate.data, form.model.data or "") if asset is None and form.plate.data else None
    return DeskDraft(appointment, None if glance else _customer(form), new_asset)


def _offer(form: BookingForm, glance: Glance | None) -> None:
    """What can be chosen, and what is known of the customer."""
    services = services_for(actor())
    form.service.choices = [("", ""), *((str(one.id), named(one)) for one in services)]
    form.also.choices = form.service.choices[1:]
    advisors, asked = advisors_and_asked()
    form.advisor.choices += [(str(one.id), named(one)) for one in advisors]
    form.start_at.choices = []
    if form.channel.data not in list(Channel):
        form.channel.data = Channel.PHONE
    form.asset.choices, form.items.choices = [], []
    if glance is not None:
        _know(form, glance)
    if not form.is_submitted():
        form.as_set_up(glance, asked)


def _know(form: BookingForm, glance: Glance) -> None:
    form.asset.choices = [(str(one.id), f"{one.plate} {one.model}".strip()) for one in glance.assets]
    form.items.choices = [(str(one.id), one.words) for one in glance.open_items]
    if form.asset.data is None and len(glance.assets) == 1:
        form.asset.data = str(glance.assets[0].id)
    if not form.is_submitted():
        _fill(form, glance.customer)


def _fill(form: BookingForm, customer: Customer) -> None:
    form.name.data, form.phone.data = customer.name, customer.phone
    form.email.data, form.locale.data = customer.email, customer.locale


def _content(form: BookingForm, glance: Glance | None) -> str:
    """What is to be done: as typed, then what was left over last time and is ticked (BR13)."""
    ticked = set(form.items.data or ())
    left = [one.words for one in glance.open_items if str(one.id) in ticked] if glance else []
    return "\n".join([part for part in (form.content.data or "").splitlines() if part.strip()] + left)


def _customer(form: BookingForm) -> CustomerDraft:
    return CustomerDraft(
        name=form.name.data,
        salutation=Salutation(form.salutation.data),
        phone=form.phone.data or "",
        email=form.email.data or "",
        locale=form.locale.data,
    )
