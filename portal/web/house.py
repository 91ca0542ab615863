"""The operator, read once per request."""

from flask import g

from portal.domain.house.models import House
from portal.domain.house.queries import house


def present_house() -> House:
    """The settings row of this request."""
    if "house" not in g:
        g.house = house()
    return g.house
