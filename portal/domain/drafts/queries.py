"""Finding drafts."""

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.drafts.models import Draft


def drafts_on(actor: Actor, page: str) -> dict[str, Draft]:
    """What this person left unsent on this page, by the form's id."""
    found = session().scalars(select(Draft).where(Draft.person_id == actor.person_id, Draft.page == page))
    return {draft.form: draft for draft in found}
