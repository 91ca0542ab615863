"""The house's trade: what it calls the things of the service desk, and which steps it does without (issue 4)."""

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.settings.trade_forms import HINTS, TradeForm, workshops_words
from portal.clock import now
from portal.domain.errors import N_
from portal.domain.house.operations import change_trade
from portal.domain.house.queries import house
from portal.domain.house.trade import ready_trades, trade_of
from portal.web.admission import actor, requires
from portal.web.reading import LOCALES, as_written
from portal.web.responses import changed, invalid, page

bp = Blueprint("trade", __name__, url_prefix="/trade")
READY = {
    "workshop": N_("Vehicle workshop"),
    "clinic": N_("Clinic"),
    "repair_counter": N_("Repair counter"),
    "salon": N_("Salon"),
}


def _around() -> dict[str, Any]:
    ready = {
        name: as_written(words) for name, words in READY.items()
    }  # "Vehicle workshop", whatever it calls a vehicle
    return {"ready": ready, "languages": LOCALES, "hints": HINTS, "workshops": workshops_words()}


@bp.get("")
@requires(change_trade)
def edit() -> ResponseReturnValue:
    """As it is; or, to be looked at before it is saved, as a ready trade has it."""
    row, ready = house(), ready_trades()
    form, begun = TradeForm(), ready.get(request.args.get("from", ""))
    if begun is not None or form.kept_at is None:
        form.fill(begun or trade_of(row.trade))
    form.begin_at(row.trade_version)
    return page("settings/trade.html", form=form, **_around())


@bp.post("")
@requires(change_trade)
def update() -> ResponseReturnValue:
    """From now on."""
    form = TradeForm()
    if not form.validate():
        return invalid("settings/trade.html", form=form, **_around())
    change_trade(form.trade(), form.seen_version, by=actor(), at=now())
    return changed(to=url_for(".edit"), notice=_("In force from now on, on every page and in every mail."))
