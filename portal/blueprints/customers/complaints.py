"""What customers are not content with: it brings them to the top of the call list (BR1)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.customers.forms import ComplaintForm
from portal.blueprints.customers.showing import about
from portal.clock import now
from portal.domain.calendars.hours import local_day
from portal.domain.customers.operations import record_complaint, settle_complaint
from portal.domain.customers.queries import asset_for, complaint_for, customer_for
from portal.domain.house.queries import house
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("complaints", __name__)


@bp.get("/new")
@requires(record_complaint)
def new(customer_id: int, asset_id: int) -> ResponseReturnValue:
    """The form."""
    customer = or_404(customer_for(actor(), customer_id))
    asset = or_404(asset_for(actor(), customer_id, asset_id))
    return page("customers/complaint.html", form=ComplaintForm(), **about(customer, asset))


@bp.post("")
@requires(record_complaint)
def create(customer_id: int, asset_id: int) -> ResponseReturnValue:
    """One more."""
    customer = or_404(customer_for(actor(), customer_id))
    asset = or_404(asset_for(actor(), customer_id, asset_id))
    form = ComplaintForm()
    if not form.validate():
        return invalid("customers/complaint.html", form=form, **about(customer, asset))
    record_complaint(asset, form.what.data, local_day(now(), house().zone), by=actor(), at=now())
    notice = _("Complaint noted: the customer stands on top of the call list.")
    return changed(to=url_for("customers.customers.show", customer_id=customer_id), notice=notice)


@bp.post("/<int:complaint_id>/end")
@requires(settle_complaint)
def destroy(customer_id: int, asset_id: int, complaint_id: int) -> ResponseReturnValue:
    """Settled."""
    asset = or_404(asset_for(actor(), customer_id, asset_id))
    settle_complaint(or_404(complaint_for(actor(), asset, complaint_id)), by=actor(), at=now())
    return changed(to=url_for("customers.customers.show", customer_id=customer_id), notice=_("Complaint settled."))
