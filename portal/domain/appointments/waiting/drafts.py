"""What the forms of the waiting list hand over."""

from dataclasses import dataclass

from portal.domain.appointments.waiting.wishes import Wish
from portal.domain.booking.drafts import Contact


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """A place on the waiting list. `form_key` is the form's own secret: the link to leave follows from it."""

    service_id: int
    wish: Wish
    contact: Contact
    form_key: str
    customer_id: int | None = None
