"""Something else in place of what the guest must not have (VE49)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.forms import SubstituteForm
from portal.blueprints.stays.opening import ask_again, back_to, stay_here
from portal.clock import now
from portal.domain.stays.finding import line_of
from portal.domain.stays.operations import substitute_gift
from portal.web.admission import actor, requires
from portal.web.responses import or_404

bp = Blueprint("substitutions", __name__)


@bp.post("")
@requires(substitute_gift)
def create(reference: str, line_id: int) -> ResponseReturnValue:
    """It can be ordered now."""
    stay, form = stay_here(reference), SubstituteForm()
    line = or_404(line_of(stay, line_id))
    if not form.validate():
        to = url_for(".create", reference=reference, line_id=line_id)
        return ask_again(stay, form, _("What instead?"), to, _("Put it in its place"))
    substitute_gift(line, form.name.data or "", "", by=actor(), at=now())
    return back_to(reference, _("Replaced. It can be ordered now."), "stays.gifts.show")
