"""Templates and their versions (V30)."""

from datetime import datetime

from sqlalchemy import select

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.checklists.drafts import TemplateDraft
from portal.domain.checklists.models import ChecklistTemplate, TemplateVersion
from portal.domain.checklists.refusals import EmptyTemplate, TemplateSlugTaken
from portal.domain.checklists.templates import Content
from portal.domain.rights import Right, needs


@needs(Right.CHECKLIST_ARRANGE)
def make_template(draft: TemplateDraft, content: Content, *, by: Actor, at: datetime) -> ChecklistTemplate:
    """A template with its first version. Refused: TemplateSlugTaken, EmptyTemplate."""
    one_at_a_time("checklist templates")
    if session().scalar(select(ChecklistTemplate.id).where(ChecklistTemplate.slug == draft.slug)):
        raise TemplateSlugTaken(slug=draft.slug)
    template = ChecklistTemplate(
        slug=draft.slug,
        name=draft.name,
        name_zh=draft.name_zh,
        department=draft.department,
        who_may=draft.who_may or "",
        version=1,
        created_at=at,
    )
    session().add(template)
    record(by, "checklist_template.made", template, at=at, slug=draft.slug)
    _write(template, content, by, at)
    return template


@needs(Right.CHECKLIST_ARRANGE)
def change_template(template: ChecklistTemplate, content: Content, *, by: Actor, at: datetime) -> TemplateVersion:
    """A new version, for lists made from now on; those that run keep theirs (VE12). Refused: EmptyTemplate."""
    template.version += 1
    record(by, "checklist_template.changed", template, at=at, version=template.version)
    return _write(template, content, by, at)


@needs(Right.CHECKLIST_ARRANGE)
def retire_template(template: ChecklistTemplate, *, by: Actor, at: datetime) -> None:
    """No list is made from it any more. Retired already: nothing happens."""
    if template.retired_at is None:
        template.retired_at = at
        record(by, "checklist_template.retired", template, at=at)


def _write(template: ChecklistTemplate, content: Content, by: Actor, at: datetime) -> TemplateVersion:
    if not any(True for _item in content.items()):
        raise EmptyTemplate
    version = TemplateVersion(
        template_id=template.id,
        template=template,
        number=template.version,
        content=content.as_json(),
        made_at=at,
        made_by_id=by.person_id,
    )
    session().add(version)
    return version
