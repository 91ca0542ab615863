"""Staff require that a caller be replaced (S36)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.roster.forms import DemandForm, ResolutionForm
from portal.blueprints.roster.place import roster_url
from portal.clock import now
from portal.domain.roster.operations import demand_replacement, resolve_demand
from portal.domain.roster.queries import caller_for, demand_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("demands", __name__)


@bp.get("/roster/callers/<int:caller_id>/demands/new")
@requires(demand_replacement)
def new(caller_id: int) -> ResponseReturnValue:
    """The form."""
    caller = or_404(caller_for(actor(), caller_id))
    return page("roster/demands/new.html", form=DemandForm(), caller=caller, back=roster_url(caller.organisation_id))


@bp.post("/roster/callers/<int:caller_id>/demands")
@requires(demand_replacement)
def create(caller_id: int) -> ResponseReturnValue:
    """Require it, with the reason."""
    caller = or_404(caller_for(actor(), caller_id))
    back, form = roster_url(caller.organisation_id), DemandForm()
    if not form.validate():
        return invalid("roster/demands/new.html", form=form, caller=caller, back=back)
    demand_replacement(caller, form.reason.data, by=actor(), at=now())
    return changed(to=back, notice=_("Required. The primary contact has been told."))


@bp.get("/roster/demands/<int:demand_id>")
@requires(resolve_demand)
def show(demand_id: int) -> ResponseReturnValue:
    """What is required, and the form that settles it."""
    demand = or_404(demand_for(actor(), demand_id))
    back = roster_url(demand.organisation_id)
    return page("roster/demands/show.html", form=ResolutionForm(), demand=demand, back=back)


@bp.post("/roster/demands/<int:demand_id>/resolution")
@requires(resolve_demand)
def update(demand_id: int) -> ResponseReturnValue:
    """Settle it."""
    demand = or_404(demand_for(actor(), demand_id))
    back, form = roster_url(demand.organisation_id), ResolutionForm()
    if not form.validate():
        return invalid("roster/demands/show.html", form=form, demand=demand, back=back)
    resolve_demand(demand, form.resolution.data, by=actor(), at=now())
    return changed(to=back, notice=_("Resolved. The primary contact has been told."))
