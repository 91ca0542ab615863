"""Adding what was still needed (S40)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.tickets.forms_intake import FactsForm
from portal.clock import now
from portal.domain.tickets.models import Ticket
from portal.domain.tickets.operations import fill_in_facts
from portal.domain.tickets.queries import ticket_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("facts", __name__)


@bp.get("/<int:number>/facts")
@requires(fill_in_facts)
def edit(number: int) -> ResponseReturnValue:
    """The form."""
    ticket = or_404(ticket_for(actor(), number))
    return page("tickets/facts.html", ticket=ticket, form=_form(ticket))


@bp.post("/<int:number>/facts")
@requires(fill_in_facts)
def update(number: int) -> ResponseReturnValue:
    """Write them down."""
    ticket = or_404(ticket_for(actor(), number))
    form = FactsForm()
    if not form.validate():
        return invalid("tickets/facts.html", ticket=ticket, form=form)
    fill_in_facts(ticket, form.facts(), by=actor(), at=now())
    return changed(to=url_for("tickets.tickets.show", number=number), notice=_("Added to the ticket."))


def _form(ticket: Ticket) -> FactsForm:
    facts = ticket.facts
    words = {name: getattr(facts, name) for name in facts.__dataclass_fields__}
    return FactsForm(data=words | {"imeis": "\n".join(facts.imeis), "model_is_complete": bool(facts.device_model)})
