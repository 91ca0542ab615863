"""The language of the pages, before and after sign-in (P12)."""

from flask import Blueprint, abort, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.clock import now
from portal.domain.people.operations import change_locale
from portal.web.admission import actor, public
from portal.web.forms import is_local
from portal.web.reading import LOCALES
from portal.web.responses import changed

bp = Blueprint("languages", __name__, url_prefix="/language")


@bp.post("")
@public
def update() -> ResponseReturnValue:
    """Read on in another language: kept with the person, or for a visitor in the cookie."""
    locale, back = request.form.get("locale", ""), request.form.get("back", "")
    if locale not in LOCALES:
        abort(400)
    session["locale"] = locale
    if actor().is_known:
        change_locale(locale, by=actor(), at=now())
    return changed(to=back if is_local(back) else url_for("accounts.home.show"))
