"""Views of the queue that people keep under a name (Q4)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Model


class QueueView(Model):
    """Choices under a name: of one person, or of the whole team."""

    __tablename__ = "queue_views"
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_name"),
        Index("ix_queue_views_person", "person_id", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))  # who saved it
    name: Mapped[str]
    choices: Mapped[str]  # as they stand in the address after the "?"; read again as if they came from there
    is_shared: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime]
