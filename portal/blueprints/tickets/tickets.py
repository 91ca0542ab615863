"""The list, the intake, and one ticket (S40, S43, S56)."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.tickets.forms_intake import IntakeForm
from portal.blueprints.tickets.listing import above, chosen, further_address
from portal.blueprints.tickets.showing import shown
from portal.clock import now
from portal.domain.rights import Right
from portal.domain.tickets.operations import open_ticket_once
from portal.domain.tickets.queries import areas, counts, ticket_for, tickets_of
from portal.showing.ticket_rows import drawn_rows
from portal.showing.ticket_words import meanings
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("tickets", __name__)


@bp.get("")
@requires(Right.TICKET_SEE)
def index() -> ResponseReturnValue:
    """By deadline, the earliest first."""
    at, filters = now(), chosen()
    listing = tickets_of(actor(), filters, request.args.get("after", ""))
    return page(
        "tickets/index.html",
        rows=drawn_rows(listing.rows, at),
        above=above(filters, counts(actor(), at)),
        further=further_address(filters, listing.further),
    )


@bp.get("/new")
@requires(open_ticket_once)
def new() -> ResponseReturnValue:
    """The intake; staff are asked first who is calling."""
    if actor().is_staff:
        return redirect(url_for("tickets.calls.index"))
    return page("tickets/new.html", form=_intake().offering(areas()), meanings=meanings())


@bp.post("")
@requires(open_ticket_once)
def create() -> ResponseReturnValue:
    """Open it: number and deadline at once."""
    form = _intake()
    if not form.validate():
        return invalid("tickets/new.html", form=form.offering(areas()), meanings=meanings())
    ticket = open_ticket_once(form.draft(), by=actor(), at=now())
    notice = _("Ticket %(number)s is open. A receipt is on its way to you by mail.", number=ticket.number)
    return changed(to=url_for(".show", number=ticket.number), notice=notice)


@bp.get("/<int:number>")
@requires(Right.TICKET_SEE)
def show(number: int) -> ResponseReturnValue:
    """One ticket with its promise, its conversation and what happened."""
    ticket = or_404(ticket_for(actor(), number))
    return page("tickets/show.html", **shown(ticket))


def _intake() -> IntakeForm:
    return IntakeForm(data={"contact_name": actor().name, "contact_email": actor().email})
