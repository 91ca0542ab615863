"""Files that people sent: stored under random names outside the web root; the row says what they were called (P23)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import BigKey, Model

PENDING = "claimed_at IS NULL"


class Attachment(Model):
    """One file. Pending until the form it was put into is taken; whose it then is, its owner's table says."""

    __tablename__ = "attachments"
    __table_args__ = (
        CheckConstraint("size >= 0", name="has_a_size"),
        CheckConstraint("name <> ''", name="has_a_name"),
        CheckConstraint("length(key) = 43", name="key_is_random"),
        Index(
            "ix_attachments_pending",
            "uploaded_by_id",
            "place",
            sqlite_where=text(PENDING),
            postgresql_where=text(PENDING),
        ),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # random: names the file on disk and in its address
    name: Mapped[str]  # as the sender called it, cleaned
    media_type: Mapped[str]  # by its content, not by its name
    size: Mapped[int] = mapped_column(BigKey)  # bytes
    sha256: Mapped[str]
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    uploaded_at: Mapped[datetime]
    place: Mapped[str]  # the form it was put into: "/tickets/new#ticket"
    claimed_at: Mapped[datetime | None]  # the form was taken
