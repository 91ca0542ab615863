"""The preparation: notices to workshop, parts and front desk; calls before the time; parts (A21, A22)."""

from flask import Blueprint

from portal.blueprints.preparation import (
    acknowledgements,
    appointments,
    calls,
    laid_out,
    live,
    notices,
    numbers,
    parts,
    ready,
    states,
    usual,
    workshop,
)

bp = Blueprint("preparation", __name__)
bp.register_blueprint(calls.bp, url_prefix="/preparation")
bp.register_blueprint(live.calls, url_prefix="/preparation/live")
bp.register_blueprint(live.workshop, url_prefix="/workshop/live")
bp.register_blueprint(live.parts, url_prefix="/parts/live")
bp.register_blueprint(numbers.bp, url_prefix="/preparation/numbers")
bp.register_blueprint(notices.bp, url_prefix="/preparation/notices/<int:notice_id>")
bp.register_blueprint(acknowledgements.workshop, url_prefix="/workshop")
bp.register_blueprint(acknowledgements.parts, url_prefix="/parts")
bp.register_blueprint(acknowledgements.front_desk, url_prefix="/preparation")
bp.register_blueprint(appointments.bp, url_prefix="/preparation/<int:booking_id>")
bp.register_blueprint(ready.bp, url_prefix="/preparation/<int:booking_id>/ready")
bp.register_blueprint(workshop.bp, url_prefix="/workshop")
bp.register_blueprint(parts.bp, url_prefix="/parts")
bp.register_blueprint(usual.bp, url_prefix="/parts/usual")
bp.register_blueprint(states.bp, url_prefix="/parts/<int:line_id>/state")
bp.register_blueprint(laid_out.bp, url_prefix="/parts/<int:line_id>/laid-out")
