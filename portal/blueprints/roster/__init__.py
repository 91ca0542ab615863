"""The roster: a customer's own under /roster, for staff under /organisations/<id>/roster."""

from flask import Blueprint

from portal.blueprints.roster import callers, demands, history, primaries, requests, substitutions, verifications

bp = Blueprint("roster", __name__)
for noun in (callers, demands, history, primaries, requests, substitutions, verifications):
    bp.register_blueprint(noun.bp)
