"""Alive: the process answers. Ready: the database does, too."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from portal.db import session
from portal.web.admission import public

bp = Blueprint("health", __name__)


@bp.get("/health")
@public
def show() -> ResponseReturnValue:
    """The process is alive."""
    return jsonify(status="alive")


@bp.get("/ready")
@public
def index() -> ResponseReturnValue:
    """The database answers; an unreachable one is a 503 of web/errors."""
    session().execute(text("SELECT 1"))
    return jsonify(status="ready")
