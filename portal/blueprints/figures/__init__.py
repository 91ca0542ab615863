"""How the service desk does, in numbers."""

from flask import Blueprint

from portal.blueprints.figures import figures

bp = Blueprint("figures", __name__, url_prefix="/figures")
bp.register_blueprint(figures.bp)
