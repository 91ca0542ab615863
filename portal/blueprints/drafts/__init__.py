"""Keeping what is being typed, while it is being typed (S40)."""

from flask import Blueprint

from portal.blueprints.drafts import drafts

bp = Blueprint("drafts", __name__, url_prefix="/drafts")
bp.register_blueprint(drafts.bp)
