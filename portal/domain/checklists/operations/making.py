"""A list is made from the newest version of a template (V30, VR57)."""

from datetime import datetime

from portal.db import Model, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.checklists.drafts import ListDraft
from portal.domain.checklists.models import Checklist, ChecklistItem, TemplateVersion
from portal.domain.checklists.templates import MINUTE, Item, Section, content_of
from portal.domain.checklists.words import State
from portal.domain.rights import Right, needs


@needs(Right.CHECKLIST_TICK)
def make_checklist(
    version: TemplateVersion, draft: ListDraft, about: Model | None = None, *, by: Actor, at: datetime
) -> Checklist:
    """A list to go through; it keeps this version, whatever becomes of the template (VE12).

    `version` comes with its template. Due times hang on the draft's anchor, which may be none.
    """
    content = content_of(version.content)
    checklist = Checklist(
        version_id=version.id,
        version=version,
        department=version.template.department,
        who_may=draft.who_may or version.template.who_may,
        place=draft.place,
        about_kind=about.__tablename__ if about else "",
        about_id=about.id if about else None,  # type: ignore[attr-defined]
        task_id=draft.task.id if draft.task else None,
        anchor_at=draft.anchor_at,
        due_at=_due(draft, content.due_minutes),
        made_at=at,
        made_by_id=by.person_id,
    )
    checklist.items = [
        _item(position, section, item, draft) for position, (section, item) in enumerate(content.items())
    ]
    session().add(checklist)
    record(by, "checklist.made", checklist, at=at, template=version.template.slug, version=version.number)
    return checklist


def _item(position: int, section: Section, item: Item, draft: ListDraft) -> ChecklistItem:
    return ChecklistItem(
        position=position,
        code=item.code,
        section=section.name,
        section_zh=section.name_zh,
        text=_text(item, draft, 0),
        text_zh=_text(item, draft, 1),
        kind=item.kind,
        department=item.department,
        is_critical=item.is_critical,
        photo=item.photo,
        needs_note=item.needs_note,
        par=item.par,
        due_at=None if item.due_minutes is None else _due(draft, item.due_minutes),
        state=State.OPEN,
        is_contradicted=False,
        notes=0,
        photos=0,
    )


def _text(item: Item, draft: ListDraft, language: int) -> str:
    """What the item asks, in English or Chinese, with what was ordered where it asks for that."""
    asked, colon, comma = ((item.text, ": ", ", "), (item.text_zh, "：", "、"))[language]
    if not (item.names_amenities and draft.amenities and asked):
        return asked
    return asked + colon + comma.join(names[language] or names[0] for names in draft.amenities)


def _due(draft: ListDraft, minutes: int) -> datetime | None:
    return draft.anchor_at + minutes * MINUTE if draft.anchor_at else None
