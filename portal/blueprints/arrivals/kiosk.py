"""The tablet at the entrance: four digits, then thanks or the reception; never a list, never a name (A33)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import ValidationError

from portal.clock import now
from portal.domain.appointments.operations.arriving import DIGITS, check_in_by_phone
from portal.domain.booking.words import Kind
from portal.domain.customers.rules import digits_of
from portal.domain.people.rules import Board
from portal.showing.naming import named
from portal.web.admission import actor, shown_on
from portal.web.forms import AtMost, Needed, PortalForm
from portal.web.headers import private
from portal.web.responses import invalid, page

bp = Blueprint("kiosk", __name__)
bp.after_request(private)


class KioskForm(PortalForm):
    """What somebody at the door knows by heart."""

    id = "kiosk"

    digits = StringField(
        _l("Last 4 digits of your phone"), [Needed(_l("Enter the last 4 digits of your phone.")), AtMost(20)]
    )
    plate = StringField(_l("Last characters of your plate"), [AtMost(12)])

    def validate_digits(self, field: StringField) -> None:
        """A slip of the finger is said at its field and not counted as an attempt: it is about nobody."""
        if len(digits_of(field.data or "")) != DIGITS:
            raise ValidationError(_l("Enter the last 4 digits of your phone."))


@bp.get("/<string:token>")
@shown_on(Board.KIOSK)
def show(token: str) -> ResponseReturnValue:
    """Two fields."""
    return page("arrivals/kiosk.html", token=token, form=KioskForm(formdata=None), is_vain=False)


@bp.post("/<string:token>")
@shown_on(Board.KIOSK)
def create(token: str) -> ResponseReturnValue:
    """Thanks; or one and the same sentence for all that opens nothing."""
    form = KioskForm()
    if not form.validate():
        return invalid("arrivals/kiosk.html", token=token, form=form, is_vain=False)
    line = check_in_by_phone(form.digits.data or "", form.plate.data or "", by=actor(), at=now())
    if line is None:
        return page("arrivals/kiosk.html", status=422, token=token, form=KioskForm(formdata=None), is_vain=True)
    advisor = line.of_kind(Kind.ADVISOR)
    return page("arrivals/kiosk_thanks.html", token=token, advisor=named(advisor))
