"""The form of the waiting list."""

import re
import secrets
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Optional, ValidationError

from portal.domain.appointments.waiting.drafts import WaitingDraft
from portal.domain.appointments.waiting.wishes import EVERY_DAY, MIDNIGHT, Wish
from portal.domain.booking.drafts import Contact
from portal.domain.customers.rules import phone_key
from portal.web.fields import DateField
from portal.web.forms import AtMost, Needed, PortalForm
from portal.web.reading import LOCALES

_KEY = re.compile(r"[A-Za-z0-9_-]{43}")
NOON = 12 * 60
PARTS = {"any": (0, MIDNIGHT), "morning": (0, NOON), "afternoon": (NOON, MIDNIGHT)}
DAYS = {"any": EVERY_DAY, "weekdays": 31, "saturday": 32}


class WaitingForm(PortalForm):
    """Who waits for what, and which times would do."""

    id = "waiting"
    keeps_drafts = False

    form_key = HiddenField()
    service = SelectField(_l("Service"), [InputRequired(_l("Choose a service."))], coerce=int)
    from_on = DateField(_l("First day that suits"), [InputRequired(_l("Choose the first day that suits you."))])
    until_on = DateField(_l("Last day that suits"), [InputRequired(_l("Choose the last day that suits you."))])
    days = RadioField(
        _l("Days"),
        choices=[("any", _l("Any day")), ("weekdays", _l("Monday to Friday")), ("saturday", _l("Saturday"))],
        default="any",
    )
    part = RadioField(
        _l("Time of day"),
        choices=[("any", _l("Any time")), ("morning", _l("Morning")), ("afternoon", _l("Afternoon"))],
        default="any",
    )
    name = StringField(_l("Name"), [Needed(_l("Enter your name.")), AtMost(120)])
    phone = StringField(_l("Phone"), [AtMost(40)], description=_l("Phone or mail: one of them is enough."))
    email = StringField(
        _l("Mail address"),
        [Optional(), Email(_l("Enter a mail address, for example mei@example.com.")), AtMost(254)],
        description=_l("By mail you are told at once; without it we call you."),
    )
    plate = StringField(_l("Plate"), [AtMost(20)])
    model = StringField(_l("Make and model"), [AtMost(80)])
    wishes = TextAreaField(_l("What does it need?"), [AtMost(2000)], description=_l("In your own words."))
    locale = RadioField(_l("We write to you in"), choices=list(LOCALES.items()), default="en")

    def validate(self, extra_validators: Any = None) -> bool:
        """And there is a way to reach them."""
        is_whole = bool(super().validate(extra_validators))
        if self.phone.data or self.email.data or self.phone.errors or self.email.errors:
            return is_whole
        self.refuse("phone", _("Enter a phone number or a mail address, so that we can reach you."))
        return False

    def validate_phone(self, field: StringField) -> None:
        """Something that can be called."""
        if field.data and not phone_key(field.data):
            raise ValidationError(
                _l("Enter the number in digits, with + and the country's code if it is abroad: +86 138 1234 5678.")
            )

    @property
    def acts_as(self) -> str:
        """The key of this form: sent twice, it acts once. One that isn't ours counts for nothing."""
        if not _KEY.fullmatch(self.form_key.data or ""):
            self.form_key.data = secrets.token_urlsafe(32)
        return str(self.form_key.data)

    def begin(self, on: date, today: date) -> None:
        """As it is first seen: a week around the day that was wanted."""
        self.form_key.data = secrets.token_urlsafe(32)
        first = max(today, on - timedelta(days=3))
        self.from_on.data, self.until_on.data = first, first + timedelta(days=7)

    def draft(self) -> WaitingDraft:
        """As domain values."""
        contact = Contact(
            name=self.name.data,
            email=self.email.data or "",
            phone=self.phone.data or "",
            locale=self.locale.data,
            plate=self.plate.data or "",
            model=self.model.data or "",
            wishes=self.wishes.data or "",
        )
        days, hours = DAYS[self.days.data], PARTS[self.part.data]
        wish = Wish(self.from_on.data, self.until_on.data, days, *hours)
        return WaitingDraft(self.service.data, wish, contact, self.acts_as)
