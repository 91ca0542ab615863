"""Words that are stored, and the facts about services and resources that the rules decide by."""

from dataclasses import dataclass
from enum import StrEnum

from portal.domain.booking.plans import WorkingPlan


class Kind(StrEnum):
    """What a resource is. Another trade renames them; the engine doesn't care which is which."""

    ADVISOR = "advisor"
    BAY = "bay"
    TECHNICIAN = "technician"
    LOANER = "loaner"  # courtesy cars
    PLACE = "place"  # anything else: a seat in the waiting room, a training place


class State(StrEnum):
    """Of a booking, as far as time is concerned. Arrived, absent and all that follows are the appointments'."""

    REQUESTED = "requested"  # takes the time already, waits for a word from the shop (BR25, BE6)
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Audience(StrEnum):
    """Who may book a service."""

    EVERYBODY = "everybody"
    KNOWN = "known"  # signed in
    STAFF = "staff"


class Channel(StrEnum):
    """How a booking came (BR23)."""

    WEB = "web"
    PHONE = "phone"
    DESK = "desk"  # at reception, for another time (BR27)
    WALK_IN = "walk_in"
    OUTREACH = "outreach"
    API = "api"


class Change(StrEnum):
    """What happened to a booking's time or state."""

    BOOKED = "booked"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Need:
    """A service takes one resource of a kind, for `minutes` from `offset` minutes after its start on."""

    kind: Kind
    minutes: int
    offset: int = 0
    skill: str = ""  # words with blanks between, all of them needed; empty: any of the kind


class Asked(StrEnum):
    """What somebody who books can be asked for besides their name (BR24)."""

    PLATE = "plate"
    MODEL = "model"
    NEED = "need"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Demand:
    """A service, as the search sees it. All amounts are elapsed minutes; the horizon counts days of the shop's zone.

    The first need leads: slots begin on the grid of its resource's shift.
    """

    id: int
    minutes: int
    needs: tuple[Need, ...]
    before: int = 0  # kept free before and after; of two bookings the larger buffer counts (BE34)
    after: int = 0
    step: int = 15
    notice: int = 0
    horizon: int = 90


@dataclass(frozen=True, slots=True)
class Place:
    """A resource, as the search sees it. More than one lane: a pool of interchangeable places, without buffers."""

    id: int
    kind: Kind
    name: str
    plan: WorkingPlan
    lanes: int = 1
    skills: frozenset[str] = frozenset()
    kept_for_walk_ins: bool = False  # not offered to those who book ahead (A3)
    name_zh: str = ""  # empty: the same


Taken = tuple[int, int, int, int]  # of an allocation: start, end, buffer before, buffer after
