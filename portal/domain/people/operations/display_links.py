"""Links by which a screen shows a board without an account (Q6): made once, shown once, revoked at any moment."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select, update

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.people.models import DisplayLink
from portal.domain.people.queries import hashed
from portal.domain.people.rules import Board, Theme
from portal.domain.rights import Right, needs


@dataclass(frozen=True, slots=True)
class DisplayDraft:
    """A screen as an administrator describes it."""

    name: str
    locale: str = "en"
    is_in_turn: bool = False
    theme: Theme = Theme.AUTO
    board: Board = Board.QUEUE
    severity_to: int | None = None  # 2: severities 1 and 2 alone
    plan_id: int | None = None


@needs(Right.DISPLAY_CHANGE)
def make_display_link(draft: DisplayDraft, token: str, *, by: Actor, at: datetime) -> DisplayLink:
    """Let whoever holds `token` see the board. It is stored as a hash: who loses it makes another.

    `token`: a new_token(), or the token_of() a form, so that the form sent twice is the link that is there.
    """
    one_at_a_time("display links")
    if (made := session().scalar(select(DisplayLink).where(DisplayLink.token_hash == hashed(token)))) is not None:
        return made
    link = DisplayLink(**asdict(draft), token_hash=hashed(token), made_at=at, made_by_id=by.person_id)
    session().add(link)
    record(by, "display_link.made", link, at=at, **asdict(draft))
    return link


@needs(Right.DISPLAY_CHANGE)
def revoke_display_link(link: DisplayLink, *, by: Actor, at: datetime) -> None:
    """The screen shows nothing any more; what is revoked stays so, by whom and when it was first."""
    revoked = session().execute(
        update(DisplayLink)
        .where(DisplayLink.id == link.id, DisplayLink.revoked_at.is_(None))
        .values(revoked_at=at, revoked_by_id=by.person_id)
    )
    if revoked.rowcount:  # type: ignore[attr-defined]
        record(by, "display_link.revoked", link, at=at, name=link.name)
