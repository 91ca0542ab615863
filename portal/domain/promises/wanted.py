"""What of all promises somebody wants to see."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select

from portal.domain.actors import Actor
from portal.domain.house.trade import Step
from portal.domain.promises.rules import Place
from portal.domain.tickets.queries import Filters

EVERYTHING = ""
SERVICE = "service"  # all kinds of the service desk


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kind, or everything, narrowed by choices. A kind that doesn't know a choice that was made is left out."""

    kind: str = EVERYTHING  # EVERYTHING or a desk of queries.DESKS
    filters: Filters = field(default_factory=Filters)
    breached: bool = False
    without: tuple[Step, ...] = ()  # what the house leaves out

    @property
    def said(self) -> frozenset[str]:
        """The names of the choices that were made."""
        filters = self.filters
        return frozenset(
            name
            for name, value in (
                ("state", filters.state),
                ("severity", filters.severity),
                ("whose", filters.whose),
                ("text", filters.text),
                ("plan", filters.plan),
                ("organisation", filters.organisation),
                ("assignee", filters.assignee),
                ("area", filters.area),
                ("breached", self.breached),
            )
            if value not in ("", None, False)
        )

    def includes(self, kind: str) -> bool:
        """That desk is wanted."""
        return self.kind in (EVERYTHING, kind)


class Counted(NamedTuple):
    """A statement that counts one desk's promises, and its values; those of all desks have different names."""

    statement: Select[*tuple[Any, ...]]
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a desk is asked for: by whom, when, after which place, and how many at most.

    `until`: the page is full of what falls due by then, so nobody needs to look for what runs longer.
    """

    actor: Actor
    wanted: Wanted
    at: datetime
    after: tuple[int, datetime, int] | None
    most: int
    until: datetime | None = None
    begin: Place | None = None  # the same as `after`, for a desk of several kinds

    def within(self, span: timedelta) -> datetime:
        """How far to look for what is shown that long before it takes effect."""
        soon = self.at + span
        return soon if self.until is None else min(soon, self.until)
