"""The form of the waiting list."""

from datetime import date, timedelta
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Optional

from portal.domain.appointments.waiting.drafts import WaitingDraft
from portal.domain.appointments.waiting.wishes import EVERY_DAY, MIDNIGHT, Wish
from portal.showing.contact_forms import ContactForm, can_be_called
from portal.web.fields import DateField
from portal.web.forms import AtMost, Needed
from portal.web.reading import LOCALES

NOON = 12 * 60
PARTS = {"any": (0, MIDNIGHT), "morning": (0, NOON), "afternoon": (NOON, MIDNIGHT)}
DAYS = {"any": EVERY_DAY, "weekdays": 31, "saturday": 32}


class WaitingForm(ContactForm):
    """Who waits for what, and which times would do."""

    id = "waiting"

    is_for_a_caller = False
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
    phone = StringField(
        _l("Phone"), [AtMost(40), can_be_called], description=_l("Phone or mail: one of them is enough.")
    )
    email = StringField(
        _l("Mail address"),
        [Optional(), Email(_l("Enter a mail address, for example mei@example.com.")), AtMost(254)],
        description=_l("By mail you are told at once; without it we call you."),
    )
    plate = StringField(_l("Plate"), [AtMost(20)])
    model = StringField(_l("Make and model"), [AtMost(80)])
    wishes = TextAreaField(_l("What does it need?"), [AtMost(2000)], description=_l("In your own words."))
    locale = RadioField(_l("We write to you in"), choices=list(LOCALES.items()), default="en")

    def begin(self, on: date, today: date) -> None:
        """As it is first seen: a week around the day that was wanted."""
        self.fresh_key()
        first = max(today, on - timedelta(days=3))
        self.from_on.data, self.until_on.data = first, first + timedelta(days=7)

    def for_a_caller(self) -> Self:
        """The desk fills it in: it speaks of the customer, not to them."""
        self.is_for_a_caller = True
        self.name.validators = [Needed(_l("Enter the customer's name.")), AtMost(120)]
        self.wishes.label.text, self.locale.label.text = _l("In the customer's own words"), _l("Language")
        self.phone.description = self.email.description = self.wishes.description = ""
        return self

    def draft(self) -> WaitingDraft:
        """As domain values."""
        days, hours = DAYS[self.days.data], PARTS[self.part.data]
        wish = Wish(self.from_on.data, self.until_on.data, days, *hours)
        return WaitingDraft(self.service.data, wish, self.contact(), self.acts_as)
