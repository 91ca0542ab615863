"""The operator's own settings, logo and accent colours (P15)."""

import re

from flask import Blueprint, Response, abort, make_response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.settings.forms import HouseForm
from portal.clock import now
from portal.domain.house.operations import change_house, change_logo
from portal.domain.house.queries import house
from portal.web.admission import actor, public, requires
from portal.web.responses import changed, invalid, page

bp = Blueprint("house", __name__)
FOREVER = "public, max-age=31536000, immutable"


@bp.get("/house")
@requires(change_house)
def edit() -> ResponseReturnValue:
    """The form."""
    return page("settings/house.html", form=HouseForm(obj=house()))


@bp.post("/house")
@requires(change_house)
def update() -> ResponseReturnValue:
    """Set them."""
    form = HouseForm()
    if not form.validate():
        return invalid("settings/house.html", form=form)
    change_house(form.draft(), by=actor(), at=now())
    if form.logo.data or form.remove_logo.data:
        change_logo(*form.logo_content(), by=actor(), at=now())
    return changed(to=url_for(".edit"), notice=_("Settings saved."))


@bp.get("/logo")
@public
def show() -> ResponseReturnValue:
    """The operator's logo."""
    row = house()
    if row.logo is None:
        abort(404)
    response = make_response(row.logo)
    response.content_type = row.logo_type or "application/octet-stream"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@bp.get("/accent-<string(length=12):colours>.css")
@public
def index(colours: str) -> ResponseReturnValue:
    """The accent colours as a stylesheet whose address changes with them; no inline style is needed (P13)."""
    if not re.fullmatch(r"[0-9a-f]{12}", colours):
        abort(404)
    css = f":root{{--accent:light-dark(#{colours[:6]},#{colours[6:]})}}"
    return Response(css, mimetype="text/css", headers={"Cache-Control": FOREVER})
