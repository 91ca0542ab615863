"""Everything of an organisation, as one file (P24)."""

from typing import IO

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.clock import now
from portal.domain.exports.operations import export_organisation
from portal.domain.exports.queries import write_organisation
from portal.domain.organisations.queries import organisation_for
from portal.web.admission import actor, beforehand, requires
from portal.web.downloads import ZIP, download, written
from portal.web.responses import or_404
from portal.web.uploads import store

bp = Blueprint("exports", __name__)


def filled(organisation_id: int) -> IO[bytes]:
    """The file, written while nobody waits for the writing transaction."""
    organisation = or_404(organisation_for(actor(), organisation_id))
    return written(lambda file: write_organisation(organisation, store(), file, actor=actor()))


@bp.post("")
@requires(export_organisation)
@beforehand(filled)
def create(organisation_id: int, done: IO[bytes]) -> ResponseReturnValue:
    """Note who took it, and hand it over."""
    organisation = or_404(organisation_for(actor(), organisation_id))
    export_organisation(organisation, by=actor(), at=now())
    return download(done, name=f"organisation-{organisation_id}-{now():%Y-%m-%d}.zip", media_type=ZIP)
