"""A small hotel for the tests: rooms, guests, stays of the default profile. The house is in Berlin."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from portal.db import session
from portal.domain.actors import SYSTEM
from portal.domain.checklists.seeds import seed_templates
from portal.domain.house.queries import house
from portal.domain.stays.drafts import GuestDraft, RoomDraft, StayDraft
from portal.domain.stays.models import LevelRequest, Room, Stay
from portal.domain.stays.operations import ask_for_level, change_stay, expect_stay, make_guest, make_room
from portal.domain.stays.operations.levels import note_phone_approval
from portal.domain.stays.queries import changes_of, hosts_of, lines_of, newest_profile, requests_of
from portal.domain.stays.seeds import seed_profile
from portal.domain.stays.words import Asked, Level, RoomType, Source
from portal.domain.tasks.models import Task
from portal.domain.tasks.queries import tasks_about

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)  # the day before
ARRIVAL = datetime(2026, 6, 2, 13, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
_numbers = count(1201)


def make_hotel(zone: str = "Europe/Berlin") -> None:
    """The default profile and lists, and where the house is."""
    house().zone = zone
    seed_templates(by=SYSTEM, at=NOW)
    seed_profile(by=SYSTEM, at=NOW)


def room(number: str = "", room_type: RoomType = RoomType.STANDARD) -> Room:
    """A clean, vacant one."""
    made = make_room(RoomDraft(number or str(next(_numbers)), 12, room_type), by=SYSTEM, at=NOW)
    session().flush()
    return made


def draft(arrive_at: datetime | None = ARRIVAL, **facts) -> StayDraft:
    """From 2 to 4 June, the time of arrival confirmed unless there is none."""
    given = {
        "arrive_on": date(2026, 6, 2),
        "depart_on": date(2026, 6, 4),
        "arrive_at": arrive_at,
        "arrival_source": Source.CONFIRMED if arrive_at else Source.UNKNOWN,
    }
    return StayDraft(**{**given, **facts})


def make_stay(level: Level | None = None, *, at: datetime = NOW, guest: GuestDraft | None = None, **facts) -> Stay:
    """A guest is expected; of a level that was approved, unless none is given."""
    person = make_guest(guest or GuestDraft("王先生", "Mr Wang", country="CN"), by=SYSTEM, at=at)
    session().flush()
    stay = expect_stay(person, newest_profile(), draft(**facts), by=SYSTEM, at=at)
    session().flush()
    if level:
        give_level(stay, level, at=at)
    return stay


def give_level(stay: Stay, level: Level, *, at: datetime = NOW) -> LevelRequest:
    """As if somebody who may had said yes on the phone."""
    request = ask_for_level(stay, level, f"{level[-1]}a", "", by=SYSTEM, at=at)
    session().flush()
    note_phone_approval(request, stay, "Gu Wei", by=SYSTEM, at=at)
    session().flush()
    return request


def undecided(stay: Stay) -> list[LevelRequest]:
    """What waits for a word."""
    return [request for request in requests_of(stay) if request.state in (Asked.PROPOSED, Asked.OPEN)]


def tasks(stay: Stay, *, also_void: bool = False) -> dict[str, Task]:
    """By code."""
    session().flush()
    return {task.code: task for task in tasks_about(stay) if also_void or task.voided_at is None}


def moved(stay: Stay, arrive_at: datetime | None, *, at: datetime = NOW, **facts) -> None:
    """The guest comes at another time."""
    session().flush()
    change_stay(stay, draft(arrive_at, **facts), version=stay.version, by=SYSTEM, at=at)
    session().flush()


def gifts(stay: Stay) -> list[tuple[str, str, str]]:
    """Code, name and state of each."""
    session().flush()
    return [(line.code, line.name, line.state) for line in lines_of(stay)]


def make_stays(references: dict[str, str]) -> dict[str, int]:
    """Two stays, one with a level asked for and one of a level; for the walk through all addresses."""
    seed_profile(by=SYSTEM, at=NOW)
    asked, other = make_stay(Level.V2), make_stay()
    request = ask_for_level(asked, Level.V1, "1a", "", by=SYSTEM, at=NOW)
    session().flush()
    references |= {"stay": asked.reference, "other stay": other.reference}
    lines = {line.maker: line.id for line in lines_of(asked)}
    changes = {change.department: change.id for change in changes_of(asked)}
    numbers = {"room": room().id, "request_id": request.id, "line_id": lines["kitchen"]}
    numbers |= {"host_id": hosts_of(asked)[0].id, "gift": lines["housekeeping"], "their gift": lines["kitchen"]}
    return numbers | {"change": changes["housekeeping"], "their change": changes["kitchen"]}
