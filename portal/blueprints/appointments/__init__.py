"""Appointments as the desk works with them: booking, one appointment, the calendar (A2-A9)."""

from flask import Blueprint

from portal.blueprints.appointments import (
    absences,
    bookings,
    calendar,
    cancellations,
    confirmations,
    customers,
    details,
    invited,
    live,
    moves,
    times,
)

bp = Blueprint("appointments", __name__, url_prefix="/appointments")
bp.register_blueprint(calendar.bp)
bp.register_blueprint(live.bp, url_prefix="/live")
bp.register_blueprint(bookings.bp)
bp.register_blueprint(invited.bp, url_prefix="/invited/<int:invite_id>")
bp.register_blueprint(times.bp, url_prefix="/times")
ONE = "/<string(length=8):reference>"
bp.register_blueprint(moves.bp, url_prefix=f"{ONE}/move")
bp.register_blueprint(cancellations.bp, url_prefix=f"{ONE}/cancellation")
bp.register_blueprint(confirmations.bp, url_prefix=f"{ONE}/confirmation")
bp.register_blueprint(absences.bp, url_prefix=f"{ONE}/absence")
bp.register_blueprint(details.bp, url_prefix=f"{ONE}/details")
bp.register_blueprint(customers.bp, url_prefix=f"{ONE}/customer")
