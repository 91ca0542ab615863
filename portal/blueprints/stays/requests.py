"""A level is asked for."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.file import reason_choices
from portal.blueprints.stays.forms import AskForm
from portal.blueprints.stays.opening import ask_again, back_to, stay_here
from portal.clock import now
from portal.domain.stays.operations import ask_for_level
from portal.domain.stays.profile import profile_of
from portal.web.admission import actor, requires

bp = Blueprint("requests", __name__)


@bp.post("")
@requires(ask_for_level)
def create(reference: str) -> ResponseReturnValue:
    """Of those who may approve."""
    stay, form = stay_here(reference), AskForm()
    form.reason.choices = reason_choices(profile_of(stay.profile.content))
    if not form.validate():
        to = url_for(".create", reference=reference)
        return ask_again(stay, form, _("Ask for a level"), to, _("Ask for this level"))
    level, code = form.chosen
    ask_for_level(stay, level, code, form.note.data or "", by=actor(), at=now())
    return back_to(reference, _("Asked. Whoever may approve finds it under Levels."))
