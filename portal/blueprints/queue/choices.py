"""Choosing more closely, on a page of its own: organisation, plan, assignee, area. The queue stays light (Q4)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.queue.choosing import address_of, asked_of, chosen
from portal.domain.errors import N_
from portal.domain.promises.options import options_for
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.responses import page

bp = Blueprint("choices", __name__)
LABELS = {
    "organisation": N_("Organisation"),
    "plan": N_("Plan"),
    "assignee": N_("Assigned to"),
    "area": N_("Product area"),
}


@bp.get("/choices")
@requires(Right.QUEUE_SEE)
def edit() -> ResponseReturnValue:
    """What can be chosen, with what is."""
    wanted, options = chosen(), options_for(actor())
    selects = [
        {
            "name": name,
            "label": _(label),
            "chosen": getattr(wanted.filters, name),
            "options": [(number, _(word) if name == "area" else word) for number, word in getattr(options, name)],
        }
        for name, label in LABELS.items()
    ]
    kept = [(name, value) for name, value in asked_of(wanted) if name not in LABELS]
    return page("queue/choices.html", selects=selects, kept=kept, back=address_of(wanted))
