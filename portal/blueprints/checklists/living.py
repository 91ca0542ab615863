"""The open lists, and one list, as living parts: what others tick stands there within two seconds (V32, U16)."""

from datetime import timedelta
from typing import Any

from flask import render_template

from portal.blueprints.checklists.showing import list_view, row_of, signed_row_of
from portal.blueprints.checklists.words import DEPARTMENTS
from portal.clock import now
from portal.domain.checklists.models import Checklist
from portal.domain.checklists.queries import checklists_for, lately_over
from portal.domain.departments.queries import posts_of
from portal.web.admission import actor
from portal.web.formats import DeadlineView
from portal.web.live import Key, Look

A_DAY = timedelta(days=1)
DUE_CHOICES = (20, 60, 120)  # minutes, for a fault


def lists_key() -> Key:
    """Whose posts see which lists."""
    return "checklists", tuple(sorted(posts_of(actor())))


def look_at_lists() -> Look:
    """The open ones, what is due first on top; below what was signed since yesterday."""
    shown = {
        "lists": [row_of(one) for one in checklists_for(actor())],
        "over": [signed_row_of(one) for one in lately_over(actor(), now() - A_DAY)],
    }
    return Look(
        standing(shown), lambda signature: render_template("checklists/_lists.html", **shown, signature=signature)
    )


def list_key(checklist: Checklist) -> Key:
    """Everybody who may see it sees the same."""
    return "checklist", checklist.id


def look_at(checklist: Checklist) -> Look:
    """One list with all its rows."""
    view = list_view(checklist)
    asked = {"departments": [(str(name), str(word)) for name, word in DEPARTMENTS.items()], "dues": DUE_CHOICES}
    may = actor().rights
    return Look(
        standing(view),
        lambda signature: render_template("checklists/_list.html", view=view, may=may, signature=signature, **asked),
    )


def standing(shown: Any) -> Any:
    """What is shown without the words that tick: of a promise its moment and its urgency."""
    if isinstance(shown, DeadlineView):
        return shown.due_iso, shown.at, shown.urgency
    if isinstance(shown, dict):
        return [(name, standing(value)) for name, value in shown.items()]
    return [standing(one) for one in shown] if isinstance(shown, list) else shown
