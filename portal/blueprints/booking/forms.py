"""Forms of the public booking. There is no end, no length and no price in them: the house counts (BE12)."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Email, Optional

from portal.blueprints.booking.remembering import visitor
from portal.domain.actors import Actor
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.offers import wanted_by_name
from portal.domain.booking.drafts import BookingDraft, MoveDraft
from portal.domain.booking.models import Service
from portal.domain.booking.refusals import SlotNotOffered
from portal.showing.contact_forms import ContactForm, can_be_called
from portal.showing.keyed_forms import KeyedForm
from portal.web.days import moment_said
from portal.web.forms import AtMost, Needed, PortalForm
from portal.web.ids import key
from portal.web.reading import LOCALES


class BookingForm(ContactForm):
    """Whom the time is for, and what the vehicle needs (A1, BR24)."""

    id = "booking"

    start_at = HiddenField()
    advisor = HiddenField()
    hold_token = HiddenField()
    name = StringField(_l("Name"), [Needed(_l("Enter your name.")), AtMost(120)])
    phone = StringField(
        _l("Phone"), [AtMost(40), can_be_called], description=_l("Phone or mail: one of them is enough.")
    )
    email = StringField(
        _l("Mail address"),
        [Optional(), Email(_l("Enter a mail address, for example mei@example.com.")), AtMost(254)],
        description=_l("For the confirmation, with links to move and cancel."),
    )
    plate = StringField(_l("Plate"), [AtMost(20)])
    model = StringField(_l("Make and model"), [AtMost(80)])
    wishes = TextAreaField(_l("What does it need?"), [AtMost(2000)], description=_l("In your own words."))
    locale = RadioField(_l("We write to you in"), choices=list(LOCALES.items()), default="en")

    def draft(self, service: Service, by: Actor) -> AppointmentDraft:
        """As domain values. Refused: SlotNotOffered, when no such time can be meant."""
        start_at = moment_said(self.start_at.data)
        if start_at is None:
            raise SlotNotOffered
        booking = BookingDraft(
            service.id,
            start_at,
            self.contact(),
            resource_ids=wanted_by_name(_number(self.advisor.data), by=by),
            form_key=self.acts_as,
            hold_token=self.hold_token.data or None,
            visitor=visitor(),
            also_ids=service.also_ids,
        )
        return AppointmentDraft(booking)


class MoveForm(KeyedForm):
    """Another time."""

    id = "move"

    start_at = HiddenField()

    def draft(self) -> MoveDraft:
        """As domain values. Refused: SlotNotOffered, when no such time can be meant."""
        start_at = moment_said(self.start_at.data)
        if start_at is None:
            raise SlotNotOffered
        return MoveDraft(start_at, form_key=self.acts_as)


class CancelForm(PortalForm):
    """One button, and why, for who likes to say it."""

    id = "cancel"
    keeps_drafts = False

    reason = StringField(_l("Why?"), [AtMost(300)], description=_l("You need not say; it helps us."))


def _number(text: str | None) -> int | None:
    """The advisor's; None when nobody in particular is wanted. What is no number names nobody: not offered."""
    if not text:
        return None
    try:
        return key(text)
    except ValueError:
        raise SlotNotOffered from None
