"""The rest of a section at one touch: an event for each item, marked (U12)."""

import re

from flask import request

from portal.blueprints.checklists.arriving import whole
from portal.domain.checklists.drafts import Statement
from portal.domain.checklists.models import Checklist, ChecklistItem
from portal.domain.checklists.words import Kind, Photo, Said, State

REST = re.compile(r"\d{1,10}")


def rest_of_section(checklist: Checklist, first: str) -> list[tuple[ChecklistItem, Statement]]:
    """What is open of the section of the item `first` and may be answered together: no critical ones, no counts."""
    begin = next((item for item in checklist.items if REST.fullmatch(first) and item.id == int(first)), None)
    if begin is None:
        return []
    page, seen = request.form.get("page", "")[:16], whole(request.form.get("seen"))
    return [
        (
            item,
            Statement(f"{page}-{item.id}-{Said.PASSED}-{seen}", Said.PASSED, seen_id=seen, is_bulk=True),
        )
        for item in checklist.items
        if item.section == begin.section and is_plain(item) and item.state == State.OPEN
    ]


def is_plain(item: ChecklistItem) -> bool:
    """A tick that is neither critical nor wants a picture."""
    return item.kind == Kind.TICK and not item.is_critical and item.photo != Photo.ALWAYS
