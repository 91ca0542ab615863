"""Calls that come in: a card for the words, the rings, the result (A13, A14)."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.outreach.forms import IncomingForm
from portal.blueprints.outreach.ringing import KEY, look_at_ringing
from portal.blueprints.outreach.saying import said_in
from portal.blueprints.outreach.words import RESULTS, STAYS
from portal.clock import now
from portal.domain.customers.models import Customer
from portal.domain.customers.queries import customer_calling, customer_for, files_of
from portal.domain.outreach.operations import take_call
from portal.domain.outreach.queries import calls_in, rings_since
from portal.domain.outreach.ringing import ringing_call_for
from portal.domain.outreach.rules import LONGEST_NUMBER, merged
from portal.domain.outreach.scripts import INCOMING
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.house import present_house
from portal.web.ids import key
from portal.web.live import drawn
from portal.web.reading import LOCALES
from portal.web.responses import changed, invalid, page

bp = Blueprint("incoming", __name__)
REPORTED = timedelta(days=30)


@bp.get("")
@requires(Right.OUTREACH_WORK)
def index() -> ResponseReturnValue:
    """The latest, and the share answered within three rings."""
    rings = rings_since(now() - REPORTED)
    words = {"results": RESULTS, "stays": STAYS, "languages": LOCALES}
    return page(
        "outreach/incoming/index.html",
        calls=calls_in(actor()),
        rings=rings,
        ringing=drawn(KEY, look_at_ringing),
        **words,
    )


@bp.get("/new")
@requires(take_call)
def new() -> ResponseReturnValue:
    """The card; filled in for a customer who is known. A telephone system opens it by the caller's number (BR20)."""
    phone, rings = request.args.get("phone", "")[:LONGEST_NUMBER].strip(), request.args.get("rings", type=key)
    call = ringing_call_for(actor(), request.args.get("ringing", type=key))
    if call is not None:
        phone, rings = call.phone, call.rings
    customer = customer_for(actor(), request.args.get("customer", 0, type=key)) or customer_calling(actor(), phone)
    known = {"name": customer.name, "phone": customer.phone} if customer else {"phone": phone}
    return page(
        "outreach/incoming/new.html",
        **_card(IncomingForm(data={**known, "rings": rings}), customer, call.id if call else None),
    )


@bp.post("")
@requires(take_call)
def create() -> ResponseReturnValue:
    """Kept, with its result."""
    form = IncomingForm()
    customer = customer_for(actor(), request.form.get("customer", 0, type=key))
    ringing_id = request.form.get("ringing", type=key)
    if not form.validate():
        return invalid("outreach/incoming/new.html", **_card(form, customer, ringing_id))
    take_call(form.draft(), customer.id if customer else None, ringing_id=ringing_id, by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("Call noted."))


def _card(form: IncomingForm, customer: Customer | None, ringing_id: int | None) -> dict[str, Any]:
    """The words, and who calls with what is open (BR6, BR7, BR13). Five queries at most."""
    files = files_of(customer.id) if customer else []
    return {"form": form, "customer": customer, "files": files, "said": _said(), "ringing_id": ringing_id}


def _said() -> list[str]:
    words, _version = said_in(INCOMING, actor().locale)
    return merged(words, {"shop": present_house().name, "me": actor().name}).split("\n")
