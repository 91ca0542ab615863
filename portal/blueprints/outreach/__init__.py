"""Outreach: the day's call list, the card of a call, calls that come in, and how the shop calls."""

from flask import Blueprint

from portal.blueprints.outreach import arranging, attempts, bookings, calls, campaigns, claims, hook, incoming, scripts

bp = Blueprint("outreach", __name__, url_prefix="/outreach")
bp.register_blueprint(calls.bp, url_prefix="/calls")
bp.register_blueprint(claims.bp, url_prefix="/calls/<int:invite_id>/claim")
bp.register_blueprint(attempts.bp, url_prefix="/calls/<int:invite_id>/attempts")
bp.register_blueprint(bookings.bp, url_prefix="/calls/<int:invite_id>/booking")
bp.register_blueprint(incoming.bp, url_prefix="/incoming")
bp.register_blueprint(hook.bp, url_prefix="/incoming")
bp.register_blueprint(arranging.bp, url_prefix="/order")
bp.register_blueprint(scripts.bp, url_prefix="/scripts")
bp.register_blueprint(campaigns.bp, url_prefix="/campaigns")
