"""Counting attempts, per account and per address (P3). Unknown accounts are counted like known ones."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select

from portal.db import session
from portal.domain.errors import TooFast
from portal.domain.people.models import SignInAttempt
from portal.domain.people.rules import LIMITS, Limit, counted_address, free_again_at, minutes_until


def refuse_too_many(kind: str, email: str, address: str | None, *, at: datetime) -> None:
    """Raises TooFast, with the minutes to wait, when the account or the address has had its attempts."""
    from_address = SignInAttempt.address == counted_address(address)
    of_account = SignInAttempt.email == email
    conditions = ((of_account & from_address), of_account, from_address)
    waits = [_free_again_at(kind, c, limit, at) for c, limit in zip(conditions, LIMITS[kind], strict=True)]
    latest = max((then for then in waits if then is not None), default=None)
    if latest is not None:
        raise TooFast(minutes=minutes_until(latest, at))


def _free_again_at(kind: str, condition: ColumnElement[bool], limit: Limit, at: datetime) -> datetime | None:
    moments = session().scalars(
        select(SignInAttempt.at)
        .where(condition, SignInAttempt.kind == kind, SignInAttempt.at > at - limit.within)
        .order_by(SignInAttempt.at.desc())
        .limit(limit.most)
    )
    return free_again_at(moments.all(), limit)


def note(kind: str, email: str, address: str | None, *, at: datetime) -> None:
    """Count one more."""
    session().add(SignInAttempt(kind=kind, email=email, address=counted_address(address), at=at))


def forget(kind: str, email: str) -> None:
    """A success: the account's count begins anew. The address's failures with other accounts stay counted."""
    session().execute(delete(SignInAttempt).where(SignInAttempt.email == email, SignInAttempt.kind == kind))
