"""Mail waiting to leave: a row in the transaction of the change, sent by the worker (P30)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import BigKey, Model


class Mail(Model):
    """One message to one person. Its words are made when it is sent, from `kind` and `values`."""

    __tablename__ = "mails"
    __table_args__ = (
        Index("ix_mails_due", "due_at", "id"),
        CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name="sent_or_failed"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    kind: Mapped[str]  # templates/mail/<kind>.html
    to_email: Mapped[str]
    to_name: Mapped[str]
    locale: Mapped[str]
    zone: Mapped[str]
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    grants_access: Mapped[bool] = mapped_column(default=False)  # one of the values lets its reader in
    thread: Mapped[str | None]  # "ticket-4711": mails of one thread refer to one another
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))  # the recipient's; staff: None
    about_organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisations.id")
    )  # whose tickets it tells of, also to staff
    message_id: Mapped[str] = mapped_column(
        unique=True
    )  # without the host; kept, so that a second sending carries the same
    posted_at: Mapped[datetime]
    due_at: Mapped[datetime | None]  # next try; None when done
    claimed_until: Mapped[datetime | None]  # a worker is sending it; after that moment another may
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]  # given up
    last_error: Mapped[str | None]
