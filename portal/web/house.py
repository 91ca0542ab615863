"""The operator, read once per request."""

from flask import g

from portal.domain.house.models import House
from portal.domain.house.queries import house


def present_house() -> House:
    """The settings of this request, in a copy: it outlives a rollback, as when a refusal is shown."""
    if "house" not in g:
        row, kept = house(), [column.key for column in House.__table__.columns if column.key != "logo"]
        g.house = House(**{name: getattr(row, name) for name in kept})
    return g.house
