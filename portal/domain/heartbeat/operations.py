"""Giving a sign of life."""

from datetime import datetime

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.heartbeat.models import Heartbeat
from portal.domain.rights import Right, needs


@needs(Right.WORK_BY_ITSELF)
def beat(place: str, *, by: Actor, at: datetime) -> None:  # noqa: ARG001 - asked for the right
    """The worker at `place` acts."""
    session().merge(Heartbeat(id=1, at=at, place=place))
