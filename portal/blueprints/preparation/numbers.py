"""The numbers that the desk prepares by: when to call, to remind, to acknowledge, to answer."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.preparation.forms import NumbersForm
from portal.clock import now
from portal.domain.appointments.operations.preparation_settings import set_preparation
from portal.domain.appointments.preparing import preparation_settings
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, page

bp = Blueprint("numbers", __name__)


@bp.get("/edit")
@requires(Right.BOOKING_SETUP)
def edit() -> ResponseReturnValue:
    """As they are."""
    form = NumbersForm()
    if form.kept_at is None:
        form.process(obj=preparation_settings())
    return page("preparation/numbers.html", form=form)


@bp.post("")
@requires(set_preparation)
def update() -> ResponseReturnValue:
    """What is booked already keeps its moments."""
    form = NumbersForm()
    if not form.validate():
        return invalid("preparation/numbers.html", form=form)
    set_preparation(form.draft(), by=actor(), at=now())
    return changed(to=url_for("preparation.calls.index"), notice=_("In force from now on."))
