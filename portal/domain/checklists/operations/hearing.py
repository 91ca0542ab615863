"""Taking in what a tablet kept while it had no network: each statement for itself, exactly once (V33, VE14-VE19)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from portal.domain.actors import Actor
from portal.domain.checklists.drafts import Statement
from portal.domain.checklists.models import Checklist, ChecklistEvent, ChecklistItem
from portal.domain.checklists.operations.saying import say
from portal.domain.checklists.refusals import AuthorGone
from portal.domain.checklists.words import Said
from portal.domain.errors import NotThere, Refused
from portal.domain.rights import Right, needs


@dataclass(frozen=True, slots=True)
class Sent:
    """A statement as it came: about which item, and who said it when that isn't who sends it."""

    item: ChecklistItem | None  # None: there is no such item in this list
    said: Statement
    author: Actor | None = None
    is_by_nobody: bool = False  # it claims an author who can't be believed, or isn't there any more


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one: an event, or a refusal, which is final either way (VE18)."""

    key: str
    event: ChecklistEvent | None = None
    refusal: Refused | None = None
    is_new: bool = False  # False too when it had been taken in before


@needs(Right.CHECKLIST_TICK)
def take_in(checklist: Checklist, sent: Sequence[Sent], *, by: Actor, at: datetime) -> list[Answer]:
    """One after the other, in the order in which they were said. A refused one holds up none of the others."""
    return [_answer(checklist, one, by, at) for one in sent]


def _answer(checklist: Checklist, sent: Sent, by: Actor, at: datetime) -> Answer:
    """`say` refuses before it writes anything, so nothing is to be undone."""
    try:
        said = _as_its_author(sent, by)
        if sent.item is None:
            raise NotThere
        heard = say(checklist, sent.item, said, by=by, at=at)
        return Answer(said.key, heard.event, is_new=heard.is_new)
    except Refused as refusal:
        return Answer(sent.said.key, refusal=refusal)


def _as_its_author(sent: Sent, by: Actor) -> Statement:
    """Another's sign-in carries the bytes, not the name; nor does it lend its rights (VE19)."""
    author = sent.author
    if sent.is_by_nobody:
        raise AuthorGone
    if author is None or author.person_id == by.person_id:
        return sent.said
    wanted = Right.CHECKLIST_SIGN if sent.said.said == Said.ACCEPTED else Right.CHECKLIST_TICK
    if not author.may(wanted):
        raise AuthorGone
    return replace(sent.said, person_id=author.person_id)
