"""A colleague asks the primary contact for a place (S32)."""

from datetime import datetime
from typing import Any

from sqlalchemy import update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.errors import NotThere, RightMissing
from portal.domain.outbox.operations import post
from portal.domain.people.queries import recipient
from portal.domain.rights import Right, needs
from portal.domain.roster.changes import organisation_name, whom_to_tell
from portal.domain.roster.models import PlaceRequest
from portal.domain.roster.queries import caller_of, coming_caller, open_request_of
from portal.domain.roster.refusals import AlreadyACaller, AlreadyComing, AnsweredAlready


@needs(Right.ROSTER_ASK)
def ask_for_place(*, by: Actor, at: datetime) -> PlaceRequest:
    """Ask the primary contact for a place; who has asked and waits for an answer asks no second time (S32).

    Raises AlreadyACaller, AlreadyComing; RightMissing for staff, who have no roster to be on.
    """
    if by.organisation_id is None or by.person_id is None:
        raise RightMissing
    if caller_of(by.person_id, at) is not None:
        raise AlreadyACaller(name=by.name)
    if coming_caller(by.person_id, at) is not None:
        raise AlreadyComing(name=by.name)
    asked = open_request_of(by.person_id)
    if asked is not None:
        return asked
    request = PlaceRequest(organisation_id=by.organisation_id, person_id=by.person_id, asked_at=at)
    session().add(request)
    record(by, "place_request.asked", request, at=at, person=by.name)
    words: dict[str, Any] = {
        "person": by.name,
        "email": by.email,
        "organisation": organisation_name(by.organisation_id),
    }
    post("place_asked", to=whom_to_tell(by.organisation_id), at=at, request_id=request.id, **words)
    return request


@needs(Right.ROSTER_CHANGE)
def decline_request(request: PlaceRequest, answer: str, *, by: Actor, at: datetime) -> None:
    """Say no, with the reason; who asked is told. Yes is said by adding them. Raises AnsweredAlready."""
    if not by.is_staff and by.organisation_id != request.organisation_id:
        raise NotThere
    claimed = session().execute(
        update(PlaceRequest)
        .where(PlaceRequest.id == request.id, PlaceRequest.answered_at.is_(None))
        .values(answered_at=at, answered_by_id=by.person_id, outcome="declined", answer=answer)
    )
    if claimed.rowcount != 1:  # type: ignore[attr-defined]
        raise AnsweredAlready
    record(by, "place_request.declined", request, at=at, person=request.person.name, answer=answer)
    words: dict[str, Any] = {
        "answer": answer,
        "by": by.name,
        "organisation": organisation_name(request.organisation_id),
    }
    post("place_declined", to=recipient(request.person), at=at, **words)
