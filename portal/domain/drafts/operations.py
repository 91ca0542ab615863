"""Keeping and forgetting drafts."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.drafts.models import Draft
from portal.domain.drafts.queries import drafts_on
from portal.domain.house.queries import house
from portal.domain.rights import Right, needs

MOST_DRAFTS = 100  # of one person; nobody fills the database with what is never sent (threats: upload abuse)


@needs(Right.ACCOUNT_OWN)
def keep_draft(page: str, form: str, fields: dict[str, list[str]], *, by: Actor, at: datetime) -> Draft:
    """Keep what was typed into `form` on `page`, in place of what was kept of it before.

    Of more than MOST_DRAFTS the oldest are forgotten.
    """
    one_at_a_time(f"drafts of {by.person_id}")  # autosave, and the same form refused twice at once
    draft = drafts_on(by, page).get(form)
    if draft is None:
        _make_room(by)
        draft = Draft(person_id=by.person_id, page=page, form=form)
        session().add(draft)
    draft.fields, draft.kept_at = fields, at
    return draft


@needs(Right.ACCOUNT_OWN)
def forget_draft(page: str, form: str, *, by: Actor, at: datetime) -> None:  # noqa: ARG001 - every operation names its moment
    """It was sent; nothing is kept any more."""
    session().execute(delete(Draft).where(Draft.person_id == by.person_id, Draft.page == page, Draft.form == form))


@needs(Right.WORK_BY_ITSELF)
def forget_old_drafts(*, by: Actor, at: datetime) -> bool:  # noqa: ARG001 - every operation names its doer
    """Delete what was typed and never sent, once it is older than the house keeps it (P24). False: all at once."""
    session().execute(delete(Draft).where(Draft.kept_at < at - timedelta(days=house().drafts_kept_days)))
    return False


@needs(Right.PERSON_ERASE)
def forget_drafts_of(person_id: int, *, by: Actor, at: datetime) -> None:  # noqa: ARG001 - every operation names its moment
    """Delete all that an erased person typed and never sent (P24)."""
    session().execute(delete(Draft).where(Draft.person_id == person_id))


@needs(Right.PERSON_ERASE)
def forget_drafts_under(paths: Iterable[str], *, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """Delete what anybody typed on these pages, or below them, and never sent (P24)."""
    for path in paths:
        below = Draft.page.startswith(f"{path}/", autoescape=True)
        session().execute(delete(Draft).where(or_(Draft.page == path, below)))


def _make_room(by: Actor) -> None:
    """Forget the oldest: a refusal in the middle of a refusal would lose what was just typed."""
    kept = select(Draft.id).where(Draft.person_id == by.person_id).order_by(Draft.kept_at.desc(), Draft.id.desc())
    too_many = list(session().scalars(kept.offset(MOST_DRAFTS - 1)))
    if too_many:
        session().execute(delete(Draft).where(Draft.id.in_(too_many)))
