"""What is written under the sheet of a day that is over (BR30)."""

from datetime import date, datetime

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.preparation import Amendment
from portal.domain.appointments.refusals import SheetOpen, WordsMissing
from portal.domain.appointments.sheets import is_over
from portal.domain.audit.operations import record
from portal.domain.rights import Right, needs


@needs(Right.BOOKING_WORK)
def amend_sheet(on_date: date, words: str, *, by: Actor, at: datetime) -> Amendment:
    """With time and person, for good. Refused: SheetOpen, WordsMissing."""
    if not is_over(on_date, at):
        raise SheetOpen
    if not words.strip():
        raise WordsMissing
    amendment = Amendment(on_date=on_date, words=words.strip(), at=at, by_id=by.person_id)
    session().add(amendment)
    record(by, "register.amended", amendment, at=at, day=on_date.isoformat(), words=amendment.words)
    return amendment
