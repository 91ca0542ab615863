"""A task as a row, in the reader's language and zone."""

from typing import Any

from flask import url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.domain.tasks.models import Task
from portal.showing.department_words import DEPARTMENT_NAMES, POST_NAMES
from portal.web.formats import deadline_view

View = dict[str, Any]


def task_view(task: Task) -> View:
    """What a row and the page say of it."""
    return {
        "id": task.id,
        "title": task.called(str(get_locale())),
        "href": url_for("tasks.tasks.show", task_id=task.id),
        "place": task.place,
        "department": _(DEPARTMENT_NAMES[task.department]),
        "owner": _(POST_NAMES[task.owner]) if task.owner else "",
        "due": deadline_view(_("to be done"), task.due_at, started_at=task.made_at, met_at=task.done_at),
        "is_open": task.is_open,
        "is_done": task.done_at is not None,
        "is_checked": task.checked_at is not None,
        "wants_check": bool(task.checker) and task.done_at is not None and task.checked_at is None,
        "is_provisional": task.is_provisional,
        "is_compressed": task.is_compressed and task.is_open,
        "asks_redo": task.redo_asked_at is not None,
        "void_reason": task.void_reason,
    }
