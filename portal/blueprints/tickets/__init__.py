"""Tickets: the list, the intake, the conversation, and what staff do with them."""

from flask import Blueprint

from portal.blueprints.tickets import (
    assignments,
    attachments,
    calls,
    claims,
    closures,
    confirmations,
    facts,
    messages,
    notes,
    presences,
    replies,
    resolutions,
    severities,
    tickets,
    waits,
)

bp = Blueprint("tickets", __name__, url_prefix="/tickets")
for noun in (
    tickets, calls, facts, attachments, replies, notes, messages, severities, confirmations,
    assignments, claims, waits, resolutions, closures, presences,
):  # fmt: skip
    bp.register_blueprint(noun.bp)
