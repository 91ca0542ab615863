"""Settings: the house, plans, calendars."""

from flask import Blueprint

from portal.blueprints.settings import calendars, house, plans

bp = Blueprint("settings", __name__, url_prefix="/settings")
bp.register_blueprint(house.bp)
bp.register_blueprint(calendars.bp)
bp.register_blueprint(plans.bp)
