"""What a version of a template says: sections, items, who, by when. Written once, never changed (V30, VE12)."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from portal.domain.checklists.words import Kind, Photo
from portal.domain.departments.words import Department

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list. What is empty in Chinese is the same."""

    code: str  # the source's letter and a number: "a1"
    text: str
    text_zh: str = ""
    department: Department = Department.FRONT_OFFICE  # that mends it
    kind: Kind = Kind.TICK
    is_critical: bool = False  # can't be left out as not applicable, nor ticked with the rest (VE44, U12)
    photo: Photo = Photo.ON_FAIL
    needs_note: bool = False
    par: int | None = None  # how many there should be, of a COUNT
    due_minutes: int | None = None  # from the anchor; None: with the list
    names_amenities: bool = False  # says what was ordered for this stay (VR57)


@dataclass(frozen=True, slots=True)
class Section:
    """Items that stand together, in the order in which one walks (U11)."""

    name: str
    name_zh: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """All of a version."""

    sections: tuple[Section, ...]
    due_minutes: int = 0  # from the anchor, for the list as a whole
    escalates: tuple[tuple[str, int], ...] = ()  # post, minutes after it was due (V34)

    def items(self) -> Iterator[tuple[Section, Item]]:
        """Every item with its section, in order."""
        for section in self.sections:
            for item in section.items:
                yield section, item

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)


def content_of(said: Mapping[str, Any]) -> Content:
    """What was stored, or what a file of default templates says."""
    sections = tuple(
        Section(one["name"], one.get("name_zh", ""), tuple(_item(facts) for facts in one["items"]))
        for one in said["sections"]
    )
    escalates = tuple((str(post), int(minutes)) for post, minutes in said.get("escalates", ()))
    return Content(sections, int(said.get("due_minutes", 0)), escalates)


def _item(facts: Mapping[str, Any]) -> Item:
    words = {"department": Department, "kind": Kind, "photo": Photo}
    read: dict[str, Any] = {name: words[name](value) if name in words else value for name, value in facts.items()}
    return Item(**read)
