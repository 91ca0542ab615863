"""The living parts of the three pages: what another side does stands there within two seconds (A21, A22, Q3)."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.preparation.living import (
    calls_key,
    look_at_calls,
    look_at_parts,
    look_at_workshop,
    parts_key,
    workshop_key,
)
from portal.domain.appointments.operations.contacts import record_call
from portal.domain.rights import Right
from portal.web.admission import requires
from portal.web.live import Key, Look, answered, living


def _of(name: str, key_of: Callable[[], Key], right: Right | Callable[..., Any], look: Callable[[], Look]) -> Blueprint:
    """The noun for one page, which asks for it again and again."""
    found = Blueprint(f"live_{name}", __name__)

    @found.get("")
    @requires(right)
    @living
    def show() -> ResponseReturnValue:
        return answered(key_of(), look)

    return found


calls = _of("calls", calls_key, record_call, look_at_calls)
workshop = _of("workshop", workshop_key, Right.BOOKING_SEE, look_at_workshop)
parts = _of("parts", parts_key, Right.BOOKING_SEE, look_at_parts)
