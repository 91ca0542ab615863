"""A shop for the tests, made by the real operations: open around the clock unless said. Call inside a transaction."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import count, pairwise
from zoneinfo import ZoneInfo

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import NOBODY, SYSTEM, Actor
from portal.domain.booking.drafts import BookingDraft, Contact, HoldDraft, MoveDraft, ResourceDraft, ServiceDraft
from portal.domain.booking.minutes import minute_of
from portal.domain.booking.models import Allocation, Booking, Resource, Service, Shop
from portal.domain.booking.operations import book, hold_slot, make_resource, make_service
from portal.domain.booking.plans import WorkingPlan
from portal.domain.booking.search import Bounds, Situation, slots
from portal.domain.booking.words import Demand, Kind, Need, Place
from portal.domain.calendars.drafts import CalendarDraft
from portal.domain.calendars.hours import always, read_hours
from portal.domain.calendars.operations import make_calendar
from portal.domain.rights import Role

_numbers = count(1)
BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
NOW = datetime(2026, 6, 1, 6, tzinfo=UTC)  # a Monday, 08:00 in Berlin
DESK = Actor(person_id=None, name="Reception", roles=frozenset({Role.ADMINISTRATOR}))
ALWAYS = (((0, 1440),),) * 7


def week(hours: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The same hours on every day."""
    return (read_hours(hours),) * 7


def wall(text: str, zone: str = BERLIN) -> datetime:
    """A moment from the clock on the wall."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def make_shop(zone: str = BERLIN, hours: str = "00:00-24:00") -> Shop:
    """The one shop, open on every day."""
    calendar = make_calendar(CalendarDraft(f"Shop {next(_numbers)}", zone, week(hours)), by=SYSTEM, at=NOW)
    session().flush()
    shop = session().get_one(Shop, 1)
    shop.calendar_id = calendar.id
    return shop


def make_advisor(name: str = "", hours: str = "08:00-18:00", **facts) -> Resource:
    """Somebody at the reception."""
    return make_place(Kind.ADVISOR, name, hours, **facts)


def make_bay(name: str = "", hours: str = "08:00-18:00", **facts) -> Resource:
    """A place for the work."""
    return make_place(Kind.BAY, name, hours, **facts)


def make_place(kind: Kind, name: str = "", hours: str = "08:00-18:00", breaks: str = "", **facts) -> Resource:
    """A resource that works alike on every day."""
    name = name or f"{kind} {next(_numbers)}"
    draft = ResourceDraft(kind, name, week(hours), week(breaks) if breaks else ((),) * 7, **facts)
    resource = make_resource(draft, by=SYSTEM, at=NOW)
    session().flush()
    return resource


def service_draft(minutes: int = 60, kinds: Iterable[Kind] = (Kind.ADVISOR,), **facts) -> ServiceDraft:
    """A service that takes its resources all the time, without notice."""
    needs = facts.pop("needs", tuple(Need(kind, minutes) for kind in kinds))
    number = next(_numbers)
    return ServiceDraft(f"service-{number}", f"Service {number}", minutes, needs, **{"notice": 0, **facts})


def make_a_service(minutes: int = 60, kinds: Iterable[Kind] = (Kind.ADVISOR,), **facts) -> Service:
    """The same, stored."""
    service = make_service(service_draft(minutes, kinds, **facts), by=SYSTEM, at=NOW)
    session().flush()
    return service


def contact(name: str = "Mei Lin", **facts) -> Contact:
    """Whom it is for; a new mail address each time."""
    return Contact(name, **{"email": f"customer{next(_numbers)}@example.com", **facts})


def booking_draft(service: Service, start_at: datetime, *wanted: Resource, **facts) -> BookingDraft:
    """What the form hands over."""
    facts.setdefault("contact", contact())
    return BookingDraft(service.id, start_at, resource_ids=frozenset(one.id for one in wanted), **facts)


def booked(service: Service, start_at: datetime, *wanted: Resource, by=NOBODY, at=NOW, **facts) -> Booking:
    """Booked by somebody without account."""
    return book(booking_draft(service, start_at, *wanted, **facts), by=by, at=at)


def held(service: Service, start_at: datetime, *wanted: Resource, visitor="one", at=NOW):
    """Held for a visitor."""
    return hold_slot(held_draft(service, start_at, *wanted, visitor=visitor), by=NOBODY, at=at)


def held_draft(service: Service, start_at: datetime, *wanted: Resource, visitor: str) -> HoldDraft:
    """What is asked for when a time is chosen."""
    return HoldDraft(service.id, start_at, visitor, frozenset(one.id for one in wanted))


def to(start_at: datetime, *wanted: Resource, **facts) -> MoveDraft:
    """Where a booking is to go."""
    return MoveDraft(start_at, frozenset(one.id for one in wanted), **facts)


def live() -> list[Allocation]:
    """All that is taken."""
    return list(session().scalars(select(Allocation).where(Allocation.released_at.is_(None)).order_by(Allocation.id)))


def near(rows: Iterable[Allocation]) -> list[tuple[Allocation, Allocation]]:
    """Pairs of one lane that come nearer than the larger of their buffers: there must be none."""
    pairs = []
    by_lane: dict[tuple[int, int], list[Allocation]] = {}
    for row in rows:
        by_lane.setdefault((row.resource_id, row.lane), []).append(row)
    for lane in by_lane.values():
        lane.sort(key=lambda row: row.from_minute)
        for one, other in pairwise(lane):
            if other.from_minute < one.to_minute + max(one.after_minutes, other.before_minutes):
                pairs.append((one, other))
    return pairs


# ------------------------------------------------------------------------------------------------ without a database


def plan(hours: str, breaks: str = "", zone: str = BERLIN, **facts) -> WorkingPlan:
    """The same hours on every day."""
    return WorkingPlan(zone, week(hours), week(breaks) if breaks else ((),) * 7, **facts)


def one_place(working: WorkingPlan, **facts) -> Place:
    """An advisor with that plan."""
    return Place(1, Kind.ADVISOR, "Anna", working, **facts)


def asked(working: WorkingPlan, on: str, minutes: int = 60, *, days: int = 1, taken=(), **facts) -> Situation:
    """One advisor, one service, some dates, no bounds."""
    first = date.fromisoformat(on)
    facts = {"step": minutes, **facts}
    demand = Demand(1, minutes, (Need(Kind.ADVISOR, minutes),), **facts)
    bounds = Bounds(0, minute_of(datetime(2100, 1, 1, tzinfo=UTC)))
    last = first + timedelta(days=days - 1)
    return Situation(demand, (one_place(working),), always(working.zone), first, last, bounds, {1: list(taken)})


def starts(situation: Situation) -> list[str]:
    """Where slots begin, on the shop's wall, with the zone's letters where a time occurs twice."""
    zone = ZoneInfo(situation.zone)
    return [slot.start_at.astimezone(zone).strftime("%H:%M") for slot in slots(situation)]
