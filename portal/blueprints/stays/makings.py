"""A gift is made, and what it came to (VE48)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.forms import CostForm
from portal.clock import now
from portal.domain.stays.finding import gift_for
from portal.domain.stays.operations import make_gift
from portal.domain.stays.refusals import OverTheCap
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404

bp = Blueprint("makings", __name__)


@bp.post("")
@requires(make_gift)
def create(line_id: int) -> ResponseReturnValue:
    """Above what is allowed only with a reason."""
    line, form = or_404(gift_for(actor(), line_id)), CostForm()
    is_good, cost, board = form.validate(), form.cost.data, url_for("stays.board.index")
    if is_good and cost is not None and line.cap is not None and cost > line.cap and not form.over_cap_reason.data:
        form.refuse("over_cap_reason", _(OverTheCap.sentence).format(cap=line.cap))
        is_good = False
    if not is_good:
        to = url_for(".create", line_id=line_id)
        told = {"form": form, "title": _("What did it cost?"), "action": to, "submit": _("Made")}
        return invalid("stays/one_form.html", cancel=board, **told)
    make_gift(line, cost, form.over_cap_reason.data or "", by=actor(), at=now())
    return changed(to=board, notice=_("Made."))
