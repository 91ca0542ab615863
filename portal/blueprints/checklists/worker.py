"""The script that keeps the pages of lists on a tablet, for corridors without network (V33, U8)."""

from pathlib import Path

from flask import Blueprint, Response, current_app, url_for
from flask.typing import ResponseReturnValue

from portal.web.admission import public
from portal.web.assets import asset

bp = Blueprint("worker", __name__)
SCRIPT = Path(__file__).with_name("worker.js")
KEPT = ("tablet.css", "tablet.js", "htmx.js", "icons.svg", "favicon.svg")


@bp.get("")
@public
def show() -> ResponseReturnValue:
    """The same for everybody; another build is another script."""
    lines = [f"const BUILD = {current_app.extensions['assets'].mark!r};"]
    lines += [
        f"const ASSETS = {[asset(name) for name in KEPT]!r};",
        f"const HOME = {url_for('checklists.lists.index')!r};",
    ]
    response = Response("\n".join([*lines, SCRIPT.read_text(encoding="utf-8")]), mimetype="text/javascript")
    response.headers["Service-Worker-Allowed"] = url_for("checklists.lists.index")
    response.headers["Cache-Control"] = "no-cache"
    return response
