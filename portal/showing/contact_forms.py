"""How customers say who they are and how they can be reached, whatever they ask for (A1, A5)."""

from typing import Any

from flask_babel import gettext as _
from wtforms import Field, RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.domain.booking.drafts import Contact
from portal.domain.customers.refusals import PhoneUnknown
from portal.domain.customers.rules import phone_key
from portal.showing.keyed_forms import KeyedForm
from portal.web.forms import PortalForm


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
