"""The operator, read once per request."""

from functools import cache
from typing import Any

from flask import g
from sqlalchemy import Row, Select, select

from portal.db import connection
from portal.domain.house.models import House
from portal.domain.house.queries import house
from portal.web.lately import lately


def present_house() -> House | Row[Any]:
    """The settings of this request, as a plain row: it outlives a rollback, as when a refusal is shown."""
    if "house" not in g:
        g.house = lately("house", lambda: connection().execute(_settings()).one_or_none()) or house()
    return g.house


@cache
def _settings() -> Select[Any]:
    """All but the picture."""
    return select(*(column for column in House.__table__.columns if column.key != "logo"))
