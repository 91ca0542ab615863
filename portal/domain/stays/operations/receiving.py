"""The guest is here: one touch (V21, VR77, VE4)."""

from datetime import datetime, timedelta

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.checklists.queries import checklists_about
from portal.domain.departments.words import Department, Post
from portal.domain.rights import Right, needs
from portal.domain.stays.facts import facts_of
from portal.domain.stays.models import Stay
from portal.domain.stays.operations.following import follow
from portal.domain.stays.refusals import NoRoomYet, RoomNotPassed, StayIsOver
from portal.domain.stays.words import Level, State
from portal.domain.tasks.operations import make_task
from portal.domain.tasks.rules import Rung, TaskDraft
from portal.domain.tasks.words import Anchor

MINUTE = timedelta(minutes=1)
ON_ARRIVAL = (  # code, title, Chinese, department, owner, minutes after
    ("tea", "Welcome tea and towels", "迎宾茶、小毛巾", Department.HOUSEKEEPING, Post.HOUSEKEEPING, 5),
    ("luggage-in", "Luggage in the room: count", "行李送达房间并清点", Department.FRONT_OFFICE, Post.CONCIERGE, 10),
    ("registration", "Registration in the room", "房内办理入住登记", Department.FRONT_OFFICE, Post.DUTY_MANAGER, 15),
)
LADDER = (Rung(Post.DUTY_MANAGER, 0 * MINUTE), Rung(Post.FRONT_OFFICE_MANAGER, 10 * MINUTE))


@needs(Right.STAY_WORK)
def arrive(stay: Stay, reason: str = "", *, by: Actor, at: datetime) -> None:
    """The guest is in the house: what was to be done before and isn't is noted so; tea, luggage, registration begin.

    Arrived already: nothing happens. Refused: NoRoomYet, StayIsOver; RoomNotPassed, for the first level, but with a
    `reason` (VE4).
    """
    one_at_a_time(f"stay {stay.id}")
    session().refresh(stay, ("state",))
    if stay.state == State.IN_HOUSE:
        return
    if stay.state != State.EXPECTED:
        raise StayIsOver
    if stay.room is None:
        raise NoRoomYet
    if stay.level == Level.V1 and not reason.strip() and not _has_passed(stay):
        raise RoomNotPassed
    before = facts_of(stay)
    stay.state, stay.arrived_at = State.IN_HOUSE, at
    stay.room.is_taken, stay.room.changed_at = True, at
    stay.version, stay.changed_at = stay.version + 1, at
    record(by, "stay.arrived", stay, at=at, room=stay.room.number, reason=reason.strip())
    follow(stay, before, by=by, at=at)
    if stay.level and stay.level != Level.BASKET:
        for code, title, title_zh, department, owner, minutes in ON_ARRIVAL:
            draft = TaskDraft(
                code, title, title_zh, department, Anchor.MADE, minutes * MINUTE, at + minutes * MINUTE,
                owner=owner, ladder=LADDER, place=stay.room.number,
            )  # fmt: skip
            make_task(draft, stay, by=by, at=at)


def _has_passed(stay: Stay) -> bool:
    """All who have to look at the room have signed its check."""
    checks = [one for one in checklists_about(stay) if one.version.template.slug == "vip-room-check"]
    running = [one for one in checks if one.voided_at is None]
    return bool(running) and all(one.signed_at for one in running)
