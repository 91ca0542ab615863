"""Tasks of departments: the list, done with one touch, checked by a second person, in the queue (V34, Q7)."""

from datetime import timedelta

import pytest

from portal.clock import now
from portal.db import transaction
from portal.domain.actors import SYSTEM
from portal.domain.departments.words import Department, Post
from portal.domain.rights import Role
from portal.domain.tasks.operations import make_task
from portal.domain.tasks.rules import Rung, TaskDraft
from portal.domain.tasks.words import Anchor
from tests.factories_people import stored_person

MINUTE = timedelta(minutes=1)


@pytest.fixture
def task(app):
    """Housekeeping's, due in half an hour, in room 1201."""
    ladder = (Rung(Post.DUTY_MANAGER, 0 * MINUTE),)
    draft = TaskDraft(
        "tea", "Welcome tea", "迎宾茶", Department.HOUSEKEEPING, Anchor.MADE, 30 * MINUTE, now() + 30 * MINUTE,
        checker=Post.DUTY_MANAGER, ladder=ladder, place="1201",
    )  # fmt: skip
    with app.app_context(), transaction() as session:
        made = make_task(draft, by=SYSTEM, at=now())
        session.flush()
        return made.id


@pytest.fixture
def li(app, signed_in):
    return signed_in(stored_person(app, Role.HOUSEKEEPING, name="Li Na"))


@pytest.fixture
def wu(app, signed_in):
    return signed_in(stored_person(app, Role.DUTY_MANAGER, name="Wu Jun", locale="zh_Hans"))


def test_a_department_finds_its_tasks_and_does_one_with_one_touch(task, li, wu):
    """P2: the kitchen learns nothing of it. Two who do it: the first is kept."""
    page = li.get("/tasks")
    assert page.text("#rows").startswith("in ")
    assert "Welcome tea" in page.text("#rows")
    assert "Room 1201" in page.text("#rows")
    assert "Welcome tea" not in wu.get("/tasks").text("#rows")
    assert "迎宾茶" in wu.get("/tasks?department=housekeeping").text("#rows")
    assert "迎宾茶" not in wu.get("/tasks?department=kitchen").text("main")
    li.post(f"/tasks/{task}/doing")
    after = li.get("/tasks").text("main")
    assert "Done." in after
    assert "Nothing is to be done" in after
    wu.post(f"/tasks/{task}/doing")
    assert "已有人完成" in wu.get("/tasks").text("main")


def test_a_second_person_checks_what_was_done(task, li, wu):
    """VR104, VR106."""
    li.post(f"/tasks/{task}/taking")
    li.post(f"/tasks/{task}/doing")
    refused = li.post(f"/tasks/{task}/check", status=409)
    assert "You did this yourself." in refused.text("main")
    li.post(f"/tasks/{task}/doing/withdrawal")
    li.post(f"/tasks/{task}/doing")
    wu.post(f"/tasks/{task}/check")
    assert "It is not done" not in li.get(f"/tasks/{task}").text("main")


def test_another_departments_task_is_nothing_that_is_there(app, signed_in, task):
    kitchen = signed_in(stored_person(app, Role.KITCHEN))
    kitchen.get(f"/tasks/{task}", status=404)
    kitchen.post(f"/tasks/{task}/doing", status=404)


def test_the_queue_has_a_tab_for_what_departments_promised(app, signed_in, task, li, wu):
    """Q7: each sees the tasks of the own departments, in the own language; others see no tab."""
    assert "Welcome tea" in li.get("/queue?kind=task").text("main")
    assert "迎宾茶" in wu.get("/queue?kind=task").text("main")
    kitchen = signed_in(stored_person(app, Role.KITCHEN))
    assert "Welcome tea" not in kitchen.get("/queue?kind=task").text("main")
    agent = signed_in(stored_person(app, Role.AGENT))
    assert "Guest desk" not in agent.get("/queue").text("main")
