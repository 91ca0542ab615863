"""Forms of checklists. What is said about an item comes in fields that carry the item's number: reason-12."""

import re
import secrets
from datetime import timedelta

from flask import request
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, Optional, Regexp

from portal.blueprints.checklists.words import DEPARTMENTS, POSTS
from portal.clock import now
from portal.domain.checklists.drafts import Statement
from portal.domain.checklists.words import Said
from portal.domain.departments.words import Department
from portal.web.fields import DateTimeLocalField
from portal.web.forms import AtMost, Needed, PortalForm, clean
from portal.web.ids import key
from portal.web.versions import VersionedForm

SAY = re.compile(r"(\d{1,10}) ([a-z_]{1,20})")
LONGEST_REASON = 500
MOST_MINUTES = 7 * 24 * 60
LONGEST_NUMBER = 5  # digits of a count
HOW_TO_WRITE = _l(
    "A line that begins with # is a section. An item is: code | text | text in Chinese | department | marks. "
    "Marks: critical, photo, no-photo, note, count=24, prohibited, due=-90."
)
MINUTES = Regexp(r"-?\d{1,5}$", message=_l("Enter a number of minutes, for example -60."))


def page_number() -> str:
    """Of a page as it was drawn: the same button of it, touched twice, is one statement (VE14)."""
    return secrets.token_hex(8)


class StatementForm(PortalForm):
    """One button of a list: "12 passed", with what was filled in beside it."""

    id = "act"
    keeps_drafts = False

    say = StringField(validators=[Regexp(SAY)])
    page = HiddenField(validators=[Regexp(r"[0-9a-f]{16}")])
    seen = HiddenField(validators=[Regexp(r"\d{1,18}")])

    @property
    def item_id(self) -> int:
        """Which item; 0: none."""
        found = SAY.fullmatch(str(self.say.data or ""))
        try:
            return key(found[1]) if found else 0
        except ValueError:
            return 0

    @property
    def said(self) -> Said | None:
        """What was said; None: a word that isn't one."""
        found = SAY.fullmatch(str(self.say.data or ""))
        return Said(found[2]) if found and found[2] in set(Said) else None

    def of_item(self, name: str) -> str:
        """What stands in one of the item's own fields."""
        return str(clean(request.form.get(f"{name}-{self.item_id}", "")))[:LONGEST_REASON]

    @property
    def photo(self) -> FileStorage | None:
        """That came with it, without JavaScript."""
        sent = (request.files.get(f"{name}-{self.item_id}") for name in ("photo", "shot"))
        return next((file for file in sent if file is not None and file.filename), None)

    def validate(self, extra_validators: object = None) -> bool:
        """Only what the page's own buttons send."""
        return bool(super().validate(extra_validators)) and self.said is not None

    def statement(self) -> Statement:
        """As a value."""
        said = self.said or Said.NOTE
        number, minutes, department = (self.of_item(name) for name in ("found", "due", "department"))
        return Statement(
            key=f"{self.page.data}-{self.item_id}-{said}-{self.seen.data}",
            said=said,
            reason=self._reason(said),
            found=int(number) if number.isdecimal() and len(number) <= LONGEST_NUMBER and said == Said.PASSED else None,
            department=Department(department) if said == Said.FAILED and department in set(Department) else None,
            fix_by=now() + in_minutes(minutes) if said == Said.FAILED and minutes_of(minutes) else None,
            seen_id=int(str(self.seen.data)),
        )

    def _reason(self, said: Said) -> str:
        """A fault has a word and a few more; others the text beside them."""
        if said == Said.FAILED:
            return ": ".join(part for part in (self.of_item("reason"), self.of_item("what")) if part)[:LONGEST_REASON]
        return (
            (self.of_item("text") or self.of_item("note"))
            if said in (Said.NOTE, Said.NOT_APPLICABLE, Said.ACCEPTED)
            else ""
        )


def minutes_of(text: str) -> int:
    """How many; 0: as usual."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER and int(text) <= MOST_MINUTES else 0


def in_minutes(text: str) -> timedelta:
    """That long from now."""
    return timedelta(minutes=minutes_of(text))


class ListForm(PortalForm):
    """A list to begin with, from a template (V35)."""

    id = "new-list"

    template = SelectField(_l("Template"), [Needed(_l("Choose a template."))], validate_choice=False)
    where = StringField(
        _l("Place"), [Optional(), AtMost(60)], description=_l("A room number, a hall, a door: what one looks for.")
    )
    anchor_at = DateTimeLocalField(
        _l("The guest comes at"),
        [Optional()],
        description=_l("Items and list are due before it. Empty: the list has no due time."),
    )


class PaperForm(PortalForm):
    """Answers that were ticked on paper while the power was out (U21)."""

    id = "paper"

    person = SelectField(_l("Who ticked it"), [Needed(_l("Choose who held the pen."))], validate_choice=False)
    at = DateTimeLocalField(_l("When, by the paper"), [Needed(_l("Enter the time that stands on the paper."))])


class TemplateForm(PortalForm):
    """A template as text: a line for each item."""

    id = "template"

    name = StringField(_l("Name of the list"), [Needed(_l("Enter what the list is called.")), AtMost(80)])
    name_zh = StringField(_l("Name in Chinese"), [Optional(), AtMost(80)])
    department = SelectField(_l("Department"), choices=list(DEPARTMENTS.items()))
    who_may = SelectField(
        _l("Who goes through it"),
        choices=[("", _l("Anybody of the department")), *POSTS.items()],
        description=_l("A post, when only its holders may."),
    )
    text = TextAreaField(
        _l("Items"),
        [Needed(_l("Write at least one item."))],
        description=HOW_TO_WRITE,
    )
    due_minutes = StringField(_l("Due, in minutes from the arrival"), [Optional(), MINUTES], default="0")


class VersionForm(VersionedForm):
    """A new version, as text; name and department stay what they were."""

    id = "new-version"

    text = TextAreaField(_l("Items"), [Needed(_l("Write at least one item."))], description=HOW_TO_WRITE)
    due_minutes = StringField(_l("Due, in minutes from the arrival"), [Optional(), MINUTES], default="0")


class HandForm(PortalForm):
    """On which side the answers stand (U3)."""

    id = "hand"
    keeps_drafts = False

    hand = HiddenField(validators=[AnyOf(("left", "right"))])
