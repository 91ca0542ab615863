"""The house: who runs this portal, and the numbers it runs by. One row; the business edits it."""

from sqlalchemy import CheckConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Model


class House(Model):
    """The operator's settings. There is exactly one row, number 1."""

    __tablename__ = "house"
    __table_args__ = (CheckConstraint("id = 1", name="one_house"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    name: Mapped[str] = mapped_column(default="Deskbell")
    accent_light: Mapped[str] = mapped_column(default="#0b5c5e")  # what can be pressed, on paper (P15)
    accent_dark: Mapped[str] = mapped_column(default="#63c7c4")
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    logo_type: Mapped[str | None]  # None: no logo
    zone: Mapped[str] = mapped_column(default="America/New_York")  # the business time zone (P12)
    locale: Mapped[str] = mapped_column(default="en")
    support_email: Mapped[str] = mapped_column(default="support@example.com")  # mails come from here
    consumer_support: Mapped[str] = mapped_column(
        default="https://example.com/support"
    )  # for those without a contract (S64)
    reopen_for_days: Mapped[int] = mapped_column(default=14)  # S46
    silence_business_days: Mapped[int] = mapped_column(default=5)  # S48
    silence_reminder_after: Mapped[int] = mapped_column(default=3)  # S48
    substitution_notice_days: Mapped[int] = mapped_column(default=14)  # S34
    verify_roster_every_days: Mapped[int] = mapped_column(default=90)  # S37
    attachment_limit_mb: Mapped[int] = mapped_column(default=20)  # each file (P23)
    attachments_limit: Mapped[int] = mapped_column(default=10)  # files in one message (P23)
    sign_in_days: Mapped[int] = mapped_column(default=14)  # how long a sign-in lasts (P3)
    tablet_locks_after: Mapped[int] = mapped_column(
        default=5, server_default="5"
    )  # minutes that nobody touches a shared tablet (P4)
    mails_kept_days: Mapped[int] = mapped_column(default=365)  # after they left (P24)
    drafts_kept_days: Mapped[int] = mapped_column(default=90)  # what was typed and never sent (P24)
    sign_ins_kept_days: Mapped[int] = mapped_column(default=90)  # address and browser, after their end (P24)
    trade: Mapped[str] = mapped_column(
        default="", server_default=""
    )  # what it calls things, as trade.py writes it; "": a workshop
    trade_version: Mapped[int] = mapped_column(default=1, server_default="1")
    calendar_id: Mapped[int | None]  # the business calendar that silence is counted on (S48)
