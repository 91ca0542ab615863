"""Tasks: when they are due, who did them, up which line they went (V34, VE1-VE2, VE16, VE25, VE35-VE36, VE40-VE41)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from portal.db import session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.departments.operations import set_posts
from portal.domain.departments.queries import departments_for, holders_of, posts_of
from portal.domain.departments.words import Department, Post
from portal.domain.outbox.models import Mail
from portal.domain.rights import Role
from portal.domain.tasks.operations import (
    check_task,
    do_task,
    escalate_next,
    make_task,
    retime_task,
    take_back_doing,
    take_task,
    void_task,
)
from portal.domain.tasks.queries import escalations_of, open_tasks, task_for
from portal.domain.tasks.refusals import NotYetDone, OwnWorkUnchecked, TaskIsOver
from portal.domain.tasks.rules import Rung, TaskDraft, due_from, rank_reached, rung_at
from portal.domain.tasks.words import Anchor
from tests.factories_people import actor_of, make_person

NOON = datetime(2026, 6, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LADDER = (Rung(Post.DUTY_MANAGER, 0 * MINUTE), Rung(Post.FRONT_OFFICE_MANAGER, 10 * MINUTE))


def task_of(due_at=NOON, ladder=LADDER, **facts):
    department = facts.pop("department", Department.HOUSEKEEPING)
    draft = TaskDraft("room", "Room", "房间", department, Anchor.ARRIVAL, -60 * MINUTE, due_at, ladder=ladder, **facts)
    task = make_task(draft, by=SYSTEM, at=NOON - 120 * MINUTE)
    session().flush()
    return task


@pytest.fixture
def inside(app):
    with app.app_context(), transaction():
        yield


@pytest.fixture
def li(inside):
    return actor_of(make_person(Role.HOUSEKEEPING))


@pytest.fixture
def wu(inside):
    return actor_of(make_person(Role.DUTY_MANAGER, email="wu@example.com"))


def test_two_hours_before_are_two_hours_in_the_night_of_a_clock_change():
    """VE35, VE36: London, 02:30 on 29 March and on 25 October; moments are subtracted in UTC."""
    london = ZoneInfo("Europe/London")
    forward = datetime(2026, 3, 29, 2, 30, tzinfo=london).astimezone(UTC)
    due_at, _ = due_from(forward, -120 * MINUTE, NOON - timedelta(days=300))
    assert due_at.astimezone(london).strftime("%d %H:%M %Z") == "28 23:30 GMT"
    back = datetime(2026, 10, 25, 2, 30, tzinfo=london).astimezone(UTC)
    due_at, _ = due_from(back, -120 * MINUTE, NOON)
    assert due_at.astimezone(london).strftime("%d %H:%M %Z") == "25 01:30 BST"


def test_what_should_have_been_done_before_is_due_now():
    """VE2."""
    assert due_from(NOON + 30 * MINUTE, -60 * MINUTE, NOON) == (NOON, True)
    assert due_from(NOON + 90 * MINUTE, -60 * MINUTE, NOON) == (NOON + 30 * MINUTE, False)


def test_a_provisional_task_goes_up_to_the_duty_manager_at_most():
    """VE25."""
    assert rung_at(NOON, LADDER, 0, is_provisional=True) == NOON
    assert rung_at(NOON, LADDER, 1, is_provisional=True) is None
    assert rung_at(NOON, LADDER, 1, is_provisional=False) == NOON + 10 * MINUTE
    assert rank_reached(NOON, LADDER, 0, NOON + 40 * MINUTE) == 1


def test_an_overdue_task_goes_up_rung_by_rung_each_once(wu):
    """V34."""
    task = task_of()
    assert not escalate_next(by=SYSTEM, at=NOON - MINUTE)
    assert escalate_next(by=SYSTEM, at=NOON)
    assert not escalate_next(by=SYSTEM, at=NOON + 9 * MINUTE)
    make_person(Role.FRONT_OFFICE_MANAGER, email="fang@example.com")
    assert escalate_next(by=SYSTEM, at=NOON + 10 * MINUTE)
    assert not escalate_next(by=SYSTEM, at=NOON + timedelta(days=1))
    assert [one.post for one in escalations_of(task)] == [Post.DUTY_MANAGER, Post.FRONT_OFFICE_MANAGER]
    mails = session().scalars(select(Mail).where(Mail.kind == "task_overdue").order_by(Mail.id)).all()
    assert [mail.to_email for mail in mails] == ["wu@example.com", "fang@example.com"]
    assert mails[0].values == {"what": "Room", "place": "", "due": NOON.isoformat(), "path": "/tasks"}


def test_after_a_pause_a_task_goes_up_once_at_its_rank(wu):
    """VE40: forty minutes without the worker."""
    task = task_of()
    assert escalate_next(by=SYSTEM, at=NOON + 40 * MINUTE)
    assert not escalate_next(by=SYSTEM, at=NOON + 41 * MINUTE)
    assert [one.rank for one in escalations_of(task)] == [1]


def test_nobody_above_leaves_it_to_every_desk(inside):
    """VE41."""
    task = task_of()
    assert escalate_next(by=SYSTEM, at=NOON)
    assert [one.post for one in escalations_of(task)] == [""]


def test_a_post_that_nobody_holds_is_told_past(inside):
    """VE41."""
    make_person(Role.GENERAL_MANAGER)
    task = task_of()
    assert escalate_next(by=SYSTEM, at=NOON)
    assert [one.post for one in escalations_of(task)] == [Post.GENERAL_MANAGER]


def test_news_that_it_was_done_in_time_withdraws_what_went_up(li, wu):
    """VE16."""
    task = task_of()
    escalate_next(by=SYSTEM, at=NOON + MINUTE)
    assert do_task(task, happened_at=NOON - 5 * MINUTE, by=li, at=NOON + 20 * MINUTE)
    assert escalations_of(task)[0].withdrawn_at == NOON + 20 * MINUTE
    assert (task.done_at, task.heard_at) == (NOON - 5 * MINUTE, NOON + 20 * MINUTE)
    assert not do_task(task, happened_at=NOON, by=wu, at=NOON + 21 * MINUTE)  # the first is kept


def test_a_moved_task_begins_at_the_foot_of_its_line_again(wu):
    """VE1, VE2: and one that is done stays done; of a perishable one it is asked whether it is done again."""
    task, done = task_of(), task_of(is_perishable=True)
    escalate_next(by=SYSTEM, at=NOON)
    do_task(done, happened_at=NOON, by=wu, at=NOON)
    later = NOON + 300 * MINUTE
    for one in (task, done):
        retime_task(one, later, is_provisional=False, by=SYSTEM, at=NOON)
    assert (task.due_at, task.rank, task.rung_at) == (later, 0, later)
    assert (done.done_at, done.redo_asked_at) == (NOON, NOON)
    retime_task(task, NOON - MINUTE, is_provisional=False, by=SYSTEM, at=NOON)
    assert (task.due_at, task.is_compressed) == (NOON, True)


def test_nobody_checks_their_own_work(li, wu):
    """VR106, VE43."""
    task = task_of()
    with pytest.raises(NotYetDone):
        check_task(task, by=wu, at=NOON)
    do_task(task, happened_at=NOON, by=li, at=NOON)
    with pytest.raises(OwnWorkUnchecked):
        check_task(task, by=li, at=NOON)
    check_task(task, by=wu, at=NOON)
    with pytest.raises(TaskIsOver):
        take_back_doing(task, by=li, at=NOON)


def test_a_task_is_taken_given_back_and_never_deleted(li):
    """VR104. What isn't to be done any more is void, with a reason."""
    task = task_of()
    take_task(task, by=li, at=NOON)
    do_task(task, happened_at=NOON, by=li, at=NOON)
    take_back_doing(task, by=li, at=NOON)
    assert (task.is_open, task.rung_at, task.person_id) == (True, NOON, li.person_id)
    void_task(task, "stay cancelled", by=SYSTEM, at=NOON)
    for operation in (take_task, take_back_doing):
        with pytest.raises(TaskIsOver):
            operation(task, by=li, at=NOON)
    with pytest.raises(TaskIsOver):
        do_task(task, happened_at=NOON, by=li, at=NOON)


def test_a_department_sees_its_own_tasks_and_who_oversees_all(li, wu):
    """P2, V34."""
    own, other = task_of(), task_of(department=Department.KITCHEN)
    assert open_tasks(li) == [own]
    assert open_tasks(wu) == [own, other]
    assert task_for(li, other.id) is None
    assert open_tasks(wu, department=Department.KITCHEN) == [other]


def test_posts_come_by_role_and_by_name(inside):
    """VQ5: one person may hold several."""
    chen = make_person(Role.HOUSEKEEPING, name="Chen")
    set_posts(chen, {Post.CONCIERGE, Post.ROOMS_DIRECTOR}, by=SYSTEM, at=NOON)
    assert posts_of(actor_of(chen)) == {Post.HOUSEKEEPING, Post.CONCIERGE, Post.ROOMS_DIRECTOR}
    assert departments_for(actor_of(chen)) == {
        Department.HOUSEKEEPING, Department.FRONT_OFFICE, Department.MANAGEMENT,
    }  # fmt: skip
    assert holders_of([Post.CONCIERGE]) == [chen]
    set_posts(chen, {Post.CONCIERGE}, by=SYSTEM, at=NOON)
    assert holders_of([Post.ROOMS_DIRECTOR]) == []
