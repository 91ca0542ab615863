"""The forms of resources, their weekly plans, dated exceptions and closures, and of the shop's numbers."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import NumberRange, ValidationError

from portal.blueprints.settings.calendar_forms import WEEKDAYS, readable
from portal.blueprints.settings.week_forms import WeekForm
from portal.domain.booking.drafts import ExceptionDraft, ResourceDraft, ShopDraft
from portal.domain.booking.models import Resource, Shop
from portal.domain.booking.words import Asked, Kind
from portal.domain.calendars.hours import read_hours
from portal.showing.desk_words import KINDS
from portal.web.fields import DateField, DateTimeLocalField, IntegerField
from portal.web.forms import AtMost, Needed, PortalForm
from portal.web.versions import VersionedForm

ASKED = {
    Asked.PLATE: _l("Plate"),
    Asked.MODEL: _l("Make and model"),
    Asked.NEED: _l("What is to be done"),
    Asked.PHONE: _l("Phone"),
    Asked.EMAIL: _l("Mail address"),
}
_ALONE = (Kind.ADVISOR, Kind.BAY)  # people and bays are never a pool


class ResourceForm(WeekForm):
    """An advisor, a bay or something else, with its week."""

    id = "resource"

    kind = RadioField(_l("Kind"), choices=list(KINDS.items()), default=Kind.ADVISOR)
    name = StringField(_l("Name"), [Needed(_l("Enter a name.")), AtMost(80)])
    name_zh = StringField(_l("Name in Chinese"), [AtMost(80)])
    person = SelectField(_l("Signs in as"), validate_choice=False)
    capacity = IntegerField(
        _l("How many alike"),
        [Needed(_l("Enter how many.")), NumberRange(1, 200, message=_l("Enter a number from 1 to 200."))],
        default=1,
        description=_l("More than one: a pool, for example of courtesy cars."),
    )
    skills = StringField(_l("Skills"), [AtMost(200)], description=_l("Words with blanks between."))
    is_kept_for_walk_ins = BooleanField(
        _l("Kept for walk-ins"), description=_l("Not offered to those who book themselves.")
    )
    position = IntegerField(_l("Place in lists"), [NumberRange(0, 10_000)], default=0)
    taken: frozenset[tuple[str, str]] = frozenset()  # kinds and names of others
    taken_people: frozenset[int] = frozenset()

    def offer(self, people: list[tuple[str, str]], others: list[Resource]) -> "ResourceForm":
        """Who can be named, and what names are taken."""
        self.person.choices = [("", _("Nobody")), *people]
        self.taken = frozenset((one.kind, one.name) for one in others)
        self.taken_people = frozenset(one.person_id for one in others if one.person_id is not None)
        return self

    def validate_name(self, field: StringField) -> None:
        """Named once in its kind."""
        if (self.kind.data, field.data) in self.taken:
            raise ValidationError(_("Another one of this kind has this name. Choose another one."))

    def validate_person(self, field: SelectField) -> None:
        """One resource of a person."""
        known = {value for value, _label in self.person.choices}
        if field.data and field.data not in known:
            raise ValidationError(_("Choose somebody of the list."))
        if field.data and int(field.data) in self.taken_people:
            raise ValidationError(_("This person is another advisor here already."))

    def validate_capacity(self, field: IntegerField) -> None:
        """People and bays are never exchanged silently (BE7)."""
        if self.kind.data in _ALONE and (field.data or 1) > 1:
            raise ValidationError(_("Advisors and bays stand alone: enter 1, and add another one."))

    def draft(self) -> ResourceDraft:
        """As domain values."""
        return ResourceDraft(
            kind=Kind(self.kind.data),
            name=self.name.data,
            shifts=self.shifts,
            breaks=self.breaks,
            name_zh=self.name_zh.data or "",
            person_id=int(self.person.data) if self.person.data else None,
            capacity=self.capacity.data,
            skills=frozenset((self.skills.data or "").split()),
            is_kept_for_walk_ins=bool(self.is_kept_for_walk_ins.data),
            position=self.position.data or 0,
        )


def typed(resource: Resource) -> dict[str, Any]:
    """A resource as the form's fields hold it."""
    names = ("kind", "name", "name_zh", "capacity", "skills", "is_kept_for_walk_ins", "position", "version")
    fields: dict[str, Any] = {name: getattr(resource, name) for name in names}
    fields["person"] = str(resource.person_id or "")
    for day in resource.days:
        fields[WEEKDAYS[day.weekday]], fields[f"{WEEKDAYS[day.weekday]}_breaks"] = day.shifts, day.breaks
    return fields


def typed_shop(shop: Shop) -> dict[str, Any]:
    """The shop's numbers as the form's fields hold them."""
    names = ("hold_for_minutes", "holds_per_visitor", "open_bookings_per_contact", "version")
    fields: dict[str, Any] = {name: getattr(shop, name) for name in names}
    fields["calendar"] = shop.calendar_id
    fields["asked_online"], fields["asked_at_desk"] = shop.asked_online.split(), shop.asked_at_desk.split()
    return fields


class ExceptionForm(PortalForm):
    """One date with its own hours, or none (BE31)."""

    id = "exception"

    resource = SelectField(_l("Whose"), validate_choice=False, id="day-resource")
    on_date = DateField(_l("Day"), [Needed(_l("Enter the day."))])
    hours = StringField(_l("Hours"), [AtMost(120), readable(read_hours)], description=_l("Empty: not there."))
    name = StringField(_l("Why"), [AtMost(120)])

    def draft(self) -> ExceptionDraft:
        """As domain values."""
        return ExceptionDraft(self.on_date.data, read_hours(self.hours.data or ""), self.name.data or "")


class ClosureForm(PortalForm):
    """A stretch without bookings, of one or of all (BE36). Times are the shop's."""

    id = "closure"

    resource = SelectField(_l("Whose"), validate_choice=False)
    start = DateTimeLocalField(_l("From"), [Needed(_l("Enter from when."))])
    end = DateTimeLocalField(_l("To"), [Needed(_l("Enter until when."))])
    reason = StringField(_l("Why"), [AtMost(200)])

    def validate_end(self, field: DateTimeLocalField) -> None:
        """After the beginning."""
        if field.data and self.start.data and field.data <= self.start.data:
            raise ValidationError(_("The end lies before the beginning. Choose a later one."))

    def moments(self, zone: str) -> tuple[datetime, datetime]:
        """Both, from the shop's wall."""
        start, end = (one.data.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for one in (self.start, self.end))
        return start, end


class ShopForm(VersionedForm):
    """The numbers that the shop books by."""

    id = "shop"

    calendar = SelectField(_l("Opening hours of"), coerce=int)
    hold_for_minutes = IntegerField(
        _l("A time is kept while a form is filled in, in minutes"),
        [Needed(_l("Enter how many minutes.")), NumberRange(1, 60, message=_l("Enter a number from 1 to 60."))],
    )
    holds_per_visitor = IntegerField(
        _l("Times that one visitor can keep at once"),
        [Needed(_l("Enter how many.")), NumberRange(1, 20, message=_l("Enter a number from 1 to 20."))],
    )
    open_bookings_per_contact = IntegerField(
        _l("Open appointments that one customer can have"),
        [Needed(_l("Enter how many.")), NumberRange(1, 100, message=_l("Enter a number from 1 to 100."))],
    )

    asked_online = SelectMultipleField(
        _l("Who books online has to enter"),
        choices=list(ASKED.items()),
        description=_l("Besides the name, and a phone number or a mail address."),
    )
    asked_at_desk = SelectMultipleField(
        _l("Who books for a customer has to enter"),
        choices=list(ASKED.items()),
        description=_l("Besides the name, and a phone number or a mail address."),
    )

    def draft(self) -> ShopDraft:
        """As domain values."""
        return ShopDraft(
            self.calendar.data,
            self.hold_for_minutes.data,
            self.holds_per_visitor.data,
            self.open_bookings_per_contact.data,
            asked_online=" ".join(self.asked_online.data or ()),
            asked_at_desk=" ".join(self.asked_at_desk.data or ()),
        )
