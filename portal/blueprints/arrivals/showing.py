"""The list of today's arrivals as values for its template."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from portal.domain.appointments.queries import Line
from portal.domain.booking.words import Kind
from portal.domain.calendars.hours import zone_of
from portal.domain.customers.rules import digits_of, name_key, plate_key
from portal.showing.naming import named
from portal.web.formats import duration, iso

AMBER, RED = timedelta(minutes=10), timedelta(minutes=20)  # of waiting
LATE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """One line."""

    reference: str
    clock: str
    name: str
    plate: str
    advisor: str
    since: str  # ISO: the arrival of who waits, the agreed time of who is late; else ""
    long: str  # how long that is, in words
    waits: bool  # is there
    tone: str  # of how long: "kept", "soon", "late"
    is_absent: bool
    can_arrive: bool
    can_take_back: bool

    @property
    def standing(self) -> "ArrivalView":
        """Without the words that tick by themselves."""
        return replace(self, long="")


def arrivals_view(lines: Iterable[Line], wanted: str, zone: str, at: datetime, *, may: bool) -> list[ArrivalView]:
    """Those that are wanted, by time."""
    return [_view(line, zone, at, may=may) for line in lines if _is_wanted(line, wanted)]


def _is_wanted(line: Line, wanted: str) -> bool:
    if not wanted.strip():
        return True
    digits, plate, name = digits_of(wanted), plate_key(wanted), name_key(wanted)
    stands = line.appointment
    return (
        (bool(plate) and plate in plate_key(stands.plate))
        or (bool(digits) and digits == plate and digits_of(stands.phone).endswith(digits))
        or (bool(name) and name in name_key(stands.customer_name))
    )


def _view(line: Line, zone: str, at: datetime, *, may: bool) -> ArrivalView:
    arrived_at, advisor = line.appointment.arrived_at, line.of_kind(Kind.ADVISOR)
    since = arrived_at or (line.booking.start_at if _is_awaited(line, at) else None)
    length = at - since if since else timedelta()
    return ArrivalView(
        reference=line.booking.reference,
        clock=f"{line.booking.start_at.astimezone(zone_of(zone)):%H:%M}",
        name=line.appointment.customer_name,
        plate=line.appointment.plate,
        advisor=named(advisor),
        since=iso(since),
        long=duration(length),
        waits=arrived_at is not None,
        tone="late" if length >= RED else "soon" if length >= AMBER or arrived_at is None else "kept",
        is_absent=line.appointment.no_show_at is not None,
        can_arrive=may and arrived_at is None,
        can_take_back=may and arrived_at is not None,
    )


def _is_awaited(line: Line, at: datetime) -> bool:
    """Their time has come, they haven't, and nobody has given them up."""
    stands = line.appointment
    return stands.arrived_at is None and stands.no_show_at is None and line.booking.start_at + LATE <= at
