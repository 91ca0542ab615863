"""What went out, and what did not: for staff (P30)."""

from flask import Blueprint

from portal.blueprints.mails import bodies, mails, tries

bp = Blueprint("mails", __name__, url_prefix="/mails")
bp.register_blueprint(mails.bp)
bp.register_blueprint(bodies.bp)
bp.register_blueprint(tries.bp)
