"""The form of a calendar: hours per weekday, holidays to tick, own days by the line."""

from collections.abc import Callable

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField, SubmitField, TextAreaField
from wtforms.validators import ValidationError

from portal.blueprints.settings.forms import ZONES
from portal.clock import now
from portal.domain.calendars.drafts import CalendarDraft, guide_calendar
from portal.domain.calendars.holidays import LibraryHoliday, library_countries, library_names
from portal.domain.calendars.hours import read_hours, written_hours
from portal.domain.calendars.lines import read_recurring, read_single, written_recurring, written_single
from portal.domain.calendars.operations import CalendarNameTaken
from portal.domain.calendars.rules import local_date, require_hours
from portal.domain.errors import Refused
from portal.web.errors import said
from portal.web.formats import known_name
from portal.web.forms import AtMost, Needed, PortalForm

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOURS = _l("For example 08:00-20:00, or 08:00-12:00, 13:00-17:00. Empty: closed.")


def readable(read: Callable[[str], object]) -> Callable[[PortalForm, StringField], None]:
    """A validator: what the domain can't read is refused at the field with the domain's sentence."""

    def check(_form: PortalForm, field: StringField) -> None:
        try:
            read(field.data or "")
        except Refused as refusal:
            raise ValidationError(said(refusal)) from None

    return check


def _weekday(label: str) -> StringField:
    return StringField(label, [AtMost(120), readable(read_hours)])


class CalendarForm(PortalForm):
    """A calendar. `labels` are the names that people here use for holidays of the library."""

    id = "calendar"

    name = StringField(
        _l("Name of the calendar"), [Needed(_l("Enter a name by which plans can refer to it.")), AtMost(80)]
    )
    zone = SelectField(_l("Time zone"), choices={zone: zone for zone in ZONES}, default="America/New_York")
    monday = _weekday(_l("Monday"))
    tuesday = _weekday(_l("Tuesday"))
    wednesday = _weekday(_l("Wednesday"))
    thursday = _weekday(_l("Thursday"))
    friday = _weekday(_l("Friday"))
    saturday = _weekday(_l("Saturday"))
    sunday = _weekday(_l("Sunday"))
    library = SelectMultipleField(_l("Holidays"), validate_choice=False)
    observed = BooleanField(_l("Close the weekday on which a weekend holiday is observed"))
    recurring = TextAreaField(_l("Own days of every year"), [AtMost(), readable(read_recurring)])
    single = TextAreaField(_l("Single days and half days"), [AtMost(), readable(read_single)])
    country = SelectField(_l("Holidays of another country"), validate_choice=False)
    show_country = SubmitField(_l("Add to the list"))
    version = HiddenField()

    def __init__(self, taken: set[str], draft: CalendarDraft | None = None, version: str = "") -> None:
        """Filled with a calendar; a new one with the guide's hours and holidays, under no name. `taken` are names."""
        self._taken = taken
        known = draft or guide_calendar()
        self._known = {_key(day): day for day in known.library}
        values = {
            "name": draft.name if draft else "",
            "zone": known.zone,
            "observed": known.observed,
            "library": list(self._known),
            "recurring": written_recurring(known.recurring),
            "single": written_single(known.single),
            "version": version,
        }
        hours = {weekday: written_hours(windows) for weekday, windows in zip(WEEKDAYS, known.weekly, strict=True)}
        super().__init__(data={**values, **hours})
        if not self.is_submitted():
            self.version.data = version  # a kept draft must not bring back the version that was refused
        self.country.choices = {"": ""} | dict(_countries())
        self.library.choices = self._to_tick()

    def validate_name(self, field: StringField) -> None:
        """Two calendars of one name can't be told apart in a plan."""
        if field.data in self._taken:
            raise ValidationError(said(CalendarNameTaken(name=field.data)))

    def validate(self, extra_validators: object = None) -> bool:
        """False, without a fault, when only another country's holidays are asked for."""
        if self.show_country.data:
            return False
        if not super().validate(extra_validators):
            return False
        try:
            hours = self.draft().hours()
            require_hours(hours, local_date(hours, now()))
        except Refused as refusal:
            self.refuse("monday", said(refusal))
        return not self.errors

    def draft(self) -> CalendarDraft:
        """As domain values."""
        return CalendarDraft(
            name=self.name.data,
            zone=self.zone.data,
            weekly=tuple(read_hours(self[weekday].data or "") for weekday in WEEKDAYS),
            observed=self.observed.data,
            library=tuple(self._known.get(key) or _holiday(key) for key in self.library.data or () if _is_key(key)),
            recurring=read_recurring(self.recurring.data or ""),
            single=read_single(self.single.data or ""),
        )

    def _to_tick(self) -> dict[str, str]:
        """Holidays of every country of which one is ticked, and of the country asked for; what is ticked always."""
        ticked = [key for key in self.library.data or () if _is_key(key)]
        countries = sorted({key.split("|")[0] for key in [*ticked, *self._known]} | {self.country.data or ""})
        keys = dict.fromkeys(ticked)
        for country in countries:
            if country in library_countries():
                keys |= dict.fromkeys(f"{country}|{name}" for name in library_names(country, now().year))
        names = dict(_countries())
        ordered = sorted(keys, key=lambda key: key.split("|")[0])
        if len({key.split("|")[0] for key in ordered}) == 1:
            return {key: self._label(key) for key in ordered}
        return {key: f"{self._label(key)} · {names.get(key.split('|')[0], '')}" for key in ordered}

    def _label(self, key: str) -> str:
        known = self._known.get(key)
        return known_name((known and known.label) or key.split("|", 1)[1])


def _key(day: LibraryHoliday) -> str:
    return f"{day.country}|{day.name}"


def _is_key(key: str) -> bool:
    country, bar, name = key.partition("|")
    return bool(bar and name) and country in library_countries() and len(name) <= 200  # noqa: PLR2004


def _holiday(key: str) -> LibraryHoliday:
    country, _, name = key.partition("|")
    return LibraryHoliday(country, name)


def _countries() -> list[tuple[str, str]]:
    """Countries that the library knows, by their names in the reader's language."""
    names = get_locale().territories
    return sorted(((code, names.get(code, code)) for code in library_countries()), key=lambda one: one[1])
