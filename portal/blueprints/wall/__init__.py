"""The wall: what a screen shows to whoever is in the room, by a link instead of an account (Q6)."""

from flask import Blueprint

from portal.blueprints.wall import boards, live
from portal.web.headers import private

bp = Blueprint("wall", __name__, url_prefix="/wall")
bp.register_blueprint(boards.bp)
bp.register_blueprint(live.bp)
bp.after_request(private)
