"""Lists to begin with, from defaults.toml: the VIP room check, readiness, daily duties, service standards (V35)."""

import tomllib
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.checklists.drafts import TemplateDraft
from portal.domain.checklists.models import ChecklistTemplate
from portal.domain.checklists.operations.templates import make_template
from portal.domain.checklists.templates import Content, content_of
from portal.domain.departments.words import Department, Post

DEFAULTS = Path(__file__).with_name("defaults.toml")


def default_templates() -> list[tuple[TemplateDraft, Content]]:
    """What the file says."""
    said = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    return [
        (
            TemplateDraft(
                slug=one["slug"],
                name=one["name"],
                name_zh=one["name_zh"],
                department=Department(one["department"]),
                who_may=Post(one["who_may"]) if "who_may" in one else None,
            ),
            content_of(one),
        )
        for one in said["templates"]
    ]


def seed_templates(*, by: Actor, at: datetime) -> None:
    """Fill a house without templates; one that has any is left as it made them."""
    if session().scalar(select(ChecklistTemplate.id).limit(1)) is None:
        for draft, content in default_templates():
            make_template(draft, content, by=by, at=at)
