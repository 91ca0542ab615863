"""For machines that watch: alive, and ready (P43)."""

from flask import Blueprint

from portal.blueprints.health import health

bp = Blueprint("health", __name__)
bp.register_blueprint(health.bp)
