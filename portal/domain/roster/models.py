"""The roster of an organisation, and everything that happens to it, each change a row (S31-S38).

A caller's row is one stay on one place: from a moment, until a moment or until further notice. Time alone makes it
true: a substitution writes both ends of its change at notice, so that the leaving caller works to the last second and
the coming one from then on, whether or not a worker is awake at that second (S34, SE49).
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Model
from portal.domain.people.models import Person

NO_END = "until_at IS NULL"
PENDING = "withdrawn_at IS NULL AND done_at IS NULL"


class Roster(Model):
    """One per organisation. Every change raises its version first, which makes changes of one roster queue up (S39)."""

    __tablename__ = "rosters"
    __table_args__ = (Index("ix_rosters_remind", "remind_at", sqlite_where=text("remind_at IS NOT NULL")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), unique=True)
    version: Mapped[int] = mapped_column(default=0)
    verified_at: Mapped[datetime | None]  # last time (S37)
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    verify_by_at: Mapped[datetime | None]  # next time; None: nobody is on the roster yet
    remind_at: Mapped[datetime | None]  # next reminder; None: no more of them this time
    reminders_sent: Mapped[int] = mapped_column(default=0)  # since the last verification
    verified_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[verified_by_id])


class Caller(Model):
    """One stay of one person on one place. Name, mail, phone and job title are the person's."""

    __tablename__ = "callers"
    __table_args__ = (
        CheckConstraint("place BETWEEN 1 AND allowance", name="within_allowance"),
        CheckConstraint("until_at IS NULL OR until_at >= from_at", name="ends_after_it_begins"),
        CheckConstraint("NOT is_primary OR until_at IS NULL", name="primary_stays"),
        CheckConstraint("length(country) = 2 AND country = upper(country)", name="country_is_a_code"),
        Index(
            "uq_callers_place",
            "organisation_id",
            "place",
            unique=True,
            sqlite_where=text(NO_END),
            postgresql_where=text(NO_END),
        ),
        Index("uq_callers_person", "person_id", unique=True, sqlite_where=text(NO_END), postgresql_where=text(NO_END)),
        Index(
            "uq_callers_primary",
            "organisation_id",
            unique=True,
            sqlite_where=text("is_primary"),
            postgresql_where=text("is_primary"),
        ),
        Index("ix_callers_organisation", "organisation_id", "from_at"),
        Index("ix_callers_person_id", "person_id", "from_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    place: Mapped[int]  # 1 to allowance; free again when until_at is set
    allowance: Mapped[int]  # how many places there were when this one was taken (S1, S2)
    from_at: Mapped[datetime]
    until_at: Mapped[datetime | None]  # may lie ahead: the leaving side of a substitution (S34)
    is_primary: Mapped[bool] = mapped_column(default=False)
    country: Mapped[str]  # ISO 3166, two letters (S3)
    declares_administrator: Mapped[bool] = mapped_column(default=False)
    declares_access: Mapped[bool] = mapped_column(default=False)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: the house itself
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    ended_why: Mapped[str] = mapped_column(default="")  # the words of who removed them; "" for a substitution
    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    added_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[added_by_id])
    ended_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[ended_by_id])

    @property
    def name(self) -> str:
        """The person's."""
        return self.person.name

    @property
    def email(self) -> str:
        """The person's."""
        return self.person.email

    @property
    def phone(self) -> str:
        """The person's."""
        return self.person.phone

    @property
    def job_title(self) -> str:
        """The person's."""
        return self.person.job_title

    def is_on_roster(self, at: datetime) -> bool:
        """May open tickets at that moment: from the first second on, up to but not including the last (SE49)."""
        return self.from_at <= at and (self.until_at is None or at < self.until_at)


class Substitution(Model):
    """Who leaves, who comes, and when. The submitted request is the written notice (S34)."""

    __tablename__ = "substitutions"
    __table_args__ = (
        CheckConstraint("withdrawn_at IS NULL OR done_at IS NULL", name="withdrawn_or_done"),
        CheckConstraint("effective_at >= notice_at", name="takes_effect_after_notice"),
        Index(
            "uq_substitutions_leaver",
            "leaver_id",
            unique=True,
            sqlite_where=text(PENDING),
            postgresql_where=text(PENDING),
        ),
        Index("ix_substitutions_due", "effective_at", sqlite_where=text(PENDING), postgresql_where=text(PENDING)),
        Index("ix_substitutions_organisation", "organisation_id", "notice_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    leaver_id: Mapped[int] = mapped_column(ForeignKey("callers.id"))
    comer_id: Mapped[int | None] = mapped_column(ForeignKey("callers.id"))  # None: withdrawn, the stay never began
    comer_person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    notice_at: Mapped[datetime]
    notice_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    effective_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    done_at: Mapped[datetime | None]  # when both were told; it took effect at effective_at
    leaver: Mapped[Caller] = relationship(lazy="raise_on_sql", foreign_keys=[leaver_id])
    comer_person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[comer_person_id])

    def is_pending(self, at: datetime) -> bool:
        """Not withdrawn, not yet in effect: it can still be withdrawn."""
        return self.withdrawn_at is None and at < self.effective_at


class PlaceRequest(Model):
    """Somebody of the organisation asked the primary contact for a place (S32)."""

    __tablename__ = "place_requests"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (outcome IS NULL)", name="answered_with_outcome"),
        CheckConstraint("outcome IN ('accepted', 'declined')", name="outcome_known"),
        Index(
            "uq_place_requests_open",
            "person_id",
            unique=True,
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
        Index("ix_place_requests_organisation", "organisation_id", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    outcome: Mapped[str | None]  # "accepted" or "declined"
    answer: Mapped[str] = mapped_column(default="")  # why not
    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])


class ReplacementDemand(Model):
    """Staff require that a caller be replaced, with the reason; the primary contact sees it until resolved (S36)."""

    __tablename__ = "replacement_demands"
    __table_args__ = (
        Index(
            "uq_replacement_demands_open",
            "caller_id",
            unique=True,
            sqlite_where=text("resolved_at IS NULL"),
            postgresql_where=text("resolved_at IS NULL"),
        ),
        Index("ix_replacement_demands_organisation", "organisation_id", "demanded_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    caller_id: Mapped[int] = mapped_column(ForeignKey("callers.id"))
    reason: Mapped[str]
    demanded_at: Mapped[datetime]
    demanded_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    resolution: Mapped[str] = mapped_column(default="")  # what came of it; "" when the caller left the roster
    caller: Mapped[Caller] = relationship(lazy="raise_on_sql", foreign_keys=[caller_id])
    demanded_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[demanded_by_id])


class Verification(Model):
    """The roster was confirmed as it stood (S37)."""

    __tablename__ = "verifications"
    __table_args__ = (Index("ix_verifications_organisation", "organisation_id", "verified_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    verified_at: Mapped[datetime]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    callers: Mapped[int]  # how many there were
    verified_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[verified_by_id])
