"""The audit log, to read (P22, S55)."""

from flask import Blueprint

from portal.blueprints.audit import entries

bp = Blueprint("audit", __name__, url_prefix="/audit")
bp.register_blueprint(entries.bp)
