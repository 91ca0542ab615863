"""What the shop wants to know from everybody who books: set up by the business, asked by both forms (BR24)."""

from collections.abc import Collection, Mapping

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from portal.domain.booking.words import Asked
from portal.web.forms import Needed, PortalForm

SENTENCES = {
    Asked.PLATE: _l("Enter the plate."),
    Asked.MODEL: _l("Enter make and model."),
    Asked.NEED: _l("Say in a few words what is to be done."),
    Asked.PHONE: _l("Enter a phone number."),
    Asked.EMAIL: _l("Enter a mail address."),
}


def ask_for(form: PortalForm, asked: Collection[Asked], fields: Mapping[Asked, str]) -> None:
    """These of its fields have to be filled in, and no longer say that they may stay empty."""
    for one in asked:
        field = form[fields[one]]
        checks = [check for check in field.validators if not isinstance(check, Optional)]
        field.validators = [Needed(SENTENCES[one]), *checks]
        field.flags.required = True
