"""What departments have to know of a stay: compared before and after a change (V17, VR62)."""

from dataclasses import dataclass

from portal.domain.stays.models import Stay


@dataclass(frozen=True, slots=True)
class Facts:
    """What departments have to know of, as it was before a change. Moments as ISO strings in UTC."""

    arrival: str
    departure: str
    room: str
    level: str
    people: int
    requests: str
    pick_up: str
    itinerary: str
    state: str


def facts_of(stay: Stay) -> Facts:
    """As it is now; `stay` comes with its room."""
    return Facts(
        arrival=stay.arrive_at.isoformat(),
        departure=stay.depart_at.isoformat(),
        room=stay.room.number if stay.room else "",
        level=stay.level or "",
        people=stay.people,
        requests=stay.requests,
        pick_up=stay.pick_up,
        itinerary=stay.itinerary,
        state=stay.state,
    )
