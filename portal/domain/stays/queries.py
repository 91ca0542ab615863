"""Finding stays, guests, rooms, and what hangs on them."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.house.queries import house
from portal.domain.rights import Right
from portal.domain.stays.approving import History
from portal.domain.stays.models import (
    AmenityLine,
    Guest,
    GuestDesk,
    LevelRequest,
    Profile,
    Room,
    Stay,
    StayChange,
    StayHost,
)
from portal.domain.stays.timetable import Times
from portal.domain.stays.words import Asked, Level, Line, RoomState, Source, State

AHEAD = 3  # days of the list of arrivals (V10)
GONE = (Line.CANCELLED, Line.SUNK, Line.WASTED)
_BY_LEVEL = (Stay.level.is_(None), Stay.level == Level.BASKET, Stay.level)  # the highest first


def guest_desk() -> GuestDesk:
    """The numbers that the guest desk runs by; the default ones until somebody changes them."""
    return session().get(GuestDesk, 1) or GuestDesk(
        id=1, arrival_clock="12:00", departure_clock="12:00", day_begins="06:00", order_by_clock="14:00",
        currency="CNY", may_approve_own=True, read_within_minutes=10,
    )  # fmt: skip


def newest_profile() -> Profile | None:
    """What levels bring to stays that are entered now."""
    return session().scalar(select(Profile).order_by(Profile.number.desc()).limit(1))


def stay_for(actor: Actor, reference: str) -> Stay | None:
    """A stay with its guest, room and profile; None for those who may not see any (P2)."""
    if not actor.may(Right.STAY_SEE):
        return None
    return session().scalar(select(Stay).where(Stay.reference == reference).options(*_whole()))


def arrivals_within(actor: Actor, first: date, days: int = AHEAD) -> list[Stay]:
    """Who is expected on these days of the house, the highest level first within a day, then by time (V10)."""
    if not actor.may(Right.STAY_SEE):
        return []
    expected = (Stay.state == State.EXPECTED, Stay.arrive_on >= first, Stay.arrive_on < first + timedelta(days=days))
    found = select(Stay).where(*expected).options(*_whole())
    return list(session().scalars(found.order_by(Stay.arrive_on, *_BY_LEVEL, Stay.arrive_at)))


def in_house(actor: Actor) -> list[Stay]:
    """Who is here, by room (VR79)."""
    if not actor.may(Right.STAY_SEE):
        return []
    here = select(Stay).where(Stay.state == State.IN_HOUSE).outerjoin(Room, Room.id == Stay.room_id)
    return list(session().scalars(here.options(*_whole()).order_by(Room.number, Stay.id)))


def requests_of(stay: Stay) -> list[LevelRequest]:
    """Every request for a level of this stay, the newest first."""
    of_stay = select(LevelRequest).where(LevelRequest.stay_id == stay.id)
    return list(session().scalars(of_stay.order_by(LevelRequest.id.desc())))


def open_requests(actor: Actor) -> list[LevelRequest]:
    """Those that wait for a word, the oldest first, with their stays and guests."""
    if not actor.may(Right.STAY_SEE):
        return []
    waiting = select(LevelRequest).where(LevelRequest.state.in_((Asked.PROPOSED, Asked.OPEN)))
    whole = joinedload(LevelRequest.stay)
    return list(
        session().scalars(
            waiting.options(whole.joinedload(Stay.guest), whole.joinedload(Stay.profile)).order_by(
                LevelRequest.asked_at
            )
        )
    )


def lines_of(stay: Stay) -> list[AmenityLine]:
    """Its gifts, those that are no longer wanted among them."""
    of_stay = select(AmenityLine).where(AmenityLine.stay_id == stay.id)
    return list(session().scalars(of_stay.order_by(AmenityLine.id)))


def named_gifts(stay: Stay) -> tuple[tuple[str, str], ...]:
    """What is to lie in the room, in English and Chinese: for its check (VR57)."""
    return tuple((line.name, line.name_zh) for line in lines_of(stay) if line.state not in (*GONE, Line.BLOCKED))


def hosts_of(stay: Stay) -> list[StayHost]:
    """Who greets and sees off."""
    return list(session().scalars(select(StayHost).where(StayHost.stay_id == stay.id).order_by(StayHost.id)))


def changes_of(stay: Stay) -> list[StayChange]:
    """What departments were told, the newest first."""
    of_stay = select(StayChange).where(StayChange.stay_id == stay.id)
    return list(session().scalars(of_stay.order_by(StayChange.id.desc())))


def rooms() -> list[Room]:
    """All of them, by number."""
    return list(session().scalars(select(Room).order_by(Room.number)))


def given_between(first: date, last: date, *, but: Stay | None = None) -> set[int]:
    """The ids of the rooms that are given to a running stay on one of these days."""
    overlapping = (Stay.arrive_on < last, Stay.depart_on > first, Stay.state.in_((State.EXPECTED, State.IN_HOUSE)))
    found = select(Stay.room_id).where(Stay.room_id.is_not(None), *overlapping)
    if but is not None:
        found = found.where(Stay.id != but.id)
    return {number for number in session().scalars(found) if number is not None}


def history_of(guest: Guest, stay: Stay) -> History:
    """What of a guest's past counts for this stay (VE29, VE30)."""
    past = (Stay.guest_id == guest.id, Stay.id != stay.id)
    done = select(func.count()).where(*past, Stay.state.in_((State.DEPARTED, State.CLOSED)))
    stays = session().scalar(done) or 0
    return History(guest.stays_before + stays, _nights_in_a_row(guest, stay), has_complained=False)


def _nights_in_a_row(guest: Guest, stay: Stay) -> int:
    """Over two bookings too, when no night lies between them."""
    others = select(Stay.arrive_on, Stay.depart_on).where(
        Stay.guest_id == guest.id, Stay.id != stay.id, Stay.state.not_in((State.CANCELLED, State.NO_SHOW))
    )
    first, last = stay.arrive_on, stay.depart_on
    spans = [(row.arrive_on, row.depart_on) for row in session().execute(others)]
    while joined := next((span for span in spans if span[0] <= last and span[1] >= first), None):
        spans.remove(joined)
        first, last = min(first, joined[0]), max(last, joined[1])
    return (last - first).days


def times_of(stay: Stay) -> Times:
    """When the guest comes and goes."""
    return Times(
        zone=house().zone,
        arrive_on=stay.arrive_on,
        arrive_at=stay.arrive_at,
        depart_on=stay.depart_on,
        depart_at=stay.depart_at,
        is_arrival_provisional=stay.arrival_source == Source.UNKNOWN,
        is_departure_provisional=stay.departure_source == Source.UNKNOWN,
    )


def house_day(at: datetime) -> date:
    """The day that it still is for the house: before its day begins it is the evening before (VE38)."""
    begins = guest_desk().day_begins
    hour, minute = map(int, begins.split(":"))
    return (at.astimezone(ZoneInfo(house().zone)) - timedelta(hours=hour, minutes=minute)).date()


def seen_since(department: Collection[str], at: datetime) -> list[StayChange]:
    """Notices of these departments that nobody has seen and that are older than `at` (VR62)."""
    unseen = (StayChange.department.in_(department), StayChange.seen_at.is_(None), StayChange.at <= at)
    return list(session().scalars(select(StayChange).where(*unseen).order_by(StayChange.at)))


def waits_for_room(first: date, days: int) -> list[Stay]:
    """Expected stays of these days whose room nobody has approved."""
    expected = (Stay.state == State.EXPECTED, Stay.arrive_on >= first, Stay.arrive_on < first + timedelta(days=days))
    open_ones = or_(Stay.room_state == RoomState.NONE, Stay.room_state == RoomState.PROPOSED)
    return list(session().scalars(select(Stay).where(*expected, open_ones).options(*_whole()).order_by(Stay.arrive_at)))


def _whole() -> tuple[Any, ...]:
    return joinedload(Stay.guest), joinedload(Stay.room), joinedload(Stay.profile)
