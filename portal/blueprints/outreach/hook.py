"""What a telephone system calls when it rings: signed, without an account; and what rings, as a living part (BR20)."""

from flask import Blueprint, Response, current_app, request

from portal.blueprints.outreach.ringing import KEY, look_at_ringing
from portal.clock import now
from portal.domain.outreach.operations import note_ringing
from portal.domain.outreach.refusals import CallUnreadable
from portal.domain.outreach.ringing import require_signature
from portal.domain.outreach.rules import LONGEST_NUMBER, MOST_RINGS
from portal.domain.rights import Right
from portal.web.admission import actor, beforehand, public, requires, signed
from portal.web.live import answered, living
from portal.web.pace import count, refuse_too_fast

bp = Blueprint("hook", __name__)
LONGEST_BODY = 2_000  # bytes


def _looked_at() -> tuple[str, int | None]:
    """The number and the rings, if the telephone system sent them. A forged word never waits for the write lock."""
    refuse_too_fast("hook")
    count("hook")
    body = request.get_data()[:LONGEST_BODY]
    sent_at, signature = _sent_with("Timestamp"), _sent_with("Signature")
    require_signature(signature, sent_at, body, current_app.config["SECRET_KEY"], now())
    return _read()


@bp.post("/hook")
@public
@signed
@beforehand(_looked_at)
def create(done: tuple[str, int | None]) -> Response:
    """It rings."""
    phone, rings = done
    note_ringing(phone, rings, _sent_with("Signature"), by=actor(), at=now())
    return Response(status=204)


@bp.get("/live")
@requires(Right.OUTREACH_WORK)
@living
def show() -> Response:
    """What rings now, as the pages of the calls ask for it again and again."""
    return answered(KEY, look_at_ringing)


def _sent_with(name: str) -> str:
    return request.headers.get(f"X-Deskbell-{name}", "")


def _read() -> tuple[str, int | None]:
    told = request.get_json(force=True, silent=True)
    phone, rings = (told.get("phone"), told.get("rings")) if isinstance(told, dict) else (None, None)
    is_counted = rings is None or (type(rings) is int and 1 <= rings <= MOST_RINGS)
    if not isinstance(phone, str) or not is_counted:
        raise CallUnreadable
    return phone.strip()[:LONGEST_NUMBER], rings
