"""A place on the waiting list: joined by a form, left by its link (A5)."""

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from portal.blueprints.waiting.showing import first_seen, form_for_service, wish_of
from portal.clock import now
from portal.domain.appointments.operations import join_waiting_list, leave_waiting_list
from portal.domain.appointments.waiting.queries import waiting_behind
from portal.domain.appointments.waiting.tokens import leaving_token
from portal.domain.booking.queries import is_desk
from portal.domain.errors import NotThere, Refused
from portal.showing.naming import named
from portal.showing.opened_links import kept_secret, opened
from portal.web.admission import actor, public
from portal.web.errors import after_rollback, refused, said, stale
from portal.web.pace import count, refuse_too_fast
from portal.web.responses import changed, invalid, page

bp = Blueprint("entries", __name__)
bp.after_request(kept_secret)
ELSEWHERE = ("cross-site", "same-site")  # a form of another site: nothing of it is shown here


@bp.get("")
@public
def new() -> ResponseReturnValue:
    """The form."""
    return page("waiting/new.html", form=first_seen())


@bp.post("")
@public
def create() -> ResponseReturnValue:
    """They wait; the page of their place says so."""
    form = form_for_service()
    if not form.validate():
        return invalid("waiting/new.html", form=form)
    refuse_too_fast("booking")
    draft = form.draft()
    join_waiting_list(draft, by=actor(), at=now())
    count("booking")
    if is_desk(actor()):
        return changed(to=url_for("waiting.lists.index"))
    return changed(to=url_for(".show", token=leaving_token(draft.form_key)))


@bp.get("/<string(length=43):token>")
@public
def show(token: str) -> ResponseReturnValue:
    """That they wait. Looking changes nothing: mail scanners look, too."""
    entry, service = opened(waiting_behind(token))
    days, part = wish_of(entry)
    return page("waiting/show.html", entry=entry, service=named(service), days=days, part=part, token=token)


@bp.post("/<string(length=43):token>/end")
@public
def destroy(token: str) -> ResponseReturnValue:
    """Left; a second time nothing happens."""
    entry, _service = opened(waiting_behind(token))
    leave_waiting_list(entry, by=actor(), at=now())
    return changed(to=url_for(".show", token=token))


@bp.errorhandler(Refused)
def form_again(refusal: Refused) -> Response:
    """The form with the sentence and all that was typed."""
    if isinstance(refusal, NotThere) or request.endpoint != "waiting.entries.create":
        return refused(refusal)
    return _again(said(refusal), refusal.status)


@bp.errorhandler(CSRFError)
def open_too_long(error: CSRFError) -> Response:
    """The page was open too long: the form again with all that was typed, and ready to be sent."""
    if request.endpoint != "waiting.entries.create" or request.headers.get("Sec-Fetch-Site") in ELSEWHERE:
        return stale(error)
    return _again(_("The page had been open too long. What you typed is kept: send it once more."), 400)


def _again(sentence: str, status: int) -> Response:
    with after_rollback():
        form = form_for_service()
        form.validate()
        form.form_errors = [sentence]
        return page("waiting/new.html", status=status, form=form)
