"""Outreach: whom the shop invites, with what words, every attempt, and the calls that come in (A10-A14)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Model
from portal.domain.customers.models import Asset, Customer
from portal.domain.outreach.rules import Outcome, Reason, Result, Score, State
from portal.domain.outreach.telephone import RingingCall, TelephoneKey

__all__ = [
    "CallClaim",
    "Campaign",
    "ContactAttempt",
    "IncomingCall",
    "Invite",
    "ReasonPlace",
    "RingingCall",
    "Script",
    "TelephoneKey",
    "one_of",
]


def one_of(column: str, words: type[StrEnum]) -> str:
    """The condition of a CHECK: the column holds one of these words."""
    return f"{column} IN ({', '.join(repr(str(word)) for word in words)})"


class ReasonPlace(Model):
    """Where a reason stands in the order of calls, once the house has changed it (BR2)."""

    __tablename__ = "outreach_reasons"
    __table_args__ = (
        CheckConstraint(one_of("reason", Reason), name="reason_is_one"),
        UniqueConstraint("reason", name="one_place_each"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str]
    position: Mapped[int]  # 1 is called first


class Campaign(Model):
    """A service campaign (服务活动): what is told, and while it is true (BR9)."""

    __tablename__ = "campaigns"
    __table_args__ = (
        CheckConstraint("name <> '' AND what <> ''", name="says_what"),
        CheckConstraint("starts_on <= ends_on", name="ends_after_it_starts"),
        CheckConstraint("most BETWEEN 1 AND 1000", name="some_are_invited"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    what: Mapped[str]  # the content, as the caller tells it
    starts_on: Mapped[date]  # first and last day, in the house's zone
    ends_on: Mapped[date]
    most: Mapped[int]  # how many are invited: the most loyal first (BR4)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class Script(Model):
    """What is said, for a reason and in a language. A change is a new version; the newest is in force (BR8)."""

    __tablename__ = "call_scripts"
    __table_args__ = (
        UniqueConstraint("kind", "locale", "version", name="one_of_each_version"),
        CheckConstraint("words <> ''", name="says_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # a Reason, or "incoming"
    locale: Mapped[str]
    version: Mapped[int]
    words: Mapped[str]
    written_at: Mapped[datetime]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Invite(Model):
    """One reason to call one customer about one vehicle."""

    __tablename__ = "invites"
    __table_args__ = (
        # However often the job runs, one reason and day of one vehicle is one call (BR5).
        UniqueConstraint("asset_id", "reason", "due_on", name="once_each_due"),
        CheckConstraint(one_of("reason", Reason), name="reason_is_one"),
        CheckConstraint(one_of("state", State), name="state_is_one"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_at_some_moment"),
        CheckConstraint("(reason = 'campaign') = (campaign_id IS NOT NULL)", name="campaign_says_which"),
        Index("ix_invites_customer", "customer_id"),
        Index(
            "ix_invites_open",
            "reason",
            "due_on",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "ix_invites_promised",
            "promised_at",
            sqlite_where=text("promised_at IS NOT NULL"),
            postgresql_where=text("promised_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("assets.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    reason: Mapped[str]
    due_on: Mapped[date]
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))
    state: Mapped[str] = mapped_column(default=State.OPEN)
    visits: Mapped[int] = mapped_column(default=0)  # the parts of the score, when it was made (BR4)
    spend_cents: Mapped[int] = mapped_column(default=0)
    years: Mapped[int] = mapped_column(default=0)
    score: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before_at: Mapped[datetime | None]  # not called earlier; None: at any time
    promised_at: Mapped[datetime | None]  # the customer was promised a call at that moment (Q7)
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    asset: Mapped[Asset] = relationship(lazy="raise_on_sql")
    customer: Mapped[Customer] = relationship(lazy="raise_on_sql")
    campaign: Mapped[Campaign | None] = relationship(lazy="raise_on_sql")

    @property
    def parts(self) -> Score:
        """What the score is made of."""
        return Score(self.visits, self.spend_cents, self.years)


class ContactAttempt(Model):
    """One attempt to reach a customer: when, by whom, and what came of it (A11, BR19)."""

    __tablename__ = "contact_attempts"
    __table_args__ = (
        UniqueConstraint("invite_id", "number", name="each_once"),
        CheckConstraint("number >= 1", name="counts_from_one"),
        CheckConstraint(one_of("outcome", Outcome), name="outcome_is_one"),
        CheckConstraint("outcome <> 'call_again' OR call_again_at IS NOT NULL", name="again_at_some_moment"),
        CheckConstraint("outcome <> 'booked' OR wanted <> ''", name="booked_says_what"),
        # A12: the customer rests for that day, whatever else they could be called about.
        Index("ix_contact_attempts_rest", "rests_on", "customer_id"),
        Index("ix_contact_attempts_customer", "customer_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    invite_id: Mapped[int] = mapped_column(ForeignKey("invites.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    channel: Mapped[str] = mapped_column(default="phone")
    outcome: Mapped[str]
    identity_confirmed: Mapped[bool] = mapped_column(default=False)  # name and plate (BR6)
    condition: Mapped[str] = mapped_column(default="")  # how the car is (BR10)
    odometer_km: Mapped[int | None]  # as the customer said (BR10)
    fault: Mapped[str] = mapped_column(default="")  # in the customer's own words (A14)
    summary: Mapped[str] = mapped_column(default="")  # read back to them
    summary_confirmed: Mapped[bool] = mapped_column(default=False)  # and confirmed (BR11)
    wanted: Mapped[str] = mapped_column(default="")  # service and time agreed, until the booking holds them (BR12)
    note: Mapped[str] = mapped_column(default="")
    call_again_at: Mapped[datetime | None]
    declined_because: Mapped[str] = mapped_column(default="", server_default="")  # a Why (BR15)
    explained: Mapped[str] = mapped_column(default="", server_default="")  # some Explained, with blanks between (BR15)
    rests_on: Mapped[date | None]  # the day, in the house's zone, on which nobody calls them again (A12)


class CallClaim(Model):
    """Who is just calling a customer: two colleagues never do so at once."""

    __tablename__ = "call_claims"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), primary_key=True, autoincrement=False)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class IncomingCall(Model):
    """A call that came in, with its result (A13)."""

    __tablename__ = "incoming_calls"
    __table_args__ = (
        CheckConstraint("rings IS NULL OR rings BETWEEN 1 AND 99", name="rings_are_counted"),
        CheckConstraint(one_of("result", Result), name="result_is_one"),
        CheckConstraint("result <> 'call_back' OR call_back_at IS NOT NULL", name="back_at_some_moment"),
        Index("ix_incoming_calls_at", "at"),
        Index("ix_incoming_calls_customer", "customer_id", "at"),
        Index(
            "ix_incoming_calls_promised",
            "call_back_at",
            sqlite_where=text("called_back_at IS NULL"),
            postgresql_where=text("called_back_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))  # None: not known here
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    plate: Mapped[str] = mapped_column(default="")
    rings: Mapped[int | None]  # before it was answered; None: nobody counted
    fault: Mapped[str] = mapped_column(default="")  # in the caller's own words (A14)
    since: Mapped[str] = mapped_column(default="", server_default="")  # the fault, in words (BR22)
    stays: Mapped[str] = mapped_column(default="", server_default="")  # a Stays (BR22)
    wants_loaner: Mapped[bool] = mapped_column(default=False, server_default=false())  # a courtesy car (BR22)
    locale: Mapped[str] = mapped_column(default="", server_default="")  # the language they want to be spoken to in
    summary: Mapped[str] = mapped_column(default="")  # read back
    summary_confirmed: Mapped[bool] = mapped_column(default=False)
    wanted: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    result: Mapped[str]
    call_back_at: Mapped[datetime | None]
    called_back_at: Mapped[datetime | None]
