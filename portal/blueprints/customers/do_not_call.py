"""Never call this customer again, or again after all (A12)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.customers.operations import allow_calls, stop_calls
from portal.domain.customers.queries import customer_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("do_not_call", __name__)


@bp.post("")
@requires(stop_calls)
def create(customer_id: int) -> ResponseReturnValue:
    """For good."""
    stop_calls(or_404(customer_for(actor(), customer_id)), by=actor(), at=now())
    to = url_for("customers.customers.show", customer_id=customer_id)
    return changed(to=to, notice=_("Nobody calls this customer any more."))


@bp.post("/end")
@requires(allow_calls)
def destroy(customer_id: int) -> ResponseReturnValue:
    """The customer said so."""
    allow_calls(or_404(customer_for(actor(), customer_id)), by=actor(), at=now())
    to = url_for("customers.customers.show", customer_id=customer_id)
    return changed(to=to, notice=_("This customer may be called again."))
