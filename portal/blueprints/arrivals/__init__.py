"""Arrivals: the staff's list of today, checking in by link or at the kiosk, tomorrow's board (A23, A33)."""

from flask import Blueprint

from portal.blueprints.arrivals import arrivals, check_ins, kiosk, live, releases

bp = Blueprint("arrivals", __name__)
bp.register_blueprint(arrivals.bp, url_prefix="/arrivals")
bp.register_blueprint(live.bp, url_prefix="/arrivals/live")
bp.register_blueprint(releases.bp, url_prefix="/arrivals/tomorrow")
bp.register_blueprint(check_ins.bp, url_prefix="/check-in")
bp.register_blueprint(kiosk.bp, url_prefix="/kiosk")
