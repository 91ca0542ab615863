"""It lies ready (BR34)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.clock import now
from portal.domain.appointments.operations.parts import lay_out, take_back_laying_out
from portal.domain.appointments.store import part_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("laid_out", __name__)


@bp.post("")
@requires(lay_out)
def create(line_id: int) -> ResponseReturnValue:
    """A tick."""
    lay_out(or_404(part_for(actor(), line_id)), by=actor(), at=now())
    return changed(to=url_for("preparation.parts.index"))


@bp.post("/end")
@requires(take_back_laying_out)
def destroy(line_id: int) -> ResponseReturnValue:
    """Taken away."""
    take_back_laying_out(or_404(part_for(actor(), line_id)), by=actor(), at=now())
    return changed(to=url_for("preparation.parts.index"))
