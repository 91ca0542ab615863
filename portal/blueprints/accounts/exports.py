"""Everything about a person, as one file (P24)."""

from typing import IO

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.clock import now
from portal.domain.exports.operations import export_person
from portal.domain.exports.queries import write_person
from portal.domain.people.queries import person_for
from portal.web.admission import actor, beforehand, requires
from portal.web.downloads import ZIP, download, written
from portal.web.responses import or_404
from portal.web.uploads import store

bp = Blueprint("exports", __name__, url_prefix="/people/<int:person_id>/export")


def filled(person_id: int) -> IO[bytes]:
    """The file, written while nobody waits for the writing transaction."""
    person = or_404(person_for(actor(), person_id))
    return written(lambda file: write_person(person, store(), file, actor=actor()))


@bp.post("")
@requires(export_person)
@beforehand(filled)
def create(person_id: int, done: IO[bytes]) -> ResponseReturnValue:
    """Note who took it, and hand it over."""
    export_person(or_404(person_for(actor(), person_id)), by=actor(), at=now())
    return download(done, name=f"person-{person_id}-{now():%Y-%m-%d}.zip", media_type=ZIP)
