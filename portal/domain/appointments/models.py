"""An appointment and the links of its customer."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import BigKey, Model
from portal.domain.appointments.preparation import (
    Amendment,
    Contact,
    Notice,
    PartLine,
    PreparationSettings,
    Ready,
    Reminder,
    ServicePart,
)
from portal.domain.appointments.waiting.models import WaitingEntry, WaitingOffer
from portal.domain.appointments.welcoming import BoardRelease, Entrance, VainCheckIn
from portal.domain.appointments.words import Arrival, Purpose
from portal.domain.booking.models import Booking
from portal.domain.customers.models import Asset, Customer, one_of

__all__ = [
    "Amendment",
    "Appointment",
    "AppointmentLink",
    "BoardRelease",
    "Contact",
    "Entrance",
    "Notice",
    "PartLine",
    "PreparationSettings",
    "Ready",
    "Reminder",
    "ServicePart",
    "VainCheckIn",
    "WaitingEntry",
    "WaitingOffer",
]

AT_RISK = "at_risk_at IS NOT NULL"


class Appointment(Model):
    """What stands around one booking. The booking's version counts its changes too."""

    __tablename__ = "appointments"
    __table_args__ = (
        CheckConstraint("arrived_how IS NULL OR " + one_of("arrived_how", Arrival), name="arrival_is_known"),
        CheckConstraint("(arrived_at IS NULL) = (arrived_how IS NULL)", name="arrived_somehow"),
        CheckConstraint("arrived_at IS NULL OR no_show_at IS NULL", name="there_or_not"),
        CheckConstraint("summary_confirmed_at IS NULL OR summary <> ''", name="something_was_read_back"),
        Index("ix_appointments_customer", "customer_id"),
        Index("ix_appointments_asset", "asset_id"),
        Index("ix_appointments_confirm_due", "confirm_due_at"),
        Index("ix_appointments_at_risk", "at_risk_at", sqlite_where=text(AT_RISK), postgresql_where=text(AT_RISK)),
    )

    booking_id: Mapped[int] = mapped_column(BigKey, ForeignKey("bookings.id"), primary_key=True, autoincrement=False)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))  # None: nobody knows yet whose it is
    asset_id: Mapped[int | None] = mapped_column(ForeignKey("assets.id"))
    invite_id: Mapped[int | None] = mapped_column(ForeignKey("invites.id"))  # of the call that led to it (A11)
    content: Mapped[str] = mapped_column(default="")  # what is to be done, in the shop's words (BR14)
    summary: Mapped[str] = mapped_column(default="")  # the fault, as it was read back (A14, BR11)
    summary_confirmed_at: Mapped[datetime | None]
    is_hidden_on_board: Mapped[bool] = mapped_column(default=False)  # stands there as a number (A31)
    confirm_due_at: Mapped[datetime | None]  # when the customer is to be called whether they come; None: no more (A22)
    coming_at: Mapped[datetime | None]  # when they said that they come
    at_risk_at: Mapped[datetime | None]  # since when nobody knows whether they come
    arrived_at: Mapped[datetime | None]
    arrived_how: Mapped[str | None]  # an Arrival
    arrived_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: they said so themselves
    no_show_at: Mapped[datetime | None]  # marked as not having come; can be taken back (A9)
    no_show_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: nobody who signed in
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    booking: Mapped[Booking] = relationship(lazy="raise_on_sql")
    customer: Mapped[Customer | None] = relationship(lazy="raise_on_sql")
    asset: Mapped[Asset | None] = relationship(lazy="raise_on_sql")

    @property
    def customer_name(self) -> str:
        """As the file has it; as it was said while nobody knows whose the appointment is. All four alike."""
        return self.customer.name if self.customer else self.booking.contact_name

    @property
    def phone(self) -> str:
        """What was given for this appointment, or else what is known."""
        return self.booking.contact_phone or (self.customer.phone if self.customer else "")

    @property
    def plate(self) -> str:
        """As it is written."""
        return self.asset.plate if self.asset else self.booking.plate

    @property
    def model(self) -> str:
        """Make and model."""
        return self.asset.model if self.asset else self.booking.model


class AppointmentLink(Model):
    """What a customer opens the own appointment with, for one purpose. The table holds the token's hash."""

    __tablename__ = "appointment_links"
    __table_args__ = (
        CheckConstraint(one_of("purpose", Purpose), name="purpose_is_known"),
        Index("ix_appointment_links_booking", "booking_id"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    booking_id: Mapped[int] = mapped_column(BigKey, ForeignKey("bookings.id"))
    purpose: Mapped[str]  # a Purpose
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
