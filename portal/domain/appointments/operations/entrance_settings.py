"""How the house welcomes at its entrance (A31, A33, BR37)."""

from dataclasses import asdict, dataclass
from datetime import datetime

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.masking import Privacy
from portal.domain.appointments.models import Entrance
from portal.domain.appointments.welcome import entrance
from portal.domain.audit.operations import record
from portal.domain.rights import Right, needs


@dataclass(frozen=True, slots=True)
class EntranceDraft:
    """How much of customers is shown, how long those who came still are, and from when until when one checks in."""

    privacy: Privacy
    leaves_after_minutes: int
    opens_before_minutes: int
    closes_after_minutes: int


@needs(Right.BOOKING_SETUP)
def set_entrance(draft: EntranceDraft, *, by: Actor, at: datetime) -> Entrance:
    """From now on, on every screen."""
    row = entrance()
    row.id = 1
    before = {name: getattr(row, name) for name in asdict(draft)}
    for name, value in asdict(draft).items():
        setattr(row, name, value)
    session().add(row)
    session().flush()  # its number, for the log
    record(by, "entrance.set", row, at=at, before=before, after=asdict(draft))
    return row
