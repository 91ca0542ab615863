"""What forms and commands hand over, as plain values."""

from dataclasses import dataclass

from portal.domain.booking.drafts import BookingDraft


@dataclass(frozen=True, slots=True)
class AppointmentDraft:
    """An appointment to be made. Without a customer named, the one is found whom plate and contact agree on."""

    booking: BookingDraft
    customer_id: int | None = None
    asset_id: int | None = None
    invite_id: int | None = None
    content: str = ""  # empty: what the customer wished
    summary: str = ""
    is_summary_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class DetailsDraft:
    """What can be changed about an appointment without touching its time."""

    content: str
    summary: str = ""
    is_summary_confirmed: bool = False
    is_hidden_on_board: bool = False
    customer_id: int | None = None
    asset_id: int | None = None
