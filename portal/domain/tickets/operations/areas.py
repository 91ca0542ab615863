"""The product areas (S41). Tickets keep theirs: an area is retired, never deleted."""

import re
from datetime import datetime

from sqlalchemy import func, select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.rights import Right, needs
from portal.domain.tickets.models import ProductArea
from portal.domain.tickets.refusals import AreaNameTaken, LastArea
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


@needs(Right.HOUSE_CHANGE)
def add_area(name: str, *, by: Actor, at: datetime) -> ProductArea:
    """One more area, at the end of the list. Refuses AreaNameTaken."""
    _require_free_name(name, None)
    last = session().scalar(select(func.max(ProductArea.position))) or 0
    area = ProductArea(slug=_free_slug(name), name=name, position=last + 1)
    session().add(area)
    session().flush()
    record(by, "product_area.added", area, at=at, name=name)
    return area


@needs(Right.HOUSE_CHANGE)
def rename_area(area: ProductArea, name: str, *, by: Actor, at: datetime) -> None:
    """Another name, on the tickets that have it too. Refuses AreaNameTaken."""
    if name == area.name:
        return
    _require_free_name(name, area.id)
    record(by, "product_area.renamed", area, at=at, changes={"name": [area.name, name]})
    area.name = name


@needs(Right.HOUSE_CHANGE)
def retire_area(area: ProductArea, *, by: Actor, at: datetime) -> None:
    """No new ticket can be about it; those that are stay so. Refuses LastArea."""
    if area.retired_at is not None:
        return
    others = select(ProductArea.id).where(ProductArea.retired_at.is_(None), ProductArea.id != area.id)
    if session().scalar(others.limit(1)) is None:
        raise LastArea
    area.retired_at = at
    record(by, "product_area.retired", area, at=at, name=area.name)


@needs(Right.HOUSE_CHANGE)
def restore_area(area: ProductArea, *, by: Actor, at: datetime) -> None:
    """It can be chosen again."""
    if area.retired_at is not None:
        area.retired_at = None
        record(by, "product_area.restored", area, at=at, name=area.name)


def _require_free_name(name: str, own_id: int | None) -> None:
    same = select(ProductArea.id).where(func.lower(ProductArea.name) == name.lower(), ProductArea.id != (own_id or 0))
    if session().scalar(same) is not None:
        raise AreaNameTaken(name=name)


def _free_slug(name: str) -> str:
    """Small letters and hyphens from the name; with a number where that is taken."""
    begin = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "area"
    known = set(session().scalars(select(ProductArea.slug)))
    number, slug = 1, begin
    while slug in known:
        number += 1
        slug = f"{begin}-{number}"
    return slug
