"""The open lists of one's departments, one of them, and a new one (V31, V35)."""

from datetime import UTC
from zoneinfo import ZoneInfo

from flask import Blueprint, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import get_timezone
from flask_babel import gettext as _

from portal.blueprints.checklists.authors import author_token
from portal.blueprints.checklists.forms import ListForm, page_number
from portal.blueprints.checklists.living import list_key, lists_key, look_at, look_at_lists
from portal.blueprints.checklists.showing import called, title_of
from portal.blueprints.checklists.tablet_words import tablet_words
from portal.clock import now
from portal.domain.checklists.drafts import ListDraft
from portal.domain.checklists.operations import make_checklist
from portal.domain.checklists.queries import checklist_for, newest_version, templates_for
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.live import drawn
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("lists", __name__)


@bp.get("")
@requires(Right.CHECKLIST_TICK)
def index() -> ResponseReturnValue:
    """What is due first on top."""
    return page("checklists/index.html", live=drawn(lists_key(), look_at_lists), hand=cookie.get("hand", "right"))


@bp.get("/new")
@requires(make_checklist)
def new() -> ResponseReturnValue:
    """From a template."""
    return page("checklists/new.html", form=_form())


@bp.post("")
@requires(make_checklist)
def create() -> ResponseReturnValue:
    """Made, and opened at once."""
    form = _form()
    version = newest_version(str(form.template.data)) if form.validate() else None
    if version is None or version.template.slug not in {str(choice[0]) for choice in form.template.choices}:
        return invalid("checklists/new.html", form=form)
    zone, local = ZoneInfo(str(get_timezone())), form.anchor_at.data
    anchor_at = local.replace(tzinfo=zone).astimezone(UTC) if local else None
    checklist = make_checklist(version, ListDraft(form.where.data or "", anchor_at), by=actor(), at=now())
    return changed(to=url_for(".show", checklist_id=checklist.id))


@bp.get("/<int:checklist_id>")
@requires(Right.CHECKLIST_TICK)
def show(checklist_id: int) -> ResponseReturnValue:
    """The list, to be gone through with one thumb."""
    checklist = or_404(checklist_for(actor(), checklist_id))
    return page(
        "checklists/show.html",
        checklist=checklist,
        title=title_of(checklist),
        live=drawn(list_key(checklist), lambda: look_at(checklist)),
        page_number=page_number(),
        hand=cookie.get("hand", "right"),
        author=author_token(actor()),
        words=tablet_words(),
    )


def _form() -> ListForm:
    """With the templates of one's own departments."""
    form = ListForm()
    mine = templates_for(actor())
    form.template.choices = [("", _("Choose")), *((one.slug, called(one.name, one.name_zh)) for one in mine)]
    if request.method == "GET" and form.kept_at is None:
        form.template.data = request.args.get("template", "")
    return form
