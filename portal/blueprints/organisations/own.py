"""What a customer reads about the own organisation: the contract, what it includes, what not, and when it ends."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.clock import now
from portal.domain.calendars.hours import local_day
from portal.domain.organisations.queries import contracts_of, managers_of, organisation_for, plan_with_all
from portal.domain.organisations.words import CLOCKS, ENTITLEMENTS
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.responses import or_404, page

bp = Blueprint("own", __name__)


@bp.get("")
@requires(Right.ORGANISATION_OWN)
def show() -> ResponseReturnValue:
    """The own contract in words; staff have none and find nothing here."""
    organisation = or_404(organisation_for(actor(), actor().organisation_id or 0))
    contracts = contracts_of(organisation.id)
    today = local_day(now(), organisation.zone)
    running = next((contract for contract in contracts if contract.term.covers(today)), None)
    return page(
        "organisations/own.html",
        organisation=organisation,
        running=running,
        ended=next((contract for contract in contracts if contract.end_on < today), None),
        coming=next((contract for contract in reversed(contracts) if contract.start_on > today), None),
        plan=plan_with_all(running.plan_id) if running else None,
        managers=managers_of(running.id) if running else [],
        entitlements=ENTITLEMENTS,
        clocks=CLOCKS,
    )
