"""Work that was advised and not done last time (BR13)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.customers.forms import OpenItemForm
from portal.blueprints.customers.showing import about
from portal.clock import now
from portal.domain.calendars.hours import local_day
from portal.domain.customers.operations import finish_open_item, note_open_item
from portal.domain.customers.queries import asset_for, customer_for, open_item_for
from portal.domain.house.queries import house
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("open_items", __name__)


@bp.get("/new")
@requires(note_open_item)
def new(customer_id: int, asset_id: int) -> ResponseReturnValue:
    """The form."""
    customer = or_404(customer_for(actor(), customer_id))
    asset = or_404(asset_for(actor(), customer_id, asset_id))
    return page("customers/open_item.html", form=OpenItemForm(), **about(customer, asset))


@bp.post("")
@requires(note_open_item)
def create(customer_id: int, asset_id: int) -> ResponseReturnValue:
    """One more."""
    customer = or_404(customer_for(actor(), customer_id))
    asset = or_404(asset_for(actor(), customer_id, asset_id))
    form = OpenItemForm()
    if not form.validate():
        return invalid("customers/open_item.html", form=form, **about(customer, asset))
    today = local_day(now(), house().zone)
    note_open_item(asset, form.work.data, today, form.call_on.data, by=actor(), at=now())
    return changed(to=url_for("customers.customers.show", customer_id=customer_id), notice=_("Noted."))


@bp.post("/<int:item_id>/end")
@requires(finish_open_item)
def destroy(customer_id: int, asset_id: int, item_id: int) -> ResponseReturnValue:
    """It is done, or nobody wants it any more."""
    asset = or_404(asset_for(actor(), customer_id, asset_id))
    finish_open_item(or_404(open_item_for(actor(), asset, item_id)), by=actor(), at=now())
    return changed(to=url_for("customers.customers.show", customer_id=customer_id), notice=_("Taken off the list."))
