"""Guests, rooms, profiles of levels, stays with their requests, amenities, hosts and changes."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import BigKey, Model
from portal.domain.departments.words import Department, Post
from portal.domain.stays.words import Asked, Duty, Level, Line, RoomState, RoomType, Source, State

RUNNING = "state IN ('expected', 'in_house')"
UNSEEN = "seen_at IS NULL"
ASKED = "state IN ('proposed', 'open')"


def one_of(column: str, words: type[StrEnum]) -> str:
    """The condition of a CHECK: the column holds one of these words."""
    return f"{column} IN ({', '.join(repr(str(word)) for word in words)})"


class GuestDesk(Model):
    """The numbers that the guest desk runs by. There is exactly one row, number 1 (VQ1-VQ14)."""

    __tablename__ = "guest_desks"
    __table_args__ = (CheckConstraint("id = 1", name="one_guest_desk"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    arrival_clock: Mapped[str] = mapped_column(default="12:00")  # stands for a time that nobody knows (VE25)
    departure_clock: Mapped[str] = mapped_column(default="12:00")  # VE33
    day_begins: Mapped[str] = mapped_column(default="06:00")  # before it, it is still the evening before (VE38)
    order_by_clock: Mapped[str] = mapped_column(default="14:00")  # gifts are ordered once a day (VQ1)
    currency: Mapped[str] = mapped_column(default="CNY")  # VQ10
    may_approve_own: Mapped[bool] = mapped_column(default=True)  # below the first level (VQ9)
    read_within_minutes: Mapped[int] = mapped_column(default=10)  # a change that nobody has seen goes up (VR62)


class Profile(Model):
    """A version of what levels bring, as profile.Profile writes it. Never changed: stays keep theirs (VR29, VE12)."""

    __tablename__ = "level_profiles"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Room(Model):
    """A room of the house and how it is: clean, taken, out of order are three things (VR36, VE45)."""

    __tablename__ = "rooms"
    __table_args__ = (
        CheckConstraint(one_of("room_type", RoomType), name="known_type"),
        CheckConstraint("number <> ''", name="has_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)  # "1201"
    floor: Mapped[int] = mapped_column(default=1)
    room_type: Mapped[str]  # a RoomType
    is_clean: Mapped[bool] = mapped_column(default=True)
    is_taken: Mapped[bool] = mapped_column(default=False)
    free_from_at: Mapped[datetime | None]  # when the present guest leaves (VR37)
    out_of_order_reason: Mapped[str] = mapped_column(default="")  # empty: in order
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]

    @property
    def is_ready(self) -> bool:
        """A cleaned, vacant room (清洁过的空房)."""
        return self.is_clean and not self.is_taken and not self.out_of_order_reason


class Guest(Model):
    """Somebody who stays here, with what is known of their likes."""

    __tablename__ = "guests"
    __table_args__ = (CheckConstraint("name <> ''", name="has_name"), Index("ix_guests_name", "name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]  # in the original script
    name_latin: Mapped[str] = mapped_column(default="")
    salutation: Mapped[str] = mapped_column(default="")  # how one speaks to them: "Mr. Chairman", 王先生
    title: Mapped[str] = mapped_column(default="")  # what they are (头衔)
    country: Mapped[str] = mapped_column(default="")  # ISO code; empty: nobody knows (VE50)
    language: Mapped[str] = mapped_column(default="")  # mother tongue, "zh"; empty: nobody knows
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    likes: Mapped[str] = mapped_column(default="")
    avoids: Mapped[str] = mapped_column(default="")  # words with blanks between: "alcohol nuts" (VE49)
    stays_before: Mapped[int] = mapped_column(default=0)  # that took place before this book began
    erased_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class Stay(Model):
    """One guest's stay. What hangs on it (tasks, lists, amenities, hosts) follows it: operations/following.py."""

    __tablename__ = "stays"
    __table_args__ = (
        CheckConstraint(one_of("state", State), name="known_state"),
        CheckConstraint(one_of("room_type", RoomType), name="known_type"),
        CheckConstraint(one_of("room_state", RoomState), name="known_room_state"),
        CheckConstraint(one_of("arrival_source", Source), name="known_arrival"),
        CheckConstraint(one_of("departure_source", Source), name="known_departure"),
        CheckConstraint("level IS NULL OR " + one_of("level", Level), name="known_level"),
        CheckConstraint("arrive_on <= depart_on", name="goes_after_coming"),
        CheckConstraint("(room_id IS NULL) = (room_state = '')", name="a_room_in_some_state"),
        Index("ix_stays_arrive", "arrive_on", sqlite_where=text(RUNNING), postgresql_where=text(RUNNING)),
        Index("ix_stays_guest", "guest_id"),
        Index("ix_stays_room", "room_id"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)  # short, said on the phone
    guest_id: Mapped[int] = mapped_column(ForeignKey("guests.id"))
    head_id: Mapped[int | None] = mapped_column(BigKey, ForeignKey("stays.id"))  # of a party: its head's stay (VE28)
    profile_id: Mapped[int] = mapped_column(ForeignKey("level_profiles.id"))
    state: Mapped[str] = mapped_column(default=State.EXPECTED)
    arrive_on: Mapped[date]  # by the house's day (VE38)
    arrive_at: Mapped[datetime]  # T; while nobody knows, the house's usual hour
    arrival_source: Mapped[str] = mapped_column(default=Source.UNKNOWN)
    depart_on: Mapped[date]
    depart_at: Mapped[datetime]  # C
    departure_source: Mapped[str] = mapped_column(default=Source.UNKNOWN)
    travels_by: Mapped[str] = mapped_column(default="")  # flight or train (班次)
    pick_up: Mapped[str] = mapped_column(default="")  # vehicle, driver, sign (VR33)
    people: Mapped[int] = mapped_column(default=1)
    booked_by: Mapped[str] = mapped_column(default="")  # who is asked when nobody knows when the guest comes (VR32)
    booked_by_phone: Mapped[str] = mapped_column(default="")
    requests: Mapped[str] = mapped_column(default="")
    itinerary: Mapped[str] = mapped_column(default="")
    room_type: Mapped[str] = mapped_column(default=RoomType.STANDARD)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"))
    room_state: Mapped[str] = mapped_column(default=RoomState.NONE)
    level: Mapped[str | None]  # a Level, once approved; what was approved stands with who and when (V6)
    level_reason: Mapped[str] = mapped_column(default="")  # code of the profile's reason
    level_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    level_at: Mapped[datetime | None]
    coordinator_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # 专人联络 (VR97)
    is_confidential: Mapped[bool] = mapped_column(default=False)  # a code word stands for the name (privacy 3)
    code_word: Mapped[str] = mapped_column(default="")
    arrived_at: Mapped[datetime | None]
    departed_at: Mapped[datetime | None]
    ended_reason: Mapped[str] = mapped_column(default="")  # why it was cancelled
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime]
    guest: Mapped[Guest] = relationship(lazy="raise_on_sql")
    room: Mapped[Room | None] = relationship(lazy="raise_on_sql")
    profile: Mapped[Profile] = relationship(lazy="raise_on_sql")

    @property
    def is_running(self) -> bool:
        """Comes, or is here."""
        return self.state in (State.EXPECTED, State.IN_HOUSE)


class LevelRequest(Model):
    """Somebody, or a rule, asks for a level; who may decides, once (V6, VR1-VR26)."""

    __tablename__ = "level_requests"
    __table_args__ = (
        CheckConstraint(one_of("level", Level), name="known_level"),
        CheckConstraint(one_of("state", Asked), name="known_state"),
        Index("ix_level_requests_stay", "stay_id", "id"),
        Index("ix_level_requests_asked", "asked_at", sqlite_where=text(ASKED), postgresql_where=text(ASKED)),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    stay_id: Mapped[int] = mapped_column(BigKey, ForeignKey("stays.id"))
    level: Mapped[str]
    reason: Mapped[str]  # code
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[str]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: the rules
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    word: Mapped[str] = mapped_column(default="")  # of who decided
    is_own: Mapped[bool] = mapped_column(default=False)  # approved by who had asked (VQ9)
    by_phone_name: Mapped[str] = mapped_column(default="")  # who said yes on the phone (VE5)
    confirm_by_at: Mapped[datetime | None]  # and by when that is confirmed
    stay: Mapped[Stay] = relationship(lazy="raise_on_sql")


class AmenityLine(Model):
    """A gift for a stay (客房赠送物品), from plan to table. The cap is that of the day it was planned (VE48)."""

    __tablename__ = "amenity_lines"
    __table_args__ = (
        CheckConstraint(one_of("state", Line), name="known_state"),
        CheckConstraint(one_of("maker", Department), name="known_maker"),
        CheckConstraint("quantity >= 1", name="at_least_one"),
        Index("ix_amenity_lines_stay", "stay_id", "id"),
        Index("ix_amenity_lines_place_by", "place_by_at"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    stay_id: Mapped[int] = mapped_column(BigKey, ForeignKey("stays.id"))
    code: Mapped[str]
    name: Mapped[str]
    name_zh: Mapped[str]
    maker: Mapped[str]  # a Department
    quantity: Mapped[int] = mapped_column(default=1)
    cap: Mapped[int | None]
    cost: Mapped[int | None]  # what it came to
    over_cap_reason: Mapped[str] = mapped_column(default="")
    place_by_at: Mapped[datetime]
    state: Mapped[str]  # a Line
    blocked_by: Mapped[str] = mapped_column(default="")  # what the guest avoids (VE49)
    ordered_at: Mapped[datetime | None]
    made_at: Mapped[datetime | None]
    placed_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class StayHost(Model):
    """A host in attendance of a stay: called, on the way, in the lobby (V3, V20, VR65-VR68)."""

    __tablename__ = "stay_hosts"
    __table_args__ = (
        UniqueConstraint("stay_id", "post", "duty", name="a_post_once_a_duty"),
        CheckConstraint(one_of("post", Post), name="known_post"),
        CheckConstraint(one_of("duty", Duty), name="known_duty"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    stay_id: Mapped[int] = mapped_column(BigKey, ForeignKey("stays.id"))
    post: Mapped[str]
    duty: Mapped[str]
    is_optional: Mapped[bool] = mapped_column(default=False)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # who comes: the holder, or a deputy
    called_at: Mapped[datetime | None]
    on_the_way_at: Mapped[datetime | None]
    there_at: Mapped[datetime | None]
    absent_at: Mapped[datetime | None]


class StayChange(Model):
    """What changed on a stay, as one department is told; it says when it has seen that (V17, VR62)."""

    __tablename__ = "stay_changes"
    __table_args__ = (
        CheckConstraint(one_of("department", Department), name="known_department"),
        Index("ix_stay_changes_stay", "stay_id", "id"),
        Index("ix_stay_changes_unseen", "department", "at", sqlite_where=text(UNSEEN), postgresql_where=text(UNSEEN)),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    stay_id: Mapped[int] = mapped_column(BigKey, ForeignKey("stays.id"))
    department: Mapped[str]
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)  # fact -> [before, after]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    seen_at: Mapped[datetime | None]
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    stay: Mapped[Stay] = relationship(lazy="raise_on_sql")
