"""The list of customers as staff read it: by name, a page at a time, each with what runs now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, or_, select, true, tuple_

from portal.db import session
from portal.domain.calendars.hours import local_day
from portal.domain.organisations.models import Contract, Organisation

PAGE = 50
ENDS_SOON = timedelta(days=60)  # the first reminder of the end (S65)


class Which(StrEnum):
    """Which of them."""

    ALL = "all"
    ENDING = "ending"  # runs, ends within 60 days, and nothing follows
    WITHOUT = "without"  # nothing runs today


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: the organisation, and the contract that runs today if one does."""

    organisation: Organisation
    contract: Contract | None
    days_left: int | None  # to the last day of what runs; None: nothing runs, or something follows


def entries(words: str, which: Which, after: int | None, at: datetime) -> tuple[list[Entry], int | None]:
    """A page of the directory, by name, and after which organisation the next page begins. Three queries."""
    found = select(Organisation).where(_matches(words), _is(which, at.date()))
    if after is not None:
        last = session().get(Organisation, after)
        if last is not None:
            found = found.where(tuple_(Organisation.name, Organisation.id) > (last.name, last.id))
    page = list(session().scalars(found.order_by(Organisation.name, Organisation.id).limit(PAGE + 1)))
    contracts = _contracts([one.id for one in page[:PAGE]], at)
    listed = [_entry(one, contracts.get(one.id, []), at) for one in page[:PAGE]]
    return listed, page[PAGE - 1].id if len(page) > PAGE else None


def _matches(words: str) -> ColumnElement[bool]:
    if not words:
        return true()
    return or_(
        Organisation.name.icontains(words, autoescape=True), Organisation.email_domain.icontains(words, autoescape=True)
    )


def _is(which: Which, today: date) -> ColumnElement[bool]:
    own = Contract.organisation_id == Organisation.id
    runs = exists().where(own, Contract.start_on <= today, Contract.end_on >= today)
    goes_on = exists().where(own, Contract.end_on > today + ENDS_SOON)
    return {Which.ALL: true(), Which.ENDING: and_(runs, ~goes_on), Which.WITHOUT: ~runs}[which]


def _contracts(organisation_ids: Sequence[int], at: datetime) -> dict[int, list[Contract]]:
    found = select(Contract).where(
        Contract.organisation_id.in_(organisation_ids), Contract.end_on >= at.date() - timedelta(days=1)
    )
    by_organisation: dict[int, list[Contract]] = {}
    for contract in session().scalars(found.order_by(Contract.start_on)):
        by_organisation.setdefault(contract.organisation_id, []).append(contract)
    return by_organisation


def _entry(organisation: Organisation, contracts: list[Contract], at: datetime) -> Entry:
    today = local_day(at, organisation.zone)
    running = next((contract for contract in contracts if contract.term.covers(today)), None)
    if running is None or contracts[-1] is not running:
        return Entry(organisation, running, None)
    return Entry(organisation, running, (running.end_on - today).days)
