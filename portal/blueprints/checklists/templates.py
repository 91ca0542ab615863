"""Templates of lists: what there is, a new one (V30)."""

import re

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.checklists.forms import TemplateForm
from portal.blueprints.checklists.showing import called
from portal.blueprints.checklists.words import DEPARTMENTS, POSTS
from portal.clock import now
from portal.domain.checklists.drafts import TemplateDraft
from portal.domain.checklists.models import ChecklistTemplate
from portal.domain.checklists.operations import make_template
from portal.domain.checklists.queries import template_with_versions
from portal.domain.checklists.queries import templates as templates_in_use
from portal.domain.checklists.templates import Content, content_of
from portal.domain.checklists.writing import read
from portal.domain.departments.words import Department, Post
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("templates", __name__)
_NO_SLUG = re.compile(r"[^a-z0-9]+")


@bp.get("")
@requires(Right.CHECKLIST_ARRANGE)
def index() -> ResponseReturnValue:
    """Those in use, by name."""
    return page("checklists/templates/index.html", templates=[template_row(one) for one in templates_in_use()])


@bp.get("/new")
@requires(make_template)
def new() -> ResponseReturnValue:
    """As text."""
    return page("checklists/templates/new.html", form=TemplateForm())


@bp.post("")
@requires(make_template)
def create() -> ResponseReturnValue:
    """Its address is made from its name."""
    form = TemplateForm()
    if not form.validate():
        return invalid("checklists/templates/new.html", form=form)
    department = Department(form.department.data)
    content = read(form.text.data or "", department, Content((), int(form.due_minutes.data or 0)))
    template = make_template(draft_of(form, department), content, by=actor(), at=now())
    return changed(to=url_for(".show", slug=template.slug), notice=_("Template made."))


@bp.get("/<string(maxlength=80):slug>")
@requires(Right.CHECKLIST_ARRANGE)
def show(slug: str) -> ResponseReturnValue:
    """The version in force, and those before it."""
    template, versions = or_404(template_with_versions(slug))
    return page(
        "checklists/templates/show.html",
        about=template_row(template),
        versions=versions,
        content=content_of(versions[0].content),
        departments=DEPARTMENTS,
        posts=POSTS,
        called=called,
    )


def draft_of(form: TemplateForm, department: Department) -> TemplateDraft:
    """Its facts beside the items."""
    name = form.name.data or ""
    slug = _NO_SLUG.sub("-", name.lower()).strip("-")[:60] or f"list-{now():%Y%m%d-%H%M%S}"
    return TemplateDraft(
        slug, name, form.name_zh.data or "", department, Post(form.who_may.data) if form.who_may.data else None
    )


def template_row(template: ChecklistTemplate) -> dict[str, object]:
    """A line of the list."""
    return {
        "id": template.id,
        "slug": template.slug,
        "name": called(template.name, template.name_zh),
        "department": DEPARTMENTS[template.department],
        "who": POSTS[template.who_may] if template.who_may else "",
        "version": template.version,
        "is_retired": template.retired_at is not None,
        "href": url_for("checklists.templates.show", slug=template.slug),
    }
