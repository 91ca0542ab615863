"""What is said on the phone, by reason and language; each change is a version (BR8)."""

from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.outreach.forms import ScriptForm
from portal.blueprints.outreach.saying import said_in
from portal.clock import now
from portal.domain.outreach.operations import write_script
from portal.domain.outreach.queries import versions_of
from portal.domain.outreach.rules import MERGE_FIELDS
from portal.domain.outreach.scripts import INCOMING
from portal.showing.desk_words import REASONS
from portal.web.admission import actor, requires
from portal.web.reading import LOCALES
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("scripts", __name__)


@bp.get("")
@requires(write_script)
def index() -> ResponseReturnValue:
    """All of them."""
    return page("outreach/scripts/index.html", kinds=_kinds(), languages=LOCALES)


@bp.get("/<string(maxlength=20):kind>/<string(maxlength=20):locale>")
@requires(write_script)
def edit(kind: str, locale: str) -> ResponseReturnValue:
    """The words in force, to be changed, and what was said before."""
    known = _known(kind, locale)
    return page("outreach/scripts/edit.html", form=ScriptForm(data={"words": said_in(kind, locale)[0]}), **known)


@bp.post("/<string(maxlength=20):kind>/<string(maxlength=20):locale>")
@requires(write_script)
def update(kind: str, locale: str) -> ResponseReturnValue:
    """A new version."""
    known = _known(kind, locale)
    form = ScriptForm()
    if not form.validate():
        return invalid("outreach/scripts/edit.html", form=form, **known)
    script = write_script(kind, locale, form.words.data, by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("Version %(number)d is said from now on.", number=script.version))


def _kinds() -> dict[str, object]:
    return {**REASONS, INCOMING: _("Incoming call")}


def _known(kind: str, locale: str) -> dict[str, Any]:
    name = or_404(_kinds().get(kind))
    language = or_404(LOCALES.get(locale))
    return {
        "kind": kind,
        "locale": locale,
        "title": f"{name} · {language}",
        "versions": versions_of(kind, locale),
        "fields": [f"{{{field}}}" for field in MERGE_FIELDS],
    }
