"""What people enter about guests, rooms and stays, as values."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.domain.stays.words import RoomType, Source


@dataclass(frozen=True, slots=True)
class GuestDraft:
    """A guest as somebody enters them."""

    name: str
    name_latin: str = ""
    salutation: str = ""
    title: str = ""
    country: str = ""
    language: str = ""
    phone: str = ""
    email: str = ""
    likes: str = ""
    avoids: str = ""
    stays_before: int = 0


@dataclass(frozen=True, slots=True)
class RoomDraft:
    """A room as somebody enters it."""

    number: str
    floor: int = 1
    room_type: RoomType = RoomType.STANDARD


@dataclass(frozen=True, slots=True)
class StayDraft:
    """A stay as somebody enters it. Days are the house's; moments are aware, None: nobody knows yet (VE25, VE33)."""

    arrive_on: date
    depart_on: date
    arrive_at: datetime | None = None
    arrival_source: Source = Source.UNKNOWN
    depart_at: datetime | None = None
    departure_source: Source = Source.UNKNOWN
    room_type: RoomType = RoomType.STANDARD
    travels_by: str = ""
    pick_up: str = ""
    people: int = 1
    booked_by: str = ""
    booked_by_phone: str = ""
    requests: str = ""
    itinerary: str = ""
    is_confidential: bool = False
    code_word: str = ""
