"""The hotel of the guest desk: eighty rooms, and fourteen stays around today at all levels and phases (P41, V1-V26).

Each stay is told by the operations at its own moments: entered days ago, a level asked for and decided on, a room given
and approved, tasks done shortly before they fall due, gifts ordered, made and placed, the guest received.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.db import session
from portal.demo.cast import accept_invitation
from portal.demo.stay_stories import BEST, STORIES, Story
from portal.domain.actors import SYSTEM, Actor
from portal.domain.checklists.operations import void_checklist
from portal.domain.checklists.queries import checklists_about
from portal.domain.departments.operations import set_posts
from portal.domain.departments.words import Post
from portal.domain.people.models import Person
from portal.domain.people.operations import invite
from portal.domain.rights import Role
from portal.domain.stays.drafts import RoomDraft, StayDraft
from portal.domain.stays.models import Room, Stay
from portal.domain.stays.operations import (
    approve_level,
    approve_room,
    arrive,
    ask_for_level,
    call_hosts,
    cancel_stay,
    change_room,
    depart,
    expect_stay,
    make_gift,
    make_guest,
    make_room,
    order_gifts,
    place_gift,
    propose_room,
)
from portal.domain.stays.queries import house_day, lines_of, newest_profile
from portal.domain.stays.seeds import seed_profile
from portal.domain.stays.words import Duty, Level, RoomType, Source, State
from portal.domain.tasks.operations import do_task
from portal.domain.tasks.queries import tasks_about

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FLOORS = (9, 10, 11, 12, 15, 16, 17, 18, 19, 20)  # none is the fourth, the thirteenth or the fourteenth
ROOMS_A_FLOOR = 8
KINDS = {
    17: RoomType.BUSINESS_FLOOR,
    18: RoomType.BUSINESS_FLOOR,
    19: RoomType.BUSINESS_SUITE,
    20: RoomType.EXECUTIVE_SUITE,
}
POSTS = {  # of the guest desk's people, beside what their roles bring
    "wu.jun": (Post.RECEPTION, Post.DOORMAN, Post.CONCIERGE, Post.SWITCHBOARD),
    "fang.hui": (Post.ROOMS_DIRECTOR, Post.DESK_SUPERVISOR),
    "zhao.qiang": (Post.ENGINEERING,),
    "gu.wei": (Post.MANAGING_DIRECTOR, Post.ADMINISTRATION),
}


@dataclass(frozen=True)
class Crew:
    """Who does what in these stories."""

    duty: Actor
    housekeeping: Actor
    kitchen: Actor
    director: Actor
    sales: Actor


def stays_fill(at: datetime, people: dict[str, Actor]) -> None:
    """Posts, what levels bring, rooms, and each stay up to now."""
    sales = _posts_are_held(people, at - 30 * DAY)
    crew = Crew(people["wu.jun"], people["li.na"], people["marco.romano"], people["gu.wei"], sales)
    seed_profile(by=SYSTEM, at=at - 29 * DAY)
    rooms = _rooms(at - 29 * DAY)
    for story in STORIES:
        _told(story, crew, rooms, at)
    _as_they_are(rooms, crew.housekeeping, at)


def _posts_are_held(people: dict[str, Actor], at: datetime) -> Actor:
    """And sales comes."""
    for name, posts in POSTS.items():
        set_posts(session().get_one(Person, people[name].person_id), posts, by=SYSTEM, at=at)
    person = invite(
        "孙丽", "sun.li@deskbell.example", (Role.SALES,), None, by=SYSTEM, at=at, job_title="销售总监", locale="zh_Hans"
    )
    sales = accept_invitation(person, at=at + 5 * MINUTE)
    posts = (Post.SALES_DIRECTOR, Post.DEPUTY_GENERAL_MANAGER, Post.RESERVATIONS)
    set_posts(person, posts, by=SYSTEM, at=at)
    return sales


def _rooms(at: datetime) -> dict[str, Room]:
    made = {}
    for floor in FLOORS:
        for number in range(1, ROOMS_A_FLOOR + 1):
            called = f"{floor:02d}{number:02d}"
            kind = RoomType.PRESIDENTIAL_SUITE if called == BEST else KINDS.get(floor, RoomType.STANDARD)
            made[called] = make_room(RoomDraft(called, floor, kind), by=SYSTEM, at=at)
    session().flush()
    return made


def _told(story: Story, crew: Crew, rooms: dict[str, Room], at: datetime) -> None:
    """From the first word to now."""
    arrive_at = at + story.arrives_in
    arrive_at -= timedelta(minutes=arrive_at.minute % 5, seconds=arrive_at.second)
    entered_at = min(arrive_at, at) - 4 * DAY
    stay = _entered(story, crew, arrive_at, entered_at)
    if story.level:
        _decided(stay, story, crew, entered_at + HOUR)
    if story.ends == State.CANCELLED:
        cancel_stay(stay, "Flight cancelled", by=crew.sales, at=at - 3 * HOUR)
        return
    ready_at = min(arrive_at - 2 * HOUR, at)
    if story.room:
        _roomed(stay, rooms[story.room], story, crew, min(arrive_at - 20 * HOUR, at - HOUR))
    if story.is_decided and story.room and arrive_at - 30 * HOUR < at:
        _given(stay, crew, ready_at, is_placed=arrive_at - at < 2 * HOUR)
    _done_until(stay, crew.duty, min(arrive_at - 15 * MINUTE, at - 5 * MINUTE))
    _goes_on(stay, story, crew, arrive_at, at)


def _entered(story: Story, crew: Crew, arrive_at: datetime, at: datetime) -> Stay:
    guest = make_guest(story.guest, by=crew.sales, at=at)
    session().flush()
    profile = newest_profile()
    assert profile is not None
    on = house_day(arrive_at)
    draft = StayDraft(
        arrive_on=on,
        depart_on=on + timedelta(days=story.nights),
        arrive_at=arrive_at if story.knows_time else None,
        arrival_source=Source.CONFIRMED if story.knows_time else Source.UNKNOWN,
        room_type=story.room_type,
        travels_by=story.travels_by,
        people=story.people,
        booked_by="Orbit Travel" if story.guest.country != "CN" else "锦程旅行社",
        booked_by_phone="+86 21 6390 0000",
        requests=story.requests,
        is_confidential=bool(story.code_word),
        code_word=story.code_word,
    )
    stay = expect_stay(guest, profile, draft, by=crew.sales, at=at)
    session().flush()
    return stay


def _decided(stay: Stay, story: Story, crew: Crew, at: datetime) -> None:
    assert story.level is not None
    request = ask_for_level(stay, story.level, story.reason, "", by=crew.sales, at=at)
    session().flush()
    if story.is_decided:
        who = crew.duty if story.level == Level.V3 else crew.director
        approve_level(request, stay, "同意", by=who, at=at + HOUR)


def _roomed(stay: Stay, room: Room, story: Story, crew: Crew, at: datetime) -> None:
    propose_room(stay, room, "", by=crew.sales, at=at)
    if story.is_room_approved:
        approve_room(stay, by=crew.duty, at=at + 20 * MINUTE)
    session().flush()


def _given(stay: Stay, crew: Crew, at: datetime, *, is_placed: bool) -> None:
    """Ordered the day before, made, and in the room two hours before; what is for later is still being made."""
    order_gifts(stay, by=crew.duty, at=at - 20 * HOUR)
    for line in lines_of(stay):
        if line.ordered_at is not None and is_placed:
            maker = crew.kitchen if line.maker == "kitchen" else crew.housekeeping
            make_gift(line, max(1, (line.cap or 20) - 2), "", by=maker, at=at - HOUR)
            place_gift(line, by=crew.housekeeping, at=at - 10 * MINUTE)


def _done_until(stay: Stay, by: Actor, until: datetime) -> None:
    """What fell due by then was done shortly before; its list stands on paper."""
    done = set()
    for task in tasks_about(stay):
        if task.is_open and task.due_at <= until:
            happened_at = max(task.made_at, task.due_at - 10 * MINUTE)
            do_task(task, happened_at=happened_at, by=by, at=happened_at)
            done.add(task.id)
    for checklist in checklists_about(stay):
        if checklist.task_id in done and checklist.is_open:
            void_checklist(checklist, "已按纸质检查单完成", by=by, at=until)


def _goes_on(stay: Stay, story: Story, crew: Crew, arrive_at: datetime, at: datetime) -> None:
    if story.level and arrive_at - 20 * MINUTE < at:
        call_hosts(stay, Duty.WELCOME, by=crew.duty, at=arrive_at - 20 * MINUTE)
    if story.ends in (State.IN_HOUSE, State.DEPARTED):
        arrive(stay, "总经理亲自查房" if story.level == Level.V1 else "", by=crew.duty, at=arrive_at)
        session().flush()
        _done_until(stay, crew.duty, at - HOUR)
    if story.ends == State.DEPARTED:
        depart(stay, by=crew.duty, at=at - HOUR)


def _as_they_are(rooms: dict[str, Room], by: Actor, at: datetime) -> None:
    """Others sleep here too; some rooms wait for housekeeping, two for a plumber."""
    kept = {story.room for story in STORIES}
    for place, (number, room) in enumerate(rooms.items()):
        if number in kept or place % 3 == 0:
            continue
        is_broken = number in {"1005", "1607"}
        change_room(
            room,
            is_clean=place % 5 != 0,
            is_taken=place % 3 == 1 and not is_broken,
            out_of_order_reason="水龙头漏水" if is_broken else "",
            by=by,
            at=at - HOUR,
        )
