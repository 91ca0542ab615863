"""Settings: the house, plans, calendars, product areas, displays."""

from flask import Blueprint

from portal.blueprints.settings import (
    absences,
    areas,
    calendars,
    closures,
    dated_plans,
    device_revocations,
    devices,
    display_links,
    display_revocations,
    entrance,
    house,
    offered,
    plans,
    resources,
    retirements,
    shop,
    telephone,
    trade,
)

bp = Blueprint("settings", __name__, url_prefix="/settings")
bp.register_blueprint(house.bp)
bp.register_blueprint(calendars.bp)
bp.register_blueprint(plans.bp)
bp.register_blueprint(areas.bp)
bp.register_blueprint(retirements.bp)
bp.register_blueprint(display_links.bp)
bp.register_blueprint(display_revocations.bp)
bp.register_blueprint(offered.bp)
bp.register_blueprint(resources.bp)
bp.register_blueprint(dated_plans.bp)
bp.register_blueprint(absences.bp)
bp.register_blueprint(closures.bp)
bp.register_blueprint(shop.bp)
bp.register_blueprint(entrance.bp)
bp.register_blueprint(trade.bp)
bp.register_blueprint(telephone.bp)
bp.register_blueprint(devices.bp)
bp.register_blueprint(device_revocations.bp)
