"""What people say about the items of a list is kept, once, and what follows from it follows (V30-V34)."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from portal.db import session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.checklists.drafts import ListDraft
from portal.domain.checklists.models import ChecklistEvent
from portal.domain.checklists.operations import change_template, make_checklist, sign_checklist, void_checklist
from portal.domain.checklists.queries import broken_chains, checklist_for, checklists_for, newest_version
from portal.domain.checklists.refusals import (
    ItemIsCritical,
    ItemsOpen,
    ListIsOver,
    NothingToAccept,
    OwnRepair,
    PhotosMissing,
    ReasonNeeded,
)
from portal.domain.checklists.seeds import default_templates, seed_templates
from portal.domain.checklists.words import Result, Said, State
from portal.domain.errors import RightMissing
from portal.domain.rights import Role
from portal.domain.tasks.operations import do_task
from portal.domain.tasks.queries import faults_of
from tests.factories_checklists import NOON, SHORT, make_list, make_short_template, says
from tests.factories_people import actor_of, make_person

MINUTE = timedelta(minutes=1)


@pytest.fixture
def inside(app):
    with app.app_context(), transaction():
        yield


@pytest.fixture
def li(inside):
    return actor_of(make_person(Role.HOUSEKEEPING, name="Li Na"))


@pytest.fixture
def wu(inside):
    return actor_of(make_person(Role.DUTY_MANAGER, name="Wu Jun"))


def states(checklist):
    return [item.state for item in checklist.items]


def test_a_fault_becomes_a_task_of_its_department_and_goes_when_somebody_looked_again(li, wu):
    """V16, VR53, VE43: not the one who mended it."""
    checklist = make_list(anchor_at=NOON + 60 * MINUTE)
    says(checklist, 2, Said.FAILED, reason="dark", by=wu)
    (task,) = faults_of([checklist.items[2].id])
    assert (task.title, task.title_zh, task.department) == ("Lamps: dark", "灯具：dark", "engineering")
    assert (task.place, task.due_at) == ("1201", NOON + 20 * MINUTE)
    says(checklist, 2, Said.FAILED, reason="still dark", by=li)
    assert faults_of([checklist.items[2].id]) == [task]  # one for a fault, however often it is said
    do_task(task, happened_at=NOON + 5 * MINUTE, by=li, at=NOON + 5 * MINUTE)
    with pytest.raises(OwnRepair):
        says(checklist, 2, Said.RECHECKED, by=li)
    says(checklist, 2, Said.RECHECKED, by=wu)
    assert checklist.items[2].state == State.PASSED


def test_a_fault_that_was_none_takes_its_task_along(wu):
    checklist = make_list()
    says(checklist, 0, Said.FAILED, by=wu)
    says(checklist, 0, Said.CLEARED, by=wu)
    (task,) = faults_of([checklist.items[0].id])
    assert (checklist.items[0].state, task.void_reason) == (State.OPEN, "no fault")


def test_the_same_again_is_the_first_answer(li):
    """VE14: a double tap, a repeated request, the back button."""
    checklist = make_list()
    first = says(checklist, 0, Said.PASSED, key="one", by=li)
    assert says(checklist, 0, Said.PASSED, key="one", by=li, at=NOON + MINUTE) is first
    assert checklist.events == 1


def test_what_comes_for_a_list_that_is_over_is_kept_and_changes_nothing(li, wu):
    """VE18."""
    checklist = make_list()
    void_checklist(checklist, "room moved", by=wu, at=NOON)
    event = says(checklist, 0, Said.FAILED, by=li)
    assert event.is_orphan
    assert checklist.items[0].state == State.OPEN
    assert not faults_of([checklist.items[0].id])


def test_what_somebody_elses_sign_in_carries_keeps_the_name_of_who_said_it(li, wu):
    """VE19."""
    checklist = make_list()
    event = says(checklist, 0, Said.PASSED, person_id=li.person_id, by=wu)
    assert (event.person_id, event.sent_by_id) == (li.person_id, wu.person_id)
    assert checklist.items[0].answered_by_id == li.person_id


def test_a_tick_that_was_made_in_time_counts_as_in_time(li):
    """VE16: touched at 12:55 by a clock three hours wrong, heard at 13:20."""
    checklist = make_list()
    wrong = timedelta(hours=3)
    touched, heard = NOON + 55 * MINUTE, NOON + 80 * MINUTE
    event = says(checklist, 0, Said.PASSED, client_at=touched + wrong, sent_at=heard + wrong, by=li, at=heard)
    assert (event.happened_at, event.at, event.is_time_verified) == (touched, heard, True)
    assert checklist.items[0].answered_at == touched


def test_an_item_is_left_out_with_a_reason_but_no_critical_one(li):
    """VE44."""
    checklist = make_list()
    with pytest.raises(ItemIsCritical):
        says(checklist, 0, Said.NOT_APPLICABLE, reason="no bed", by=li)
    with pytest.raises(ReasonNeeded):
        says(checklist, 1, Said.NOT_APPLICABLE, reason=" ", by=li)
    says(checklist, 1, Said.NOT_APPLICABLE, reason="no minibar", by=li)
    assert checklist.items[1].state == State.NOT_APPLICABLE


def test_a_list_is_signed_when_all_is_well_and_never_simply_passes_with_an_accepted_fault(li, wu):
    """V16, VE42."""
    checklist = make_list()
    says(checklist, 0, Said.PASSED, by=li)
    says(checklist, 1, Said.FAILED, found=1, by=li)
    with pytest.raises(ItemsOpen):
        sign_checklist(checklist, by=wu, at=NOON)
    says(checklist, 2, Said.PASSED, by=li)
    with pytest.raises(RightMissing):
        says(checklist, 1, Said.ACCEPTED, reason="comes tomorrow", by=li)
    with pytest.raises(NothingToAccept):
        says(checklist, 2, Said.ACCEPTED, reason="comes tomorrow", by=wu)
    says(checklist, 1, Said.ACCEPTED, reason="comes tomorrow", by=wu)
    assert sign_checklist(checklist, by=wu, at=NOON) == Result.WITH_EXCEPTION
    with pytest.raises(ListIsOver):
        sign_checklist(checklist, by=li, at=NOON)


def test_a_list_waits_for_its_pictures(wu):
    """VE21."""
    checklist = make_list()
    says(checklist, 0, Said.FAILED, by=wu)
    says(checklist, 1, Said.PASSED, found=3, by=wu)
    says(checklist, 2, Said.PASSED, by=wu)
    says(checklist, 0, Said.ACCEPTED, reason="an hour more", by=wu)
    assert sign_checklist(checklist, by=wu, at=NOON) == Result.WITH_EXCEPTION
    waiting = make_list(default_templates()[0][1])
    for position in range(len(waiting.items)):
        says(waiting, position, Said.PASSED, by=wu)
    with pytest.raises(PhotosMissing):
        sign_checklist(waiting, by=wu, at=NOON)


def test_a_running_list_keeps_its_version(li):
    """VE12."""
    template = make_short_template("kept")
    before = make_checklist(newest_version("kept"), ListDraft(), by=li, at=NOON)
    section = SHORT.sections[0]
    shorter = type(SHORT)((type(section)("Room", "房间", section.items[:1]),))
    change_template(template, shorter, by=SYSTEM, at=NOON)
    session().flush()
    after = make_checklist(newest_version("kept"), ListDraft(), by=li, at=NOON)
    assert (before.version.number, len(before.items)) == (1, 3)
    assert (after.version.number, len(after.items)) == (2, 1)


def test_a_list_is_seen_by_its_department_and_by_who_oversees(inside, li, wu):
    """P2: nobody else learns that it is there."""
    checklist = make_list()
    kitchen = actor_of(make_person(Role.KITCHEN))
    assert checklist_for(li, checklist.id) is checklist
    assert checklist_for(wu, checklist.id) is checklist
    assert checklist_for(kitchen, checklist.id) is None
    assert checklists_for(kitchen) == []
    assert checklists_for(li) == [checklist]


def test_nothing_that_was_said_can_be_changed_or_deleted(app, li):
    checklist = make_list()
    says(checklist, 0, Said.PASSED, by=li)
    session().commit()
    for change in ("UPDATE checklist_events SET said = 'failed'", "DELETE FROM checklist_events"):
        with pytest.raises(DatabaseError, match="append-only"), session().begin_nested():
            session().execute(text(change))


def test_one_altered_event_is_found_and_so_is_a_missing_one(li):
    """`portal verify` says which."""
    checklist = make_list()
    for position in range(3):
        says(checklist, position, Said.PASSED, by=li)
    session().flush()
    assert list(broken_chains()) == []
    events = session().query(ChecklistEvent).order_by(ChecklistEvent.id).all()
    events[1].reason = "altered"
    with session().no_autoflush:
        assert list(broken_chains()) == [(checklist.id, events[1].id)]
    session().refresh(events[1])
    checklist.events = 4
    session().flush()
    assert list(broken_chains()) == [(checklist.id, None)]


def test_the_room_check_has_23_items_in_the_order_in_which_one_walks(inside):
    """VR53-VR61, V35. The house begins with these lists; one that has its own keeps them."""
    seed_templates(by=SYSTEM, at=NOON)
    seed_templates(by=SYSTEM, at=NOON)
    amenities = (("Fruit basket", "果篮"), ("Flowers", "鲜花"))
    draft = ListDraft(place="1201", anchor_at=NOON, amenities=amenities)
    checklist = make_checklist(newest_version("vip-room-check"), draft, by=SYSTEM, at=NOON)
    assert len(checklist.items) == 23
    assert sorted({item.code[0] for item in checklist.items}) == list("abcdefgh")
    assert checklist.due_at == NOON - 60 * MINUTE
    (ordered,) = (item for item in checklist.items if item.code == "d1")
    assert ordered.text == "Everything ordered is placed: Fruit basket, Flowers"
    assert ordered.text_zh == "赠送物品全部到位：果篮、鲜花"
