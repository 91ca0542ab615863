"""Saving, renaming and deleting views of the queue (Q4)."""

from datetime import datetime

from sqlalchemy import delete, func, select

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.errors import RightMissing
from portal.domain.promises.models import QueueView
from portal.domain.promises.refusals import TooManyViews, ViewNameTaken
from portal.domain.promises.views import seen_by
from portal.domain.rights import Right, needs

DOOR = "views of the queue"  # one for all: names are looked for among the team's as well
MOST = 20  # of one's own, and of the team's


@needs(Right.QUEUE_SEE)
def save_view(name: str, choices: str, *, is_shared: bool, by: Actor, at: datetime) -> QueueView:
    """Keep these choices under a name; for the team only with the right to (QUEUE_SHARE).

    Sent twice it is the view that is there. Refuses ViewNameTaken, TooManyViews.
    """
    if by.person_id is None or (is_shared and not by.may(Right.QUEUE_SHARE)):
        raise RightMissing
    one_at_a_time(DOOR)
    same = select(QueueView).where(QueueView.person_id == by.person_id, QueueView.is_shared.is_(is_shared))
    saved = session().scalar(same.where(QueueView.name == name, QueueView.choices == choices))
    return saved or _save(name, choices, is_shared=is_shared, by=by, at=at)


@needs(Right.QUEUE_SEE)
def rename_view(view: QueueView, name: str, *, by: Actor, at: datetime) -> None:
    """Call it otherwise. Refuses ViewNameTaken."""
    _refuse_unless_theirs(view, by)
    one_at_a_time(DOOR)
    if name != view.name:
        _refuse_taken(name, by)
        record(by, "queue_view.renamed", view, at=at, before=view.name, name=name)
        view.name = name


@needs(Right.QUEUE_SEE)
def delete_view(view: QueueView, *, by: Actor, at: datetime) -> None:
    """It is gone; bookmarks of its address go on to work."""
    _refuse_unless_theirs(view, by)
    record(by, "queue_view.deleted", view, at=at, name=view.name)
    session().delete(view)


@needs(Right.PERSON_ERASE)
def forget_views_of(person_id: int, *, by: Actor, at: datetime) -> None:  # noqa: ARG001 - every operation names its moment
    """Delete an erased person's own views (P24). The team's stay: they tell of nobody, and their saver is anonymous."""
    own = delete(QueueView).where(QueueView.person_id == person_id, QueueView.is_shared.is_(False))
    session().execute(own)


def _save(name: str, choices: str, *, is_shared: bool, by: Actor, at: datetime) -> QueueView:
    _refuse_taken(name, by)
    of_kind = select(func.count()).where(QueueView.is_shared.is_(is_shared))
    if not is_shared:
        of_kind = of_kind.where(QueueView.person_id == by.person_id)
    if session().scalars(of_kind).one() >= MOST:
        raise TooManyViews(most=MOST)
    view = QueueView(person_id=by.person_id, name=name, choices=choices, is_shared=is_shared, saved_at=at)
    session().add(view)
    record(by, "queue_view.saved", view, at=at, name=name, is_shared=is_shared)
    return view


def _refuse_unless_theirs(view: QueueView, by: Actor) -> None:
    """The team's are kept by who may share."""
    if view.is_shared and not by.may(Right.QUEUE_SHARE):
        raise RightMissing


def _refuse_taken(name: str, by: Actor) -> None:
    if session().scalar(select(QueueView.id).where(seen_by(by), QueueView.name == name).limit(1)):
        raise ViewNameTaken(name=name)
