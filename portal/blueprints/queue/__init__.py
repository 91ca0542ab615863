"""The live queue: everything that has been promised, in the order in which it falls due."""

from flask import Blueprint

from portal.blueprints.queue import (
    assignments,
    choices,
    claims,
    live,
    panels,
    queue,
    replies,
    severities,
    states,
    trends,
    views,
)

bp = Blueprint("queue", __name__, url_prefix="/queue")
for noun in (
    queue, live, choices, views, trends, panels, claims, assignments, severities, states, replies,
):  # fmt: skip
    bp.register_blueprint(noun.bp)
