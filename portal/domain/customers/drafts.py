"""A customer and a vehicle as staff enter them."""

from dataclasses import dataclass
from datetime import date

from portal.domain.customers.rules import Salutation, Use


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    """`phone` as somebody types it; `tags` with commas between; `locale` a language of the portal."""

    name: str
    salutation: Salutation = Salutation.NONE
    phone: str = ""
    email: str = ""
    locale: str = "en"
    board_consent: bool = False
    tags: str = ""
    notes: str = ""
    customer_since: date | None = None


@dataclass(frozen=True, slots=True)
class AssetDraft:
    """`plate` as it is written. Of the mileage and its day neither or both."""

    plate: str
    model: str = ""
    vin: str = ""
    colour: str = ""
    use: Use = Use.PRIVATE
    odometer_km: int | None = None
    odometer_on: date | None = None
    next_due_on: date | None = None
    next_due_km: int | None = None
    running_in_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """A visit of the past, brought in."""

    visited_on: date
    work: str
    spend_cents: int = 0
    odometer_km: int | None = None
