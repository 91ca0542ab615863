"""Forms of the public booking. There is no end, no length and no price in them: the house counts (BE12)."""

import re
import secrets
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Email, Optional, ValidationError

from portal.blueprints.booking.asking import start_said
from portal.domain.actors import Actor
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.offers import wanted_by_name
from portal.domain.booking.drafts import BookingDraft, Contact, MoveDraft
from portal.domain.booking.models import Service
from portal.domain.booking.refusals import SlotNotOffered
from portal.domain.customers.rules import phone_key
from portal.web.forms import AtMost, Needed, PortalForm
from portal.web.ids import key
from portal.web.reading import LOCALES

_KEY = re.compile(r"[A-Za-z0-9_-]{43}")


def new_form_key() -> str:
    """For a form: sent twice, it acts once (BE9)."""
    return secrets.token_urlsafe(32)


class _KeyedForm(PortalForm):
    """A form that acts once."""

    keeps_drafts = False
    form_key = HiddenField()

    def fresh_key(self) -> None:
        """Its own, when it was sent without one, or with one that was used for something else."""
        self.form_key.data = new_form_key()

    @property
    def acts_as(self) -> str:
        """The key; one that isn't ours counts for nothing."""
        if not _KEY.fullmatch(self.form_key.data or ""):
            self.fresh_key()
        return str(self.form_key.data)


class BookingForm(_KeyedForm):
    """Whom the time is for, and what the vehicle needs (A1, BR24)."""

    id = "booking"

    start_at = HiddenField()
    advisor = HiddenField()
    hold_token = HiddenField()
    name = StringField(_l("Name"), [Needed(_l("Enter your name.")), AtMost(120)])
    phone = StringField(_l("Phone"), [AtMost(40)], description=_l("Phone or mail: one of them is enough."))
    email = StringField(
        _l("Mail address"),
        [Optional(), Email(_l("Enter a mail address, for example mei@example.com.")), AtMost(254)],
        description=_l("For the confirmation, with links to move and cancel."),
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

    def draft(self, service: Service, by: Actor) -> AppointmentDraft:
        """As domain values. Refused: SlotNotOffered, when no such time can be meant."""
        start_at = start_said(self.start_at.data)
        if start_at is None:
            raise SlotNotOffered
        contact = Contact(
            name=self.name.data,
            email=self.email.data or "",
            phone=self.phone.data or "",
            locale=self.locale.data,
            plate=self.plate.data or "",
            model=self.model.data or "",
            wishes=self.wishes.data or "",
        )
        booking = BookingDraft(
            service.id,
            start_at,
            contact,
            resource_ids=wanted_by_name(_number(self.advisor.data), by=by),
            form_key=self.acts_as,
            hold_token=self.hold_token.data or None,
        )
        return AppointmentDraft(booking)


class MoveForm(_KeyedForm):
    """Another time."""

    id = "move"

    start_at = HiddenField()

    def draft(self) -> MoveDraft:
        """As domain values. Refused: SlotNotOffered, when no such time can be meant."""
        start_at = start_said(self.start_at.data)
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
