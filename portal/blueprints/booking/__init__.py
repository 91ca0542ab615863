"""Booking in public, without an account: a service, a time, a few words; the links to see, move and cancel (A1).

services       what can be booked
months         five weeks, and the times of a day
holds          a time is kept while the form is filled in
bookings       the form, and the booking
appointments   what was booked, by its link; and as a file for a calendar
moves          another time, by its link
cancellations  by its link
refusing       who was too late keeps what was typed, and gets other times
showing        what the pages show, as plain values in the shop's time
remembering    what this browser has kept and booked
"""

from flask import Blueprint

from portal.blueprints.booking import (
    appointments,
    bookings,
    calendars,
    cancellations,
    catalogue,
    holds,
    months,
    moves,
)

bp = Blueprint("booking", __name__)
bp.register_blueprint(catalogue.bp, url_prefix="/book")
bp.register_blueprint(months.bp, url_prefix="/book/<string:slug>")
bp.register_blueprint(holds.bp, url_prefix="/book/<string:slug>/holds")
bp.register_blueprint(bookings.bp, url_prefix="/book/<string:slug>/bookings")
bp.register_blueprint(appointments.bp, url_prefix="/book/appointments/<string(length=43):token>")
bp.register_blueprint(calendars.bp, url_prefix="/book/appointments/<string(length=43):token>/calendar")
bp.register_blueprint(moves.bp, url_prefix="/book/moves/<string(length=43):token>")
bp.register_blueprint(cancellations.bp, url_prefix="/book/cancellations/<string(length=43):token>")
