"""Who may approve what, and what the rules propose (V2, V6, VR1-VR26, VQ7-VQ9, VE6-VE9, VE29, VE30)."""

import random
from datetime import date

import pytest

from portal.db import session
from portal.domain.actors import SYSTEM
from portal.domain.departments.operations import set_posts
from portal.domain.departments.words import Post
from portal.domain.rights import Role
from portal.domain.stays.approving import History, approvers_of, may_approve, proposals
from portal.domain.stays.operations import approve_level, ask_for_level, change_stay, refuse_level
from portal.domain.stays.queries import history_of
from portal.domain.stays.refusals import DecidedMeanwhile, NotYoursToApprove, OwnRequest
from portal.domain.stays.seeds import default_profile
from portal.domain.stays.words import Asked, Level, RoomType, State
from portal.domain.tasks.queries import tasks_about
from tests.factories_people import actor_of, make_person
from tests.factories_stays import NOW, draft, give_level, make_stay, undecided

P = Post
PROFILE = default_profile()
FIRST = {P.MANAGING_DIRECTOR, P.GENERAL_MANAGER, P.BOARD}
SECOND = FIRST | {P.DEPUTY_GENERAL_MANAGER, P.SALES_DIRECTOR, P.ROOMS_DIRECTOR, P.FRONT_OFFICE_MANAGER}
MATRIX = {"v1": FIRST, "v2": SECOND, "v3": SECOND | {P.DUTY_MANAGER}, "basket": set()}
COMPLAINT = {P.FRONT_OFFICE_MANAGER, P.DUTY_MANAGER}  # VR20


def test_a_thousand_requests_are_approved_by_nobody_outside_the_matrix():
    """VR2, VR12, VR20, VR21, VQ7, VQ9: every level, reason, post, and whether one asked oneself."""
    chance = random.Random(5)
    approved = 0
    for _request in range(1000):
        facts = chance.choice(PROFILE.levels)
        reason = chance.choice(facts.reasons).code
        held = set(chance.sample(list(Post), chance.randint(0, 3)))
        is_own, allows = chance.random() < 0.3, chance.random() < 0.8
        allowed = COMPLAINT if reason == "3d" else MATRIX[facts.level]
        expected = bool(allowed & held) and not (is_own and (facts.level == Level.V1 or not allows))
        assert may_approve(PROFILE, facts.level, reason, held, is_own=is_own, allows_own=allows) == expected
        approved += expected
    assert 100 < approved < 900


def test_the_matrix_is_the_sources():
    """V2, VR2, VR12, VR21."""
    for level, posts in MATRIX.items():
        assert approvers_of(PROFILE, Level(level), "") == posts


@pytest.mark.parametrize(
    ("room_type", "history", "expected"),
    [
        (RoomType.PRESIDENTIAL_SUITE, History(), [("v1", "1d")]),
        (RoomType.EXECUTIVE_SUITE, History(), [("v2", "2f")]),
        (RoomType.BUSINESS_SUITE, History(), [("v3", "3a")]),
        (RoomType.STANDARD, History(stays=4), [("v3", "3c"), ("basket", "0c")]),  # VE29: this one is the fifth
        (RoomType.STANDARD, History(stays=3), [("basket", "0c")]),
        (RoomType.STANDARD, History(stays=1), []),
        (RoomType.STANDARD, History(nights_in_a_row=3), [("v3", "3c"), ("basket", "0b")]),  # VQ8: the highest first
        (RoomType.STANDARD, History(has_complained=True), [("v3", "3d")]),
        (RoomType.BUSINESS_FLOOR, History(nights_in_a_row=2), [("basket", "0a")]),
    ],
)
def test_the_rules_propose_the_highest_level_and_say_why(room_type, history, expected):
    """V6, VR1, VR11, VR19, VR26."""
    assert [(one.level, one.reason.code) for one in proposals(PROFILE, room_type, history)] == expected


def test_a_level_is_proposed_never_silently_applied_but_for_the_fruit_basket(hotel, wu):
    """V6, VR19, VR26."""
    stay = make_stay(room_type=RoomType.BUSINESS_SUITE)
    (request,) = undecided(stay)
    assert (stay.level, request.level, request.reason, request.state) == (None, "v3", "3a", Asked.PROPOSED)
    approve_level(request, stay, "of course", by=wu, at=NOW)
    assert (stay.level, stay.level_by_id, stay.level_at) == ("v3", wu.person_id, NOW)
    assert make_stay(room_type=RoomType.BUSINESS_FLOOR).level == Level.BASKET


def test_who_may_not_decide_is_refused_and_the_request_stays(hotel, gu, wu):
    """VR2, VE9: asked anew at each decision, so a post that was lost counts no more."""
    stay = make_stay()
    request = ask_for_level(stay, Level.V1, "1e", "", by=wu, at=NOW)
    with pytest.raises(NotYoursToApprove):
        approve_level(request, stay, "", by=wu, at=NOW)
    director = make_person(Role.FRONT_OFFICE_MANAGER)
    set_posts(director, {P.MANAGING_DIRECTOR}, by=SYSTEM, at=NOW)
    set_posts(director, set(), by=SYSTEM, at=NOW)
    with pytest.raises(NotYoursToApprove):
        approve_level(request, stay, "", by=actor_of(director), at=NOW)
    approve_level(request, stay, "yes", by=gu, at=NOW)
    assert stay.level == Level.V1


def test_nobody_approves_their_own_first_level(hotel, gu, wu):
    """VQ9: and of the others it is noted."""
    stay = make_stay()
    request = ask_for_level(stay, Level.V1, "1e", "", by=gu, at=NOW)
    with pytest.raises(OwnRequest):
        approve_level(request, stay, "", by=gu, at=NOW)
    lower = ask_for_level(stay, Level.V3, "3e", "", by=wu, at=NOW)
    approve_level(lower, stay, "", by=wu, at=NOW)
    session().refresh(lower)
    assert (lower.is_own, request.state) == (True, Asked.CLOSED)


def test_of_two_who_decide_the_first_has(hotel, gu, wu):
    """VE8."""
    stay = make_stay()
    request = ask_for_level(stay, Level.V3, "3e", "", by=SYSTEM, at=NOW)
    refuse_level(request, stay, "not this time", by=gu, at=NOW)
    with pytest.raises(DecidedMeanwhile):
        approve_level(request, stay, "", by=wu, at=NOW)
    assert stay.level is None


def test_a_request_is_a_task_until_it_is_decided(hotel, gu):
    """VR2: due the day before at noon, up to the general manager an hour later."""
    stay = make_stay()
    request = ask_for_level(stay, Level.V1, "1e", "", by=SYSTEM, at=NOW.replace(hour=6))
    session().flush()
    (task,) = tasks_about(stay)
    assert (task.code, task.due_at.hour) == ("approve-level", 10)  # 12:00 in Berlin
    approve_level(request, stay, "", by=gu, at=NOW)
    assert task.done_at == NOW


def test_the_old_level_stands_until_the_higher_is_approved(hotel, gu):
    """VE6."""
    stay = make_stay(Level.V3)
    request = ask_for_level(stay, Level.V1, "1e", "", by=SYSTEM, at=NOW)
    assert stay.level == Level.V3
    approve_level(request, stay, "", by=gu, at=NOW)
    assert stay.level == Level.V1


def test_nights_count_over_two_bookings_and_cancelled_stays_do_not(hotel):
    """VE29, VE30."""
    first = make_stay(arrive_on=date(2026, 6, 1), depart_on=date(2026, 6, 2), arrive_at=None)
    second = make_stay()
    second.guest_id, second.guest = first.guest_id, first.guest
    session().flush()
    assert history_of(second.guest, second).nights_in_a_row == 3
    change_stay(second, draft(travels_by="CA 931"), version=second.version, by=SYSTEM, at=NOW)
    assert [request.reason for request in undecided(second)] == ["3c"]
    first.state = State.CANCELLED
    session().flush()
    assert history_of(second.guest, second).nights_in_a_row == 2
    first.state = State.DEPARTED
    first.guest.stays_before = 3
    session().flush()
    assert history_of(second.guest, second).stays == 4


def test_approved_on_the_phone_waits_for_a_word_within_a_day(hotel):
    """VE5."""
    stay = make_stay()
    request = give_level(stay, Level.V2)
    session().refresh(request)
    assert (stay.level, request.by_phone_name) == (Level.V2, "Gu Wei")
    assert (request.confirm_by_at - NOW).total_seconds() == 24 * 3600
