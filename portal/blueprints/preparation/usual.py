"""What each service usually needs: its bookings ask for these parts by themselves (BR32)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.preparation.forms import UsualPartsForm
from portal.clock import now
from portal.domain.appointments.operations.parts import set_usual_parts
from portal.domain.appointments.store import service_numbered, usual_parts
from portal.domain.booking.queries import services_for
from portal.domain.rights import Right
from portal.showing.naming import named
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("usual", __name__)


@bp.get("")
@requires(Right.PARTS_PREPARE)
def index() -> ResponseReturnValue:
    """Service by service."""
    known = usual_parts()
    services = [
        (service.id, named(service), [f"{part.name} × {part.quantity}" for part in known.get(service.id, [])])
        for service in services_for(actor())
    ]
    return page("preparation/usual.html", services=services)


@bp.get("/<int:service_id>/edit")
@requires(Right.PARTS_PREPARE)
def edit(service_id: int) -> ResponseReturnValue:
    """Of one service."""
    service, form = or_404(service_numbered(service_id)), UsualPartsForm()
    if form.kept_at is None:
        lines = usual_parts().get(service.id, [])
        form.parts.data = "\n".join(f"{one.quantity} x {one.name}" if one.quantity > 1 else one.name for one in lines)
    return page("preparation/usual_edit.html", service_id=service.id, name=named(service), form=form)


@bp.post("/<int:service_id>")
@requires(set_usual_parts)
def update(service_id: int) -> ResponseReturnValue:
    """From now on."""
    service, form = or_404(service_numbered(service_id)), UsualPartsForm()
    if not form.validate():
        return invalid("preparation/usual_edit.html", service_id=service.id, name=named(service), form=form)
    set_usual_parts(service, form.lines, by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("New bookings of it ask for these parts."))
