"""Read and taken care of: each side says so for itself, on its own page, with one touch (BR33)."""

from collections.abc import Callable

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.appointments.operations.notices import (
    acknowledge_for_front_desk,
    acknowledge_for_parts,
    acknowledge_for_workshop,
)
from portal.domain.appointments.preparation_words import Side
from portal.domain.appointments.prepared import notice_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

ONE = "/notices/<int:notice_id>/acknowledgement"


def _of(side: Side, acknowledge: Callable[..., None], page: str) -> Blueprint:
    """The noun for one side; `page` is where it is read."""
    found = Blueprint(f"acknowledged_{side}", __name__)

    @found.post(ONE)
    @requires(acknowledge)
    def create(notice_id: int) -> ResponseReturnValue:
        acknowledge(or_404(notice_for(actor(), side, notice_id)), by=actor(), at=now())
        return changed(to=url_for(page), notice=_("Acknowledged."))

    return found


workshop = _of(Side.WORKSHOP, acknowledge_for_workshop, "preparation.workshop.index")
parts = _of(Side.PARTS, acknowledge_for_parts, "preparation.parts.index")
front_desk = _of(Side.FRONT_DESK, acknowledge_for_front_desk, "preparation.calls.index")
