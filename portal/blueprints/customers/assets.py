"""Vehicles of a customer."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.customers.forms import AssetForm
from portal.blueprints.customers.showing import about
from portal.clock import now
from portal.domain.customers.operations import add_asset, change_asset
from portal.domain.customers.queries import asset_for, customer_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("assets", __name__)


@bp.get("/new")
@requires(add_asset)
def new(customer_id: int) -> ResponseReturnValue:
    """The form."""
    customer = or_404(customer_for(actor(), customer_id))
    return page("customers/assets/new.html", customer=customer, form=AssetForm())


@bp.post("")
@requires(add_asset)
def create(customer_id: int) -> ResponseReturnValue:
    """One more."""
    customer = or_404(customer_for(actor(), customer_id))
    form = AssetForm()
    if not form.validate():
        return invalid("customers/assets/new.html", customer=customer, form=form)
    add_asset(customer, form.draft(), by=actor(), at=now())
    return changed(to=url_for("customers.customers.show", customer_id=customer_id), notice=_("Vehicle added."))


@bp.get("/<int:asset_id>/edit")
@requires(change_asset)
def edit(customer_id: int, asset_id: int) -> ResponseReturnValue:
    """The form, filled."""
    customer = or_404(customer_for(actor(), customer_id))
    asset = or_404(asset_for(actor(), customer_id, asset_id))
    form = AssetForm(obj=asset)
    form.begin_at(asset.version)
    return page("customers/assets/edit.html", form=form, **about(customer, asset))


@bp.post("/<int:asset_id>")
@requires(change_asset)
def update(customer_id: int, asset_id: int) -> ResponseReturnValue:
    """Its facts anew."""
    customer = or_404(customer_for(actor(), customer_id))
    asset = or_404(asset_for(actor(), customer_id, asset_id))
    form = AssetForm()
    if not form.validate():
        return invalid("customers/assets/edit.html", form=form, **about(customer, asset))
    change_asset(asset, form.draft(), form.seen_version, by=actor(), at=now())
    return changed(to=url_for("customers.customers.show", customer_id=customer_id), notice=_("Vehicle saved."))
