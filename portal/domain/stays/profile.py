"""What the levels bring, as a version of the house's profile says it. Written once, never changed (VR29, VE12)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from portal.domain.departments.words import Department, Post
from portal.domain.stays.words import Level
from portal.domain.tasks.words import Anchor


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody is of a level, as the house's rules count it: "1a"."""

    code: str
    text: str
    text_zh: str = ""
    approvers: tuple[Post, ...] = ()  # narrows the level's own (VR20); empty: those
    room_types: tuple[str, ...] = ()  # booking one of these is enough: proposed by itself
    stays: int | None = None  # so many, this one included
    nights: int | None = None  # so many in a row
    is_complaint: bool = False


@dataclass(frozen=True, slots=True)
class Amenity:
    """What lies in the room (客房赠送物品). `cap` in whole units of the house's currency; None: no cap."""

    code: str
    name: str
    name_zh: str
    maker: Department
    cap: int | None = None
    quantity: int = 1
    contains: tuple[str, ...] = ()  # "alcohol", "nuts": what a guest may not want (VE49)
    is_counted_back: bool = False  # the full bar (VR8)


@dataclass(frozen=True, slots=True)
class Host:
    """Somebody in attendance (主持接待)."""

    post: Post
    is_optional: bool = False  # called in when needed (VR13)


@dataclass(frozen=True, slots=True)
class LevelFacts:
    """One level."""

    level: Level
    reasons: tuple[Reason, ...]
    approvers: tuple[Post, ...]
    hosts: tuple[Host, ...] = ()
    amenities: tuple[Amenity, ...] = ()
    newspapers: int = 0
    letter_signers: tuple[Post, ...] = ()  # whose cards lie with the welcome letter
    inspectors: tuple[Post, ...] = ()  # who look at the room, in this order (VQ13)
    is_escorted: bool = False  # taken straight to the room (VR72)
    is_seen_off: bool = False


@dataclass(frozen=True, slots=True)
class TimedTask:
    """A line of the catalogue of timed tasks. Offsets in minutes from the anchor; before it they are negative."""

    code: str
    title: str
    title_zh: str
    department: Department
    anchor: Anchor
    levels: tuple[Level, ...]
    minutes: int = 0
    days: int | None = None  # of CLOCK: days from the day of arrival; None: every day of the stay
    clock: str = ""  # of CLOCK: "16:00", in the house's zone
    owner: Post | None = None
    checker: Post | None = None
    template: str = ""  # a checklist goes with it
    ladder: tuple[tuple[Post, int], ...] = ()  # up to whom, minutes after it was due
    is_perishable: bool = False  # done too early it has to be done again (VE1)
    is_of_room: bool = False  # begins anew when the room changes (VE10)
    when: str = "always"  # "no_eta": only while nobody knows when the guest comes


@dataclass(frozen=True, slots=True)
class Profile:
    """All levels and the catalogue."""

    levels: tuple[LevelFacts, ...]
    tasks: tuple[TimedTask, ...]

    def of(self, level: Level) -> LevelFacts:
        """What this level brings."""
        return next(facts for facts in self.levels if facts.level == level)

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)


def profile_of(said: Mapping[str, Any]) -> Profile:
    """What was stored, or what the file of defaults says."""
    return Profile(tuple(map(_level, said["levels"])), tuple(map(_task, said["tasks"])))


def _level(said: Mapping[str, Any]) -> LevelFacts:
    return LevelFacts(
        level=Level(said["level"]),
        reasons=tuple(map(_reason, said.get("reasons", ()))),
        approvers=_posts(said.get("approvers", ())),
        hosts=tuple(Host(Post(one["post"]), bool(one.get("is_optional"))) for one in said.get("hosts", ())),
        amenities=tuple(map(_amenity, said.get("amenities", ()))),
        newspapers=int(said.get("newspapers", 0)),
        letter_signers=_posts(said.get("letter_signers", ())),
        inspectors=_posts(said.get("inspectors", ())),
        is_escorted=bool(said.get("is_escorted")),
        is_seen_off=bool(said.get("is_seen_off")),
    )


def _reason(said: Mapping[str, Any]) -> Reason:
    read: dict[str, Any] = {**said, "approvers": _posts(said.get("approvers", ()))}
    return Reason(**{**read, "room_types": tuple(said.get("room_types", ()))})


def _amenity(said: Mapping[str, Any]) -> Amenity:
    read: dict[str, Any] = {**said, "maker": Department(said["maker"])}
    return Amenity(**{**read, "contains": tuple(said.get("contains", ()))})


def _task(said: Mapping[str, Any]) -> TimedTask:
    read: dict[str, Any] = {
        **said,
        "department": Department(said["department"]),
        "anchor": Anchor(said["anchor"]),
        "levels": tuple(map(Level, said["levels"])),
        "owner": Post(said["owner"]) if said.get("owner") else None,
        "checker": Post(said["checker"]) if said.get("checker") else None,
        "ladder": tuple((Post(post), int(minutes)) for post, minutes in said.get("ladder", ())),
    }
    return TimedTask(**read)


def _posts(said: object) -> tuple[Post, ...]:
    return tuple(Post(post) for post in said)  # type: ignore[attr-defined]
