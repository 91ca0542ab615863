"""Who may have what: services for a person, holds for a token. Parts of operations."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.booking.models import Hold, Service
from portal.domain.booking.queries import is_desk
from portal.domain.booking.refusals import ServiceNotOffered
from portal.domain.booking.rules import may_book
from portal.domain.booking.together import services_with_needs
from portal.domain.booking.words import Audience


def offered_service(service_id: int, also_ids: tuple[int, ...] = (), *, by: Actor, is_offered: bool = False) -> Service:
    """The service, or several as one, for somebody who may book it, or was offered it. Refused: ServiceNotOffered."""
    service = services_with_needs((service_id, *also_ids))
    if service is None or service.retired_at is not None:
        raise ServiceNotOffered
    if not is_offered and not may_book(Audience(service.audience), is_known=by.is_known, is_staff=is_desk(by)):
        raise ServiceNotOffered
    return service


def hold_of(token: str) -> Hold | None:
    """The hold that the token opens, with what it takes."""
    found = select(Hold).where(Hold.token_hash == hashed(token)).options(selectinload(Hold.allocations))
    return session().scalars(found.execution_options(populate_existing=True)).one_or_none()


def hashed(token: str) -> str:
    """What is kept of a token. It has 256 bits of chance, so one round is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
