"""Guests, rooms, and what levels bring."""

from datetime import datetime

from sqlalchemy import func, select

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.rights import Right, needs
from portal.domain.stays.drafts import GuestDraft, RoomDraft
from portal.domain.stays.models import Guest, Profile, Room
from portal.domain.stays.profile import Profile as Content
from portal.domain.stays.refusals import NumberTaken


@needs(Right.STAY_WORK)
def make_guest(draft: GuestDraft, *, by: Actor, at: datetime) -> Guest:
    """A new guest."""
    guest = Guest(
        name=draft.name,
        name_latin=draft.name_latin,
        salutation=draft.salutation,
        title=draft.title,
        country=draft.country,
        language=draft.language,
        phone=draft.phone,
        email=draft.email,
        likes=draft.likes,
        avoids=draft.avoids,
        stays_before=draft.stays_before,
        created_at=at,
        changed_at=at,
    )
    session().add(guest)
    record(by, "guest.made", guest, at=at)
    return guest


@needs(Right.STAY_ARRANGE)
def make_room(draft: RoomDraft, *, by: Actor, at: datetime) -> Room:
    """A room of the house. Refused: NumberTaken."""
    one_at_a_time("rooms")
    if session().scalar(select(Room.id).where(Room.number == draft.number)):
        raise NumberTaken(number=draft.number)
    room = Room(
        number=draft.number,
        floor=draft.floor,
        room_type=draft.room_type,
        is_clean=True,
        is_taken=False,
        out_of_order_reason="",
        changed_at=at,
    )
    session().add(room)
    record(by, "room.made", room, at=at, number=draft.number)
    return room


@needs(Right.TASK_WORK)
def change_room(
    room: Room, *, is_clean: bool, is_taken: bool, out_of_order_reason: str, by: Actor, at: datetime
) -> None:
    """How a room is: three things apart, and cleaning never puts it in order again (VE45)."""
    before = [room.is_clean, room.is_taken, room.out_of_order_reason]
    room.is_clean, room.is_taken, room.out_of_order_reason = is_clean, is_taken, out_of_order_reason.strip()
    after = [room.is_clean, room.is_taken, room.out_of_order_reason]
    if before != after:
        room.changed_at, room.version = at, room.version + 1
        record(by, "room.changed", room, at=at, before=before, after=after)


@needs(Right.STAY_ARRANGE)
def write_profile(content: Content, *, by: Actor, at: datetime) -> Profile:
    """What levels bring from now on; stays that are there keep what they began with (VR29, VE12)."""
    one_at_a_time("level profiles")
    number = (session().scalar(select(func.max(Profile.number))) or 0) + 1
    profile = Profile(number=number, content=content.as_json(), made_at=at, made_by_id=by.person_id)
    session().add(profile)
    record(by, "level_profile.written", profile, at=at, number=number)
    return profile
