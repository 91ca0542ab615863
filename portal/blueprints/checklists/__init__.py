"""Checklists on tablets: going through lists, with or without a network; templates (V30-V36, U1-U22)."""

from flask import Blueprint

from portal.blueprints.checklists import (
    defaults,
    hands,
    histories,
    lists,
    live,
    papers,
    photos,
    retirements,
    sheets,
    signatures,
    statements,
    templates,
    versions,
    worker,
)

ONE = "/checklists/<int:checklist_id>"
TEMPLATE = "/checklists/templates/<string(maxlength=80):slug>"

bp = Blueprint("checklists", __name__)
bp.register_blueprint(lists.bp, url_prefix="/checklists")
bp.register_blueprint(live.index, url_prefix="/checklists/live")
bp.register_blueprint(hands.bp, url_prefix="/checklists/hand")
bp.register_blueprint(worker.bp, url_prefix="/checklists/worker")
bp.register_blueprint(templates.bp, url_prefix="/checklists/templates")
bp.register_blueprint(defaults.bp, url_prefix="/checklists/templates/defaults")
bp.register_blueprint(retirements.bp, url_prefix=f"{TEMPLATE}/retirement")
bp.register_blueprint(versions.bp, url_prefix=f"{TEMPLATE}/versions")
bp.register_blueprint(live.one, url_prefix=f"{ONE}/live")
bp.register_blueprint(statements.bp, url_prefix=f"{ONE}/statements")
bp.register_blueprint(photos.bp, url_prefix=f"{ONE}/photos")
bp.register_blueprint(signatures.bp, url_prefix=f"{ONE}/signature")
bp.register_blueprint(histories.bp, url_prefix=f"{ONE}/history")
bp.register_blueprint(sheets.bp, url_prefix=f"{ONE}/sheet")
bp.register_blueprint(papers.bp, url_prefix=f"{ONE}/paper")
