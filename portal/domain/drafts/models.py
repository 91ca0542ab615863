"""What a person typed and has not sent: kept per form, so that a closed tab or a refusal loses nothing (S40, P14)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Model


class Draft(Model):
    """The fields of one form on one page of one person, as typed."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("person_id", "page", "form", name="one_per_form"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    page: Mapped[str]  # path of the page that shows the form
    form: Mapped[str]  # the form's id on that page
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)  # name -> list of strings
    kept_at: Mapped[datetime]
