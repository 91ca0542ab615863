"""What people say about lists, as values."""

from dataclasses import dataclass
from datetime import datetime

from portal.domain.checklists.words import Said
from portal.domain.departments.words import Department, Post
from portal.domain.tasks.models import Task


@dataclass(frozen=True, slots=True)
class TemplateDraft:
    """A template beside what its version says."""

    slug: str
    name: str
    name_zh: str
    department: Department
    who_may: Post | None = None


@dataclass(frozen=True, slots=True)
class ListDraft:
    """A list to be made from a template's newest version."""

    place: str = ""
    anchor_at: datetime | None = None  # when the guest comes; items and list are due before it
    who_may: Post | None = None  # None: as the template says
    task: Task | None = None  # done when the list is signed
    amenities: tuple[tuple[str, str], ...] = ()  # what was ordered, and its name in Chinese (VR57)


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says about an item, and how it came here. Times are aware; those of the device by its clock."""

    key: str
    said: Said
    reason: str = ""
    found: int | None = None
    photo_id: int | None = None
    department: Department | None = None  # that mends the fault; None: as the template says
    fix_by: datetime | None = None  # None: rules.fix_due
    seen_id: int = 0
    stream: str = ""
    number: int = 0
    client_at: datetime | None = None
    sent_at: datetime | None = None
    person_id: int | None = None  # who said it, when another's sign-in carries it (VE19); None: who sends it
    device: str = ""
    is_bulk: bool = False
    is_from_paper: bool = False
