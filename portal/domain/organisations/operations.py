"""The door that every new ticket passes: is there a contract that runs? (S30, S64, S65)."""

from datetime import datetime

from sqlalchemy import select

from portal.db import session
from portal.domain.errors import N_, Refused
from portal.domain.house.queries import house
from portal.domain.organisations.models import Contract, Organisation
from portal.domain.organisations.queries import running_contract
from portal.domain.organisations.rules import local_day


class NoContract(Refused):
    """Neither contract nor pack: led on, never to a dead end (S64)."""

    sentence = N_(
        "{organisation} has no support contract. Private customers find help at {consumer_support}; "
        "for a contract or a single incident write to {support_email}."
    )


class ContractNotYet(NoContract):
    """Signed, not begun."""

    sentence = N_(
        "The support contract of {organisation} begins on {start_on}. Tickets can be opened from that day on."
    )


class ContractEnded(Refused):
    """Over: tickets stay readable, open ones are worked on, new ones need a renewal (S65)."""

    sentence = N_(
        "The support contract of {organisation} ended on {end_on}. Your tickets stay readable and the open ones are "
        "worked on; for new ones the contract needs a renewal: write to {support_email}."
    )


def require_running_contract(organisation_id: int, *, at: datetime) -> Contract:
    """The contract that runs at this moment. Raises ContractEnded (S65), ContractNotYet, or NoContract (S64)."""
    contract = running_contract(organisation_id, at)
    if contract is None:
        raise _why_none(organisation_id, at)
    return contract


def _why_none(organisation_id: int, at: datetime) -> Refused:
    organisation = session().get_one(Organisation, organisation_id)
    today, settings = local_day(at, organisation.zone), house()
    rows = (
        session()
        .execute(
            select(Contract.start_on, Contract.end_on)
            .where(Contract.organisation_id == organisation_id)
            .order_by(Contract.start_on)
        )
        .all()
    )
    over = [end_on for _, end_on in rows if end_on < today]
    coming = [start_on for start_on, _ in rows if start_on > today]
    told = {"organisation": organisation.name, "support_email": settings.support_email}
    if coming:
        return ContractNotYet(start_on=coming[0], consumer_support=settings.consumer_support, **told)
    if over:
        return ContractEnded(end_on=over[-1], **told)
    return NoContract(consumer_support=settings.consumer_support, **told)
