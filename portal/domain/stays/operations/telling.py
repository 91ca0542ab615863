"""Each department concerned is told what changed on a stay, and says that it has seen that (V17, VR62, VE3)."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.departments.words import Department
from portal.domain.rights import Right, needs
from portal.domain.stays.facts import Facts, facts_of
from portal.domain.stays.models import Stay, StayChange

TOGETHER = timedelta(minutes=2)  # what changes within this is one notice (VE3)


@needs(Right.STAY_WORK)
def tell_departments(
    stay: Stay, before: Facts, departments: Iterable[Department], *, by: Actor, at: datetime
) -> dict[str, Any]:
    """One notice for each department, with what was and what is; what changed.

    One that is young and unseen takes the new change in: five changes within minutes are one notice (VE3).
    """
    changes = _between(asdict(before), asdict(facts_of(stay)))
    if not changes:
        return changes
    young = select(StayChange).where(
        StayChange.stay_id == stay.id, StayChange.seen_at.is_(None), StayChange.at > at - TOGETHER
    )
    there = {change.department: change for change in session().scalars(young)}
    for department in sorted(departments):
        if department in there:
            there[department].changes = _joined(there[department].changes, changes)
        else:
            told = StayChange(stay_id=stay.id, department=department, changes=changes, at=at, by_id=by.person_id)
            session().add(told)
    return changes


@needs(Right.TASK_WORK)
def see_change(change: StayChange, *, by: Actor, at: datetime) -> None:
    """The department knows. Of two the first is kept."""
    unseen = (StayChange.id == change.id, StayChange.seen_at.is_(None))
    session().execute(update(StayChange).where(*unseen).values(seen_at=at, seen_by_id=by.person_id))


def _between(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {name: [value, after[name]] for name, value in before.items() if value != after[name]}


def _joined(earlier: dict[str, Any], later: dict[str, Any]) -> dict[str, Any]:
    """From the first before to the last after; what came back to where it was is no change."""
    both = {name: [earlier.get(name, change)[0], change[1]] for name, change in later.items()}
    return {name: change for name, change in {**earlier, **both}.items() if change[0] != change[1]}
