"""What can be booked, as the business edits it (A3, BE33)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.settings.desk_words import AUDIENCES
from portal.blueprints.settings.service_forms import ServiceForm, typed
from portal.clock import now
from portal.domain.booking.operations import edit_service, make_service, retire_service
from portal.domain.booking.setup import all_services, service_for
from portal.showing.desk_words import KINDS
from portal.showing.naming import named
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("services", __name__, url_prefix="/services")


@bp.get("")
@requires(edit_service)
def index() -> ResponseReturnValue:
    """All of them; retired ones last."""
    return page("settings/desk/services.html", services=all_services(actor()), audiences=AUDIENCES, kinds=KINDS)


@bp.get("/new")
@requires(make_service)
def new() -> ResponseReturnValue:
    """The form."""
    return page("settings/desk/service_new.html", form=ServiceForm(), kinds=KINDS)


@bp.post("")
@requires(make_service)
def create() -> ResponseReturnValue:
    """One more."""
    form = _form()
    if not form.validate():
        return invalid("settings/desk/service_new.html", form=form, kinds=KINDS)
    make_service(form.draft(), by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("Service added."))


@bp.get("/<int:service_id>/edit")
@requires(edit_service)
def edit(service_id: int) -> ResponseReturnValue:
    """The form, filled."""
    service = or_404(service_for(actor(), service_id))
    form = ServiceForm(data=typed(service))
    form.begin_at(service.version)
    return page("settings/desk/service.html", form=form, service=service, kinds=KINDS, called=named(service))


@bp.post("/<int:service_id>")
@requires(edit_service)
def update(service_id: int) -> ResponseReturnValue:
    """Everything of it anew; what is booked keeps its times and price."""
    service = or_404(service_for(actor(), service_id))
    form = _form(service_id)
    if not form.validate():
        return invalid("settings/desk/service.html", form=form, service=service, kinds=KINDS, called=named(service))
    edit_service(service, form.draft(), form.seen_version, by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("Service saved. What is booked keeps its times and price."))


@bp.post("/<int:service_id>/retirement")
@requires(retire_service)
def destroy(service_id: int) -> ResponseReturnValue:
    """No longer offered; its appointments stay."""
    retire_service(or_404(service_for(actor(), service_id)), by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("No longer offered. Its appointments stay."))


def _form(own_id: int | None = None) -> ServiceForm:
    form = ServiceForm()
    form.taken = frozenset(one.slug for one in all_services(actor()) if one.id != own_id)
    return form
