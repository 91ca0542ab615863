"""Options for more named callers, bought while the contract runs (S2)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.organisations.operations import buy_option
from portal.domain.organisations.queries import contract_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("options", __name__)


@bp.post("")
@requires(buy_option)
def create(organisation_id: int, contract_id: int) -> ResponseReturnValue:
    """One more."""
    or_404(contract_for(actor(), organisation_id, contract_id))
    contract = buy_option(contract_id, by=actor(), at=now())
    return changed(
        to=url_for("organisations.organisations.show", organisation_id=organisation_id),
        notice=_("Option bought: %(callers)d named callers are allowed now.", callers=contract.callers_allowed),
    )
