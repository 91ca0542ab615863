"""A colleague asks for a place; the primary contact answers (S32)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.roster.forms import AnswerForm
from portal.blueprints.roster.place import in_address, roster_url
from portal.clock import now
from portal.domain.roster.models import PlaceRequest
from portal.domain.roster.operations import ask_for_place, decline_request
from portal.domain.roster.queries import request_for
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("requests", __name__)


@bp.post("/roster/requests")
@requires(ask_for_place)
def create() -> ResponseReturnValue:
    """One click."""
    asked = ask_for_place(by=actor(), at=now())
    notice = _("Asked. You get a mail as soon as there is an answer; what you typed is kept.")
    return changed(to=roster_url(asked.organisation_id), notice=notice)


@bp.get("/roster/requests/<int:request_id>")
@requires(decline_request)
def show(request_id: int) -> ResponseReturnValue:
    """Who asks, and the two answers."""
    asked = or_404(request_for(actor(), request_id))
    return page("roster/requests/show.html", form=AnswerForm(), **_around(asked))


@bp.post("/roster/requests/<int:request_id>/refusal")
@requires(decline_request)
def update(request_id: int) -> ResponseReturnValue:
    """No, with the reason. Yes is said by adding the caller."""
    asked = or_404(request_for(actor(), request_id))
    form = AnswerForm()
    if not form.validate():
        return invalid("roster/requests/show.html", form=form, **_around(asked))
    decline_request(asked, form.answer.data, by=actor(), at=now())
    return changed(to=roster_url(asked.organisation_id), notice=_("%(name)s has been told.", name=asked.person.name))


def _around(asked: PlaceRequest) -> dict[str, object]:
    here = in_address(asked.organisation_id)
    return {
        "asked": asked,
        "back": roster_url(asked.organisation_id),
        "add_url": url_for("roster.callers.new", organisation_id=here, request=asked.id),
    }
