"""The list of a reader's departments as a living part: what another does stands there within two seconds (Q3, V32)."""

from flask import render_template, url_for

from portal.blueprints.tasks.showing import View, task_view
from portal.domain.departments.queries import departments_for
from portal.domain.departments.words import Department
from portal.domain.tasks.queries import open_tasks
from portal.web.admission import actor
from portal.web.live import Key, Look


def key_of(department: Department | None) -> Key:
    """The same for all who work in the same departments."""
    return "tasks", department, tuple(sorted(departments_for(actor())))


def look_at(department: Department | None) -> Look:
    """What is to be done, the soonest first."""
    tasks = open_tasks(actor(), department=department)
    shown = [task_view(task) for task in tasks]
    here = url_for("tasks.live.show", department=department)
    marks = [_mark(view) for view in shown]
    return Look(
        marks, lambda signature: render_template("tasks/_list.html", tasks=shown, here=here, signature=signature)
    )


def _mark(view: View) -> tuple[object, ...]:
    """What a row says without the words that tick."""
    due = view["due"]
    rest = tuple(value for name, value in view.items() if name != "due")
    return due.due_iso, due.at, due.urgency, *rest
