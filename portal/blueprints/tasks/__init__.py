"""Timed tasks of departments: what is to be done by when, done with one touch (V34).

tasks     the list of one's own departments, and one task with how it went up the line
live      the list as a living part
doings    it is done; it isn't after all
checks    a second person has looked at it
takings   whoever takes it answers for it
"""

from flask import Blueprint

from portal.blueprints.tasks import checks, doings, live, takings, tasks

bp = Blueprint("tasks", __name__)
bp.register_blueprint(tasks.bp, url_prefix="/tasks")
bp.register_blueprint(live.bp, url_prefix="/tasks/live")
bp.register_blueprint(doings.bp, url_prefix="/tasks/<int:task_id>/doing")
bp.register_blueprint(checks.bp, url_prefix="/tasks/<int:task_id>/check")
bp.register_blueprint(takings.bp, url_prefix="/tasks/<int:task_id>/taking")
