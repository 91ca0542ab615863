"""What forms and commands hand over, as plain values. Lengths are minutes, moments are aware."""

from dataclasses import dataclass, field
from datetime import date, datetime

from portal.domain.booking.plans import NOTHING, Period, Week
from portal.domain.booking.words import Audience, Channel, Kind, Need


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a booking is for, as they said it: a snapshot."""

    name: str
    email: str = ""
    phone: str = ""
    locale: str = "en"
    plate: str = ""
    model: str = ""
    wishes: str = ""


@dataclass(frozen=True, slots=True)
class HoldDraft:
    """A time to keep for a visitor, counted by `visitor`: a browser's mark or an address."""

    service_id: int
    start_at: datetime
    visitor: str
    resource_ids: frozenset[int] = frozenset()  # those wanted by name; of other kinds any
    also_ids: tuple[int, ...] = ()  # further services of the same visit (BR12)


@dataclass(frozen=True, slots=True)
class BookingDraft:
    """A booking to be made. There is no end, no length and no price in it: the house counts (BE12)."""

    service_id: int
    start_at: datetime
    contact: Contact
    resource_ids: frozenset[int] = frozenset()
    channel: Channel = Channel.WEB
    form_key: str | None = None  # the same form sent twice books once (BE9)
    hold_token: str | None = None
    visitor: str = (
        ""  # who sends it, as HoldDraft counts them: a hold is its own visitor's (BE14). Empty: not a visitor
    )
    overbook: str = ""  # why a taken time is given to a second one (BE40)
    also_ids: tuple[int, ...] = ()  # further services of the same visit (BR12)
    is_offered: bool = False  # by the house, to who waited: whom the service is for was asked then (BE44)


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """Another time for a booking; without wanted resources any."""

    start_at: datetime
    resource_ids: frozenset[int] = frozenset()
    reason: str = ""
    form_key: str | None = None


@dataclass(frozen=True, slots=True)
class ShopDraft:
    """The numbers that the shop books by (A9, BE14)."""

    calendar_id: int
    hold_for_minutes: int
    holds_per_visitor: int
    open_bookings_per_contact: int
    asked_online: str = ""  # words of Asked with blanks between (BR24)
    asked_at_desk: str = ""


@dataclass(frozen=True, slots=True)
class ServiceDraft:
    """Everything of a service that people edit."""

    slug: str
    name: str
    minutes: int
    needs: tuple[Need, ...]
    name_zh: str = ""
    before: int = 0
    after: int = 0
    step: int = 15
    notice: int = 120
    horizon: int = 90
    price: str = ""
    price_zh: str = ""
    audience: Audience = Audience.EVERYBODY
    is_confirmed_at_once: bool = True
    position: int = 0


@dataclass(frozen=True, slots=True)
class ResourceDraft:
    """Everything of a resource that people edit, its weekly plan included. Weeks are seven tuples, Monday first."""

    kind: Kind
    name: str
    shifts: Week
    breaks: Week = NOTHING
    name_zh: str = ""
    person_id: int | None = None
    capacity: int = 1
    skills: frozenset[str] = frozenset()
    is_kept_for_walk_ins: bool = False
    position: int = 0


@dataclass(frozen=True, slots=True)
class DatedPlanDraft:
    """A week that holds from one date to another, both included, or from then on."""

    valid_from: date
    valid_to: date | None
    shifts: Week
    breaks: Week = NOTHING
    name: str = ""

    @property
    def period(self) -> Period:
        """As the search sees it."""
        return Period(self.valid_from, self.valid_to, self.shifts, self.breaks)


@dataclass(frozen=True, slots=True)
class ExceptionDraft:
    """One date with its own hours, or none."""

    on_date: date
    windows: tuple[tuple[int, int], ...] = field(default=())
    name: str = ""
