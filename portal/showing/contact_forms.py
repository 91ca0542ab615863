"""How customers say who they are and how they can be reached, whatever they ask for (A1, A5)."""

from collections.abc import Collection
from typing import Any, Self

from flask_babel import gettext as _
from wtforms import Field, RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.domain.booking.drafts import Contact
from portal.domain.booking.queries import asked_online
from portal.domain.booking.words import Asked
from portal.domain.customers.refusals import PhoneUnknown
from portal.domain.customers.rules import phone_key
from portal.showing.asking_for import ask_for
from portal.showing.keyed_forms import KeyedForm
from portal.web.forms import PortalForm

FIELDS = {
    Asked.PLATE: "plate",
    Asked.MODEL: "model",
    Asked.NEED: "wishes",
    Asked.PHONE: "phone",
    Asked.EMAIL: "email",
}


def can_be_called(_form: PortalForm, field: Field) -> None:
    """A validator: a number, if there is one, has digits enough."""
    if field.data and not phone_key(field.data):
        raise ValidationError(_(PhoneUnknown.sentence))


class ContactForm(KeyedForm):
    """Asks for these, in the order of its page; phone or mail is enough."""

    name: StringField
    phone: StringField
    email: StringField
    plate: StringField
    model: StringField
    wishes: TextAreaField
    locale: RadioField

    def as_set_up(self, asked: Collection[Asked] | None = None) -> Self:
        """Asks for what the shop wants to know (BR24): of customers online, or these."""
        asked = frozenset(asked_online() if asked is None else asked)
        ask_for(self, asked, FIELDS)
        if asked & {Asked.PHONE, Asked.EMAIL}:
            self.phone.description = ""  # not "one of them is enough"
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """And there is a way to reach them."""
        is_whole = bool(super().validate(extra_validators))
        if self.phone.data or self.email.data or self.phone.errors or self.email.errors:
            return is_whole
        self.refuse("phone", _("Enter a phone number or a mail address, so that we can reach you."))
        return False

    def contact(self) -> Contact:
        """As domain values."""
        return Contact(
            name=self.name.data,
            email=self.email.data or "",
            phone=self.phone.data or "",
            locale=self.locale.data,
            plate=self.plate.data or "",
            model=self.model.data or "",
            wishes=self.wishes.data or "",
        )
