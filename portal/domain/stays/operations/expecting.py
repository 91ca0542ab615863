"""A stay is entered, and changes: who is concerned learns of it, what hangs on it moves along (V17, VE1-VE3)."""

import secrets
from datetime import datetime

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.errors import ChangedMeanwhile
from portal.domain.house.queries import house
from portal.domain.rights import Right, needs
from portal.domain.stays.drafts import StayDraft
from portal.domain.stays.facts import facts_of
from portal.domain.stays.models import Guest, Profile, Stay
from portal.domain.stays.operations.following import Moved, follow
from portal.domain.stays.operations.levels import propose_levels
from portal.domain.stays.queries import guest_desk
from portal.domain.stays.refusals import GoesBeforeComing, StayIsOver
from portal.domain.stays.timetable import at_wall
from portal.domain.stays.words import RoomState, Source, State

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another on the phone
LENGTH = 6


@needs(Right.STAY_WORK)
def expect_stay(guest: Guest, profile: Profile, draft: StayDraft, *, by: Actor, at: datetime) -> Stay:
    """A guest is expected; the rules propose a level where they find a reason (V6). Refused: GoesBeforeComing."""
    stay = Stay(
        reference="".join(secrets.choice(LETTERS) for _letter in range(LENGTH)),
        guest_id=guest.id,
        guest=guest,
        profile_id=profile.id,
        profile=profile,
        state=State.EXPECTED,
        room_state=RoomState.NONE,
        room=None,
        created_at=at,
        created_by_id=by.person_id,
        changed_at=at,
    )
    _write(stay, draft)
    session().add(stay)
    record(by, "stay.expected", stay, at=at, reference=stay.reference)
    propose_levels(stay, by=by, at=at)
    follow(stay, None, by=by, at=at)
    return stay


@needs(Right.STAY_WORK)
def change_stay(stay: Stay, draft: StayDraft, *, version: int, by: Actor, at: datetime) -> Moved:
    """Enter what is different; everything open is timed anew, and each department told, in one step (V17).

    `version` is the one that was changed. Refused: ChangedMeanwhile, StayIsOver, GoesBeforeComing.
    """
    one_at_a_time(f"stay {stay.id}")
    session().refresh(stay, ("version", "state"))
    if not stay.is_running:
        raise StayIsOver
    if stay.version != version:
        raise ChangedMeanwhile
    before = facts_of(stay)
    _write(stay, draft)
    stay.version, stay.changed_at = stay.version + 1, at
    record(by, "stay.changed", stay, at=at, version=stay.version)
    if stay.state == State.EXPECTED:
        propose_levels(stay, by=by, at=at)
    return follow(stay, before, by=by, at=at)


def _write(stay: Stay, draft: StayDraft) -> None:
    """What was entered; for a time that nobody knows, the house's usual hour (VE25, VE33)."""
    desk, zone = guest_desk(), house().zone
    stay.arrive_on, stay.depart_on = draft.arrive_on, draft.depart_on
    knows_arrival = draft.arrive_at is not None and draft.arrival_source != Source.UNKNOWN
    knows_departure = draft.depart_at is not None and draft.departure_source != Source.UNKNOWN
    stay.arrive_at = (draft.arrive_at if knows_arrival else None) or at_wall(draft.arrive_on, desk.arrival_clock, zone)
    stay.depart_at = (draft.depart_at if knows_departure else None) or at_wall(
        draft.depart_on, desk.departure_clock, zone
    )
    if draft.depart_on < draft.arrive_on or stay.depart_at < stay.arrive_at:
        raise GoesBeforeComing
    stay.arrival_source = draft.arrival_source if knows_arrival else Source.UNKNOWN
    stay.departure_source = draft.departure_source if knows_departure else Source.UNKNOWN
    for name in (
        "room_type", "travels_by", "pick_up", "people", "booked_by", "booked_by_phone", "requests", "itinerary",
        "is_confidential", "code_word",
    ):  # fmt: skip
        setattr(stay, name, getattr(draft, name))
