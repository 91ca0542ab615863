"""Tickets that an agent enters for a named caller on the phone (S6, SE33)."""

from zoneinfo import ZoneInfo

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.tickets.forms_intake import CallForm
from portal.clock import now
from portal.domain.roster.models import Caller
from portal.domain.tickets.operations import enter_by_phone
from portal.domain.tickets.queries import areas, callers_called, who_calls
from portal.showing.ticket_words import meanings
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("calls", __name__)


@bp.get("/calls/new")
@requires(enter_by_phone)
def index() -> ResponseReturnValue:
    """Who is calling? Named callers by name, mail or organisation."""
    asked = request.args.get("q", "").strip()[:100]
    return page("tickets/who_calls.html", asked=asked, callers=callers_called(actor(), asked, now()))


@bp.get("/calls/new/<int:person_id>")
@requires(enter_by_phone)
def new(person_id: int) -> ResponseReturnValue:
    """The intake, with the time of the call."""
    caller = or_404(who_calls(actor(), person_id, now()))
    return page("tickets/call.html", form=_form(caller).offering(areas()), caller=caller, meanings=meanings())


@bp.post("/calls/<int:person_id>")
@requires(enter_by_phone)
def create(person_id: int) -> ResponseReturnValue:
    """Enter it; the call was the first response."""
    caller = or_404(who_calls(actor(), person_id, now()))
    form = _form(caller)
    if not form.validate():
        return invalid("tickets/call.html", form=form.offering(areas()), caller=caller, meanings=meanings())
    ticket = enter_by_phone(form.call(person_id), by=actor(), at=now())
    notice = _("Ticket %(number)s is open. The caller has been mailed its number.", number=ticket.number)
    return changed(to=url_for("tickets.tickets.show", number=ticket.number), notice=notice)


def _form(caller: Caller) -> CallForm:
    local = now().astimezone(ZoneInfo(actor().zone)).replace(tzinfo=None, second=0, microsecond=0)
    known = {"contact_name": caller.person.name, "contact_email": caller.person.email, "contact_phone": caller.phone}
    return CallForm(actor().zone, data=known | {"called_at": local})
