"""The worker's sign of life: promises are kept by somebody, and somebody else must be able to see that (P43)."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Model


class Heartbeat(Model):
    """When the acting worker last acted, and where it runs. One row."""

    __tablename__ = "heartbeats"
    __table_args__ = (CheckConstraint("id = 1", name="one_worker_acts"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    at: Mapped[datetime]
    place: Mapped[str]  # host and process
