"""A new version of a template; running lists keep theirs (VE12)."""

from dataclasses import replace

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.checklists.forms import VersionForm
from portal.blueprints.checklists.templates import template_row
from portal.clock import now
from portal.domain.checklists.operations import change_template
from portal.domain.checklists.queries import template_with_versions
from portal.domain.checklists.templates import content_of
from portal.domain.checklists.writing import read, written
from portal.domain.departments.words import Department
from portal.domain.errors import ChangedMeanwhile
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("versions", __name__)


@bp.get("/new")
@requires(change_template)
def new(slug: str) -> ResponseReturnValue:
    """The text of the version in force."""
    template, versions = or_404(template_with_versions(slug))
    form, content = VersionForm(), content_of(versions[0].content)
    if form.kept_at is None:
        form.text.data, form.due_minutes.data = written(content), str(content.due_minutes)
    form.begin_at(template.version)
    return page("checklists/templates/edit.html", form=form, about=template_row(template))


@bp.post("")
@requires(change_template)
def create(slug: str) -> ResponseReturnValue:
    """What was typed is kept when a line can't be read, or somebody else was faster."""
    template, versions = or_404(template_with_versions(slug))
    form = VersionForm()
    if not form.validate():
        return invalid("checklists/templates/edit.html", form=form, about=template_row(template))
    before = replace(content_of(versions[0].content), due_minutes=int(form.due_minutes.data or 0))
    content = read(form.text.data or "", Department(template.department), before)
    if form.seen_version != template.version:
        raise ChangedMeanwhile
    change_template(template, content, by=actor(), at=now())
    return changed(to=url_for("checklists.templates.show", slug=slug), notice=_("New version made."))
