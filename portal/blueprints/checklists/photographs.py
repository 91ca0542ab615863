"""Taking a photo in: without what the camera wrote into it, under a random name (U15, VE21, privacy 8)."""

from werkzeug.datastructures import FileStorage

from portal.blueprints.checklists.stripping import without_metadata
from portal.clock import now
from portal.domain.actors import Actor
from portal.domain.checklists.models import Checklist, ChecklistItem
from portal.domain.checklists.operations import Answer, Sent, add_photo
from portal.domain.checklists.refusals import NotAPhoto
from portal.domain.house.queries import house
from portal.web.uploads import MEGABYTE, store


def kept_photo(checklist: Checklist, item: ChecklistItem, file: FileStorage, sent: Sent, *, by: Actor) -> Answer:
    """The photo by its item. Refused: NotAPhoto, and what files are refused for."""
    plain = without_metadata(file.read(house().attachment_limit_mb * MEGABYTE + 1))
    if plain is None:
        raise NotAPhoto
    stored = store().put(plain, house().attachment_limit_mb * MEGABYTE)
    answer = add_photo(checklist, item, stored, sent, by=by, at=now())
    if not answer.is_new:
        store().discard(stored.key)
    return answer
