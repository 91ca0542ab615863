"""The register: the day's sheet on the screen, on paper and as a file (A20, BR28-BR30)."""

from flask import Blueprint

from portal.blueprints.register import amendments, contacts, exports, sheets, workbooks

ONE = "/<string(length=10):on>"

bp = Blueprint("register", __name__, url_prefix="/register")
bp.register_blueprint(sheets.bp)
bp.register_blueprint(exports.bp, url_prefix=f"{ONE}/export")
bp.register_blueprint(workbooks.bp, url_prefix=f"{ONE}/workbook")
bp.register_blueprint(contacts.bp, url_prefix=f"{ONE}/<int:booking_id>/contacts")
bp.register_blueprint(amendments.bp, url_prefix=f"{ONE}/amendments")
