"""The welcome board: the screen at the entrance, by a display link instead of an account (A30-A32, BR37)."""

from flask import Blueprint

from portal.blueprints.welcome import boards, live
from portal.web.headers import private

bp = Blueprint("welcome", __name__, url_prefix="/welcome")
bp.register_blueprint(boards.bp)
bp.register_blueprint(live.bp)
bp.after_request(private)
