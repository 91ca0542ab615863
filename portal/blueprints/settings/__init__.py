"""Settings: the house, plans, calendars, product areas, displays."""

from flask import Blueprint

from portal.blueprints.settings import (
    areas,
    calendars,
    display_links,
    display_revocations,
    house,
    plans,
    retirements,
)

bp = Blueprint("settings", __name__, url_prefix="/settings")
bp.register_blueprint(house.bp)
bp.register_blueprint(calendars.bp)
bp.register_blueprint(plans.bp)
bp.register_blueprint(areas.bp)
bp.register_blueprint(retirements.bp)
bp.register_blueprint(display_links.bp)
bp.register_blueprint(display_revocations.bp)
