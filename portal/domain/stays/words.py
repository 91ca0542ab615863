"""Words of the guest desk that are stored."""

from enum import StrEnum


class Level(StrEnum):
    """VIP levels, the highest first (V1)."""

    V1 = "v1"
    V2 = "v2"
    V3 = "v3"
    BASKET = "basket"  # 普通果篮: a fruit basket, nothing to approve


class State(StrEnum):
    """Where a stay stands."""

    EXPECTED = "expected"
    IN_HOUSE = "in_house"
    DEPARTED = "departed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    CLOSED = "closed"  # the file is kept and locked (VR102)


class Source(StrEnum):
    """How sure a time is (VR31)."""

    UNKNOWN = "unknown"  # the house's usual hour stands for it (VE25, VE33)
    ESTIMATED = "estimated"
    CONFIRMED = "confirmed"


class RoomState(StrEnum):
    """How far the choice of a room is (VR34)."""

    NONE = ""
    PROPOSED = "proposed"
    APPROVED = "approved"


class RoomType(StrEnum):
    """Kinds of rooms that levels hang on (V1)."""

    STANDARD = "standard"
    BUSINESS_FLOOR = "business_floor"  # 商务楼层
    BUSINESS_SUITE = "business_suite"  # 商务套房
    EXECUTIVE_SUITE = "executive_suite"  # 行政套房
    PRESIDENTIAL_SUITE = "presidential_suite"  # 总统套房


class Asked(StrEnum):
    """Where a request for a level stands."""

    PROPOSED = "proposed"  # by rule; nobody has asked yet (V6)
    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"
    CLOSED = "closed"  # the stay was cancelled, or another request took its place


class Line(StrEnum):
    """Where an amenity stands."""

    PLANNED = "planned"
    ORDERED = "ordered"
    MADE = "made"
    PLACED = "placed"
    CANCELLED = "cancelled"  # before it was made (VE7)
    SUNK = "sunk"  # made or placed, and no longer wanted: it stays, the cost is booked (VE7)
    WASTED = "wasted"  # the stay was cancelled after it was made (VE22)
    BLOCKED = "blocked"  # the guest must not have it; something else has to be chosen (VE49)


class Duty(StrEnum):
    """When a host is wanted."""

    WELCOME = "welcome"
    SEND_OFF = "send_off"
