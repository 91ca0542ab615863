"""The operator, read once per request."""

from functools import cache
from typing import Any

from flask import g
from sqlalchemy import Row, Select, select

from portal.db import connection, writes_seen
from portal.domain.house.models import House
from portal.domain.house.queries import house
from portal.domain.house.trade import Step, trade_of
from portal.web.lately import last_known, lately


def present_house() -> House | Row[Any]:
    """The settings of this request, as a plain row: it outlives a rollback, as when a refusal is shown."""
    if "house" not in g:
        g.house = lately("house", lambda: connection().execute(_settings()).one_or_none()) or house()
        g.pop("catalogue", None)  # its words may have been of the house as it was
    return g.house


def trade_for_words() -> str:
    """In whose words a sentence is said. Who writes doesn't wait for it: as this process last read the house (P44)."""
    known = None if "house" in g or writes_seen() is not None else last_known("house")
    return (known or present_house()).trade


def steps_off() -> frozenset[Step]:
    """What the house does without."""
    return trade_of(present_house().trade).off


@cache
def _settings() -> Select[Any]:
    """All but the picture."""
    return select(*(column for column in House.__table__.columns if column.key != "logo"))
