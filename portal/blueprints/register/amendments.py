"""What is written under a closed sheet (BR30)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.register.forms import AmendmentForm
from portal.blueprints.register.showing import day_of, shown
from portal.clock import now
from portal.domain.appointments.operations.amendments import amend_sheet
from portal.domain.appointments.sheets import sheet_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid

bp = Blueprint("amendments", __name__)


@bp.post("")
@requires(amend_sheet)
def create(on: str) -> ResponseReturnValue:
    """With time and person."""
    day, form = day_of(on), AmendmentForm()
    if not form.validate():
        return invalid("register/show.html", **shown(sheet_for(actor(), day, now()), form))
    amend_sheet(day, form.words.data, by=actor(), at=now())
    return changed(to=url_for("register.sheets.show", on=day.isoformat()), notice=_("It stands under the sheet."))
