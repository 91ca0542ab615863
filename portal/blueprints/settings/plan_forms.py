"""The form of a plan: everything that S1-S23 say of it, as plain fields."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import NumberRange, Optional, Regexp, ValidationError

from portal.domain.calendars.models import Calendar
from portal.domain.organisations.drafts import PlanDraft, TargetDraft
from portal.domain.organisations.queries import PLAN_FACTS
from portal.domain.organisations.rules import ANYWHERE, SEVERAL, SEVERITIES, Clock, Entitlement
from portal.domain.organisations.words import CLOCKS, ENTITLEMENTS
from portal.web.countries import is_country
from portal.web.fields import IntegerField
from portal.web.formats import known_name
from portal.web.forms import AtMost, Needed
from portal.web.versions import VersionedForm

_LENGTH = re.compile(r"(\d{1,4})(?::([0-5]\d))?")
_COUNTRIES_HINT = _l("Two letters each with blanks between, for example US CA; * for worldwide.")


def minutes_of(text: str) -> int | None:
    """4:00 or 4 are four hours, 0:30 half an hour. None for nothing typed. Raises ValueError."""
    if not text:
        return None
    found = _LENGTH.fullmatch(text)
    minutes = int(found[1]) * 60 + int(found[2] or 0) if found else 0
    if minutes <= 0:
        raise ValueError(text)
    return minutes


def written(minutes: int | None) -> str:
    """As it is typed: 4:00."""
    return f"{minutes // 60}:{minutes % 60:02}" if minutes else ""


class LengthField(StringField):
    """Hours and minutes, h:mm; empty for none."""

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms' own signature
        """Say how it is written."""
        try:
            minutes_of(self.data or "")
        except ValueError:
            raise ValidationError(_("Enter hours and minutes, for example 4:00 or 0:30.")) from None

    @property
    def minutes(self) -> int | None:
        """As a number of minutes."""
        return minutes_of(self.data or "")


def _at_most(most: int) -> list[Any]:
    sentence = _l("Enter a number from 1 to %(most)d, or leave it empty.", most=most)
    return [Optional(), NumberRange(1, most, message=sentence)]


def _clock(label: str) -> RadioField:
    return RadioField(label, choices=[(str(clock), _l(words)) for clock, words in CLOCKS.items()], default="business")


class PlanForm(VersionedForm):
    """Everything of a plan."""

    id = "plan"

    name = StringField(_l("Name of the plan"), [Needed(_l("Enter the name that customers know.")), AtMost(60)])
    slug = StringField(
        _l("Short name"),
        [
            Needed(_l("Enter a short name.")),
            Regexp(
                r"^[a-z0-9]+(-[a-z0-9]+)*$", message=_l("Use small letters, digits and hyphens, for example elite.")
            ),
            AtMost(60),
        ],
        description=_l("The command line and imports know the plan by it."),
    )
    position = IntegerField(
        _l("Place in lists"), [Optional(), NumberRange(0, 1000, message=_l("Enter a number from 0 to 1,000."))]
    )
    calendar_id = SelectField(_l("Business hours of"), [Needed(_l("Choose a calendar."))], coerce=int)
    target_1, clock_1 = LengthField(_l("First response within")), _clock(_l("Counted"))
    target_2, clock_2 = LengthField(_l("First response within")), _clock(_l("Counted"))
    target_3, clock_3 = LengthField(_l("First response within")), _clock(_l("Counted"))
    target_4, clock_4 = LengthField(_l("First response within")), _clock(_l("Counted"))
    callers_included = IntegerField(
        _l("Named callers included"),
        [Needed(_l("Enter how many.")), NumberRange(1, 1000, message=_l("Enter a number from 1 to 1,000."))],
    )
    callers_per_option = IntegerField(
        _l("More named callers with each option"),
        [Optional(), NumberRange(0, 100, message=_l("Enter a number from 0 to 100."))],
        description=_l("0: no options can be bought."),
    )
    caller_countries = StringField(
        _l("Named callers may be in"), [Needed(_l("Enter countries, or * for worldwide."))], description=_COUNTRIES_HINT
    )
    device_countries = StringField(
        _l("Devices may be in"),
        [Needed(_l("Enter countries, or * for worldwide."))],
        description=_l("Two letters each with blanks between; “several” for several countries; * for worldwide."),
    )
    tickets_per_year = IntegerField(
        _l("Tickets in a contract year"), _at_most(100_000), description=_l("Empty: as many as they need.")
    )
    largest_size = IntegerField(
        _l("Largest customer"), _at_most(10_000_000), description=_l("People who work there. Empty: any size.")
    )
    longest_days = IntegerField(_l("Longest term in days"), _at_most(10_000), description=_l("Empty: as agreed."))
    work = LengthField(_l("Work included"), description=_l("Hours and minutes, for example 8:00. Empty: no bound."))
    session = LengthField(
        _l("A remote session lasts at most"), description=_l("Hours and minutes, for example 2:00. Empty: no bound.")
    )
    includes = SelectMultipleField(
        _l("Included"), choices=[(str(one), _l(words)) for one, words in ENTITLEMENTS.items()]
    )

    def offer(self, calendars: list[Calendar]) -> "PlanForm":
        """The calendars that can be chosen."""
        self.calendar_id.choices = [(calendar.id, known_name(calendar.name)) for calendar in calendars]
        return self

    def validate_caller_countries(self, field: StringField) -> None:
        """Known countries, or any."""
        _require_countries(field.data, {ANYWHERE})

    def validate_device_countries(self, field: StringField) -> None:
        """Known countries, several, or any."""
        _require_countries(field.data, {ANYWHERE, SEVERAL})

    def draft(self) -> PlanDraft:
        """As domain values."""
        return PlanDraft(
            slug=self.slug.data,
            name=self.name.data,
            calendar_id=self.calendar_id.data,
            targets=tuple(
                TargetDraft(Clock(self[f"clock_{severity}"].data), self[f"target_{severity}"].minutes)
                for severity in SEVERITIES
            ),
            includes=frozenset(Entitlement(one) for one in self.includes.data or ()),
            position=self.position.data or 0,
            callers_included=self.callers_included.data,
            callers_per_option=self.callers_per_option.data or 0,
            caller_countries=_tidy(self.caller_countries.data),
            device_countries=_tidy(self.device_countries.data),
            tickets_per_year=self.tickets_per_year.data,
            largest_size=self.largest_size.data,
            longest_days=self.longest_days.data,
            work_minutes=self.work.minutes,
            session_minutes=self.session.minutes,
        )


def typed(draft: PlanDraft) -> dict[str, Any]:
    """A plan as the form's fields hold it."""
    fields: dict[str, Any] = {name: getattr(draft, name) for name in PLAN_FACTS if not name.endswith("_minutes")}
    for severity, target in enumerate(draft.targets, start=1):
        fields[f"target_{severity}"], fields[f"clock_{severity}"] = written(target.minutes), str(target.clock)
    fields["includes"] = [str(one) for one in draft.includes]
    return {**fields, "work": written(draft.work_minutes), "session": written(draft.session_minutes)}


def _tidy(text: str) -> str:
    """US CA for " us, ca"; the words for any and several as they are."""
    return text if text in (ANYWHERE, SEVERAL) else " ".join(text.upper().replace(",", " ").split())


def _require_countries(text: str, words: set[str]) -> None:
    unknown = [code for code in _tidy(text or "").split() if code not in words and not is_country(code)]
    if unknown:
        raise ValidationError(
            _("%(code)s is no country. Enter two letters each with blanks between, or *.", code=unknown[0])
        )
