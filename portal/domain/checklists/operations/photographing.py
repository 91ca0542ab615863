"""A photo of an item: kept with the files of the house, said like everything else (U15, VE21, privacy 8)."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.attachments.operations import claim_uploads, keep_upload
from portal.domain.attachments.store import Stored
from portal.domain.checklists.models import Checklist, ChecklistEvent, ChecklistItem
from portal.domain.checklists.operations.hearing import Answer, Sent, take_in
from portal.domain.rights import Right, needs


@needs(Right.CHECKLIST_TICK)
def add_photo(
    checklist: Checklist, item: ChecklistItem, stored: Stored, sent: Sent, *, by: Actor, at: datetime
) -> Answer:
    """The photo stands by its item. The same key again is the first answer; its file is the caller's to discard then,
    as when the answer is a refusal.
    """
    before = session().scalar(select(ChecklistEvent).where(ChecklistEvent.key == sent.said.key))
    if before is not None:
        return Answer(sent.said.key, before)
    place = f"/checklists/{checklist.id}#item-{item.id}"
    kept = keep_upload(stored, f"{item.code}.jpg", place, by=by, at=at)
    session().flush()  # its id is part of what is sealed
    claim_uploads(place, by=by, at=at)
    return take_in(checklist, [replace(sent, said=replace(sent.said, photo_id=kept.id))], by=by, at=at)[0]
