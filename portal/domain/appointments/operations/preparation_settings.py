"""The numbers that the desk prepares by."""

from dataclasses import asdict, dataclass
from datetime import datetime

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.preparation import PreparationSettings
from portal.domain.audit.operations import record
from portal.domain.rights import Right, needs


@dataclass(frozen=True, slots=True)
class PreparationDraft:
    """As they are set. What is booked already keeps the moments that were reckoned for it."""

    confirm_minutes: int
    again_minutes: int
    remind_hours: int
    acknowledge_hours: int
    answer_minutes: int


@needs(Right.BOOKING_SETUP)
def set_preparation(draft: PreparationDraft, *, by: Actor, at: datetime) -> PreparationSettings:
    """From now on."""
    row = session().get(PreparationSettings, 1)
    if row is None:
        row = PreparationSettings(id=1)
        session().add(row)
    for name, value in asdict(draft).items():
        setattr(row, name, value)
    session().flush()  # its number, for the log
    record(by, "preparation.set", row, at=at, **asdict(draft))
    return row
