"""Whose an appointment is, when plate and contact agreed with nobody in the file, or with the wrong one (A2, BR6)."""

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from portal.blueprints.appointments.forms import number_from
from portal.blueprints.appointments.showing import shown
from portal.clock import now
from portal.domain.appointments.drafts import DetailsDraft
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations import edit_details
from portal.domain.appointments.queries import appointment_for
from portal.domain.customers.queries import Found, customer_for, customers
from portal.web.admission import actor, requires
from portal.web.forms import Needed
from portal.web.responses import changed, invalid, or_404, page
from portal.web.versions import VersionedForm

bp = Blueprint("customers", __name__)
MOST = 8  # of those found


class CustomerForm(VersionedForm):
    """One customer, with a vehicle or without."""

    id = "customer"
    keeps_drafts = False

    whose = RadioField(_l("Customer and vehicle"), [Needed(_l("Choose whose it is."))], validate_choice=False)

    @property
    def chosen(self) -> tuple[int, int | None]:
        """The numbers of both."""
        customer, _dot, asset = (self.whose.data or "").partition(".")
        return number_from(customer) or 0, number_from(asset)


@bp.get("/edit")
@requires(edit_details)
def edit(reference: str) -> ResponseReturnValue:
    """Who fits what was said, or whom the reader looks for."""
    appointment = or_404(appointment_for(actor(), reference))
    form = CustomerForm()
    form.begin_at(appointment.version)
    return page("appointments/customer.html", **_asked(appointment, form))


@bp.post("")
@requires(edit_details)
def update(reference: str) -> ResponseReturnValue:
    """From now on it is theirs: in the register, on the board, in their file. Refused: somebody else was faster."""
    appointment = or_404(appointment_for(actor(), reference))
    form = CustomerForm()
    if not form.validate():
        return invalid("appointments/customer.html", **_asked(appointment, form))
    customer_id, asset_id = form.chosen
    or_404(customer_for(actor(), customer_id))
    edit_details(appointment, _given(appointment, customer_id, asset_id), form.seen_version, by=actor(), at=now())
    return changed(to=url_for("appointments.bookings.show", reference=reference), notice=_("Appointment saved."))


def _asked(appointment: Appointment, form: CustomerForm) -> dict[str, Any]:
    booking, asked = appointment.booking, request.args.get("q")
    words = booking.plate if asked is None else asked.strip()[:100]
    found = customers(words)[0][:MOST] if words else []
    if asked is None and not found and booking.contact_phone:
        words = booking.contact_phone
        found = customers(words)[0][:MOST]
    form.whose.choices = [choice for one in found for choice in _choices(one)]
    return {"form": form, "words": words, **shown(appointment)}


def _choices(found: Found) -> list[tuple[str, str]]:
    called = " · ".join(filter(None, (found.customer.name, found.customer.phone)))
    vehicles = [(f"{found.customer.id}.{one.id}", f"{called} · {one.plate} {one.model}") for one in found.assets]
    return [*vehicles, (f"{found.customer.id}.", _("%(customer)s · without a vehicle", customer=called))]


def _given(appointment: Appointment, customer_id: int, asset_id: int | None) -> DetailsDraft:
    """All else as it is."""
    return DetailsDraft(
        content=appointment.content,
        summary=appointment.summary,
        is_summary_confirmed=appointment.summary_confirmed_at is not None,
        is_hidden_on_board=appointment.is_hidden_on_board,
        customer_id=customer_id,
        asset_id=asset_id,
    )
