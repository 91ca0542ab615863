"""Alive: the process answers. Ready: the database does, too; and whether a worker acts."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from portal.clock import now
from portal.domain.heartbeat.queries import is_silent, last_beat
from portal.web.admission import public
from portal.web.formats import iso

bp = Blueprint("health", __name__)


@bp.get("/health")
@public
def show() -> ResponseReturnValue:
    """The process is alive."""
    return jsonify(status="alive")


@bp.get("/ready")
@public
def index() -> ResponseReturnValue:
    """The database answers; an unreachable one is a 503 of web/errors. A web process is ready without a worker."""
    beat = last_beat()
    worker = {"acts": not is_silent(beat, now()), "last_at": iso(beat.at) if beat else None}
    return jsonify(status="ready", worker=worker)
