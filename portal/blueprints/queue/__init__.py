"""The live queue: everything that has been promised, in the order in which it falls due."""

from flask import Blueprint

from portal.blueprints.queue import assignments, choices, claims, live, panels, queue, replies, severities, states

bp = Blueprint("queue", __name__, url_prefix="/queue")
for noun in (queue, live, choices, panels, claims, assignments, severities, states, replies):
    bp.register_blueprint(noun.bp)
