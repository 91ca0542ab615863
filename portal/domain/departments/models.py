"""The posts that people hold beside those that their roles bring (VQ5)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Model
from portal.domain.departments.words import Post

KNOWN_POST = f"post IN ({', '.join(repr(str(post)) for post in Post)})"


class PersonPost(Model):
    """One post of one person."""

    __tablename__ = "person_posts"
    __table_args__ = (
        UniqueConstraint("person_id", "post", name="each_post_once"),
        CheckConstraint(KNOWN_POST, name="known_post"),
        Index("ix_person_posts_post", "post"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    post: Mapped[str]  # a Post
    given_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: the house itself
