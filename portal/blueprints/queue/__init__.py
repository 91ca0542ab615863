"""The live queue: everything that has been promised, in the order in which it falls due."""

from flask import Blueprint

from portal.blueprints.queue import claims, live, queue

bp = Blueprint("queue", __name__, url_prefix="/queue")
for noun in (queue, live, claims):
    bp.register_blueprint(noun.bp)
