"""Tickets: the list, the intake, the conversation."""

from flask import Blueprint

from portal.blueprints.tickets import attachments, calls, facts, tickets

bp = Blueprint("tickets", __name__, url_prefix="/tickets")
for noun in (tickets, calls, facts, attachments):
    bp.register_blueprint(noun.bp)
