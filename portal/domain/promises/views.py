"""Finding saved views: one's own and the team's; a colleague's own are not there (Q4, P2)."""

from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, or_, select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.promises.models import QueueView


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """One's own, and those that are shared."""
    return or_(QueueView.person_id == actor.person_id, QueueView.is_shared)


def views_for(actor: Actor) -> list[QueueView]:
    """The team's first, then one's own, by name. One query."""
    found = select(QueueView).where(seen_by(actor))
    return list(session().scalars(found.order_by(QueueView.is_shared.desc(), QueueView.name, QueueView.id)))


def bar_for(actor: Actor) -> list[tuple[str, str]]:
    """Name and choices of each, as they stand above the queue. One query."""
    rows = session().connection().execute(_bar(), {"person_id": actor.person_id})
    return [(name, choices) for name, choices in rows]


@cache
def _bar() -> Select[str, str]:
    """Put together once (P44)."""
    own = QueueView.person_id == bindparam("person_id")
    found = select(QueueView.name, QueueView.choices).where(or_(own, QueueView.is_shared))
    return found.order_by(QueueView.is_shared.desc(), QueueView.name, QueueView.id)


def view_for(actor: Actor, view_id: int) -> QueueView | None:
    """One of them."""
    return session().scalar(select(QueueView).where(seen_by(actor), QueueView.id == view_id))
