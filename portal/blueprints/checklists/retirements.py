"""A template is used no more; lists that run go on (V30)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.checklists.operations import retire_template
from portal.domain.checklists.queries import template_with_versions
from portal.web.admission import actor, requires
from portal.web.responses import changed, or_404

bp = Blueprint("retirements", __name__)


@bp.post("")
@requires(retire_template)
def create(slug: str) -> ResponseReturnValue:
    """Retired already: nothing happens."""
    template, _versions = or_404(template_with_versions(slug))
    retire_template(template, by=actor(), at=now())
    return changed(to=url_for("checklists.templates.index"), notice=_("No list is made from it any more."))
