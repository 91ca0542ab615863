"""The forms of the desk's appointments: booking, moving, calling off, editing."""

from datetime import UTC, datetime, time
from typing import Self
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import Email, Optional, ValidationError

from portal.blueprints.appointments.words import BY_STAFF
from portal.domain.booking.queries import asked_at_desk
from portal.domain.booking.together import MOST
from portal.domain.booking.words import Asked, Channel
from portal.domain.customers.glance import Glance
from portal.domain.customers.rules import Salutation, plate_key
from portal.domain.outreach.drafts import AttemptDraft
from portal.domain.outreach.rules import Outcome
from portal.showing.asking_for import ask_for
from portal.showing.contact_forms import can_be_called
from portal.showing.desk_words import CHANNELS
from portal.showing.keyed_forms import new_form_key
from portal.web.days import FIRST, LAST, day_said, moment_said
from portal.web.fields import DateField
from portal.web.forms import AtMost, Needed, PortalForm
from portal.web.reading import LOCALES
from portal.web.versions import VersionedForm

_SALUTATIONS = {Salutation.MR: _l("Mr"), Salutation.MS: _l("Ms"), Salutation.NONE: _l("none")}
ANYBODY = "any"  # a value, so that the choice always has an answer and nobody calls it optional


def number_from(text: str | None) -> int | None:
    """A number of something from a chosen value."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None  # noqa: PLR2004


FIELDS = {
    Asked.PLATE: "plate",
    Asked.MODEL: "model",
    Asked.NEED: "content",
    Asked.PHONE: "phone",
    Asked.EMAIL: "email",
}


class ClockField(StringField):
    """A time on the shop's wall, hh:mm."""

    @property
    def clock(self) -> time | None:
        """As a value."""
        try:
            return time.fromisoformat(self.data) if self.data else None
        except ValueError:
            return None


class TimeForm(PortalForm):
    """When and with whom. `look` and `go_on` ask for the times of a day and send nothing."""

    form_key = HiddenField()
    advisor = SelectField(_l("Advisor"), choices=[(ANYBODY, _l("Any"))], default=ANYBODY, validate_choice=False)
    on = DateField(_l("Day"), [Optional()])
    go_on = StringField(_l("Another day"))
    look = SubmitField(_l("Show free times"))
    start_at = RadioField(_l("Time"), validate_choice=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        """With a key of its own, and on the day that was asked for."""
        super().__init__(*args, **kwargs)
        self.form_key.data = self.form_key.data or new_form_key()
        if self.go_on.data:
            self.on.data = day_said(self.go_on.data) or self.on.data
        if self.on.data and not FIRST <= self.on.data <= LAST:
            self.on.data = None

    @property
    def only_looks(self) -> bool:
        """Asks for times, not for more."""
        return bool(self.look.data or self.go_on.data)

    def validate(self, extra_validators: object = None) -> bool:
        """False, without a fault, when only times are asked for."""
        return False if self.only_looks else bool(super().validate(extra_validators))

    def validate_start_at(self, _field: RadioField) -> None:
        """One of the times."""
        if self.start is None:
            raise ValidationError(_("Choose one of the times."))

    @property
    def start(self) -> datetime | None:
        """The chosen moment."""
        return moment_said(self.start_at.data)

    @property
    def wanted(self) -> frozenset[int]:
        """The advisor wanted by name, if one is."""
        number = number_from(self.advisor.data)
        return frozenset() if number is None else frozenset({number})


class BookingForm(TimeForm):
    """One screen: who, what, when, and what was read back (A2, A14)."""

    id = "booking"

    customer = HiddenField()
    asset = RadioField(_l("Vehicle"), validate_choice=False)
    name = StringField(_l("Name"), [Needed(_l("Enter the customer's name.")), AtMost(120)])
    salutation = RadioField(_l("Salutation"), choices=list(_SALUTATIONS.items()), default=Salutation.NONE)
    phone = StringField(_l("Phone"), [AtMost(40), can_be_called])
    email = StringField(
        _l("Mail address"), [Optional(), Email(_l("Enter a mail address, for example mei@example.com.")), AtMost(254)]
    )
    locale = RadioField(_l("Language"), choices=list(LOCALES.items()), default="en")
    plate = StringField(_l("Plate"), [AtMost(20)])
    model = StringField(_l("Make and model"), [AtMost(80)])
    channel = RadioField(_l("How it came"), choices=[(one, CHANNELS[one]) for one in BY_STAFF], default=Channel.PHONE)
    service = SelectField(_l("Service"), [Needed(_l("Choose what is to be booked."))], validate_choice=False)
    also = SelectMultipleField(_l("Further services in the same visit"), validate_choice=False)
    items = SelectMultipleField(_l("Not done last time"), validate_choice=False)
    fault = TextAreaField(_l("In the customer's own words"), [AtMost(2000)])
    content = TextAreaField(_l("What is to be done"), [AtMost(2000)])
    summary = TextAreaField(_l("As you read it back"), [AtMost(2000)])
    summary_confirmed = BooleanField(_l("The customer confirmed the summary"))
    taken_time = ClockField(_l("Taken time"), [AtMost(5)])
    overbook = StringField(_l("Why it is given to a second customer"), [AtMost(300)])

    def validate_service(self, field: SelectField) -> None:
        """One of them."""
        if number_from(field.data) is None:
            raise ValidationError(_("Choose what is to be booked."))

    def validate_also(self, _field: SelectMultipleField) -> None:
        """No more than a visit has room for (BR12)."""
        if len({number_from(self.service.data), *self.also_ids}) > MOST:
            raise ValidationError(_("Choose at most %(num)d for one visit.", num=MOST))

    def validate_phone(self, field: StringField) -> None:
        """Some way to reach the customer there must be."""
        if not field.data and not self.email.data:
            raise ValidationError(_("Enter a phone number or a mail address, so that we can reach the customer."))

    def validate_plate(self, field: StringField) -> None:
        """Something to know it by."""
        if field.data and not plate_key(field.data):
            raise ValidationError(_l("Enter the plate with its letters and digits."))

    def validate_summary_confirmed(self, field: BooleanField) -> None:
        """Only what was read back can be confirmed (A14)."""
        if field.data and not self.summary.data:
            raise ValidationError(_("Write down what you read back to the customer, then tick that they agreed."))

    def validate_start_at(self, field: RadioField) -> None:
        """One of the times, unless a taken one is typed."""
        if not self.is_overbooked:
            super().validate_start_at(field)

    def validate_taken_time(self, field: ClockField) -> None:
        """A time of the day that is looked at (BE40)."""
        if self.is_overbooked and (field.clock is None or self.on.data is None):
            raise ValidationError(_("Enter the taken time as hours and minutes, for example 09:30."))

    def validate_overbook(self, field: StringField) -> None:
        """Never without a reason (BE40)."""
        if self.is_overbooked and not field.data:
            raise ValidationError(_("Say why this time is given to a second customer."))

    def as_set_up(self, glance: Glance | None, asked: frozenset[Asked] | None = None) -> Self:
        """Asks for what the shop wants to know (BR24).

        What stands in the file of the chosen vehicle isn't asked; what is to be done may be told in the customer's
        words, or be what was left over last time.
        """
        chosen = glance.asset(number_from(self.asset.data)) if glance else None
        known = {Asked.PLATE, Asked.MODEL} if chosen is not None else set[Asked]()
        if self.fault.data or self.items.data:
            known.add(Asked.NEED)
        ask_for(self, (asked_at_desk() if asked is None else asked) - known, FIELDS)
        return self

    @property
    def also_ids(self) -> tuple[int, ...]:
        """The further services of the visit (BR12)."""
        numbers = (number_from(one) for one in self.also.data or ())
        return tuple(one for one in numbers if one is not None)

    @property
    def is_overbooked(self) -> bool:
        """A taken time is to be given to a second customer."""
        return bool(self.taken_time.data or self.overbook.data)

    def start_in(self, zone: str) -> datetime:
        """The moment, chosen or typed on the shop's wall."""
        clock, on = self.taken_time.clock, self.on.data
        if clock is not None and on is not None:
            return datetime.combine(on, clock, ZoneInfo(zone)).astimezone(UTC)
        start = self.start
        assert start is not None
        return start


class InvitedForm(BookingForm):
    """The same for a customer whom we called, with what was said on the phone (A11)."""

    channel = HiddenField(default=Channel.OUTREACH)
    identity_confirmed = HiddenField()
    condition = HiddenField()
    odometer_km = HiddenField()
    note = HiddenField()

    def attempt(self) -> AttemptDraft:
        """What the call came to."""
        return AttemptDraft(
            Outcome.BOOKED,
            identity_confirmed=self.identity_confirmed.data == "y",
            condition=(self.condition.data or "")[:500],
            odometer_km=number_from(self.odometer_km.data),
            fault=self.fault.data or "",
            summary=self.summary.data or "",
            summary_confirmed=bool(self.summary_confirmed.data),
            note=(self.note.data or "")[:2000],
        )


class MoveForm(TimeForm):
    """Another time for an appointment."""

    id = "move"

    reason = StringField(_l("Why"), [AtMost(300)])


class CancellationForm(PortalForm):
    """Why an appointment is called off."""

    id = "cancellation"

    reason = StringField(_l("Why"), [Needed(_l("Enter why it is called off.")), AtMost(300)])


class DetailsForm(VersionedForm):
    """What can be changed without touching the time (BR14, A14)."""

    id = "details"

    content = TextAreaField(_l("What is to be done"), [AtMost(2000)])
    summary = TextAreaField(_l("As you read it back"), [AtMost(2000)])
    summary_confirmed = BooleanField(_l("The customer confirmed the summary"))
    is_hidden_on_board = BooleanField(
        _l("Stands on the welcome board as a number"), description=_l("Without name and plate.")
    )

    def validate_summary_confirmed(self, field: BooleanField) -> None:
        """Only what was read back can be confirmed (A14)."""
        if field.data and not self.summary.data:
            raise ValidationError(_("Write down what you read back to the customer, then tick that they agreed."))
