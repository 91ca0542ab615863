"""The product areas (S41)."""

from datetime import datetime

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.rights import Right, needs
from portal.domain.tickets.models import ProductArea
from portal.domain.tickets.rules import AREAS


@needs(Right.HOUSE_CHANGE)
def load_default_areas(*, by: Actor, at: datetime) -> None:
    """The areas that a new portal begins with; those that are there already stay as they are."""
    known = set(session().scalars(select(ProductArea.slug)))
    for position, (slug, name) in enumerate(AREAS, start=1):
        if slug not in known:
            area = ProductArea(slug=slug, name=name, position=position)
            session().add(area)
            record(by, "product_area.added", area, at=at, name=name)
