"""Appointments that a change would break: shown before it is saved, with what can become of each (A8, BE32, BE37)."""

from collections.abc import Sequence
from typing import Any

from flask import Response, request

from portal.blueprints.settings.desk_words import FATES
from portal.domain.appointments.operations import Fate
from portal.domain.booking.models import Booking
from portal.web.responses import page

_BEFORE = "fate-"
_NOT_KEPT = ("csrf_token",)


def fates() -> dict[str, Fate]:
    """What was decided, by reference."""
    said = {name.removeprefix(_BEFORE): value for name, value in request.form.items() if name.startswith(_BEFORE)}
    return {reference: Fate(value) for reference, value in said.items() if value in list(Fate)}


def are_decided(broken: Sequence[Booking]) -> bool:
    """Each of them."""
    decided = fates()
    return all(one.reference in decided for one in broken)


def ask(broken: Sequence[Booking], action: str, back: str) -> Response:
    """What becomes of each, with all that was typed carried along."""
    kept = [
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if name not in _NOT_KEPT and not name.startswith(_BEFORE)
    ]
    asked: dict[str, Any] = {"broken": broken, "kept": kept, "action": action, "back": back}
    return page("settings/desk/fates.html", status=422, fates=FATES, decided=fates(), **asked)
