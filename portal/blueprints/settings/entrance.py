"""How the house welcomes at its entrance: how much of customers is shown, and when they check in (A31, A33, BR37)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import NumberRange

from portal.clock import now
from portal.domain.appointments.masking import Privacy
from portal.domain.appointments.operations.entrance_settings import EntranceDraft, set_entrance
from portal.domain.appointments.welcome import entrance
from portal.web.admission import actor, requires
from portal.web.fields import IntegerField
from portal.web.forms import Needed, PortalForm
from portal.web.responses import changed, invalid, page

bp = Blueprint("entrance", __name__, url_prefix="/entrance")
PRIVACY = {
    Privacy.MASKED: _l("Masked: Ms K., 王女士"),
    Privacy.SURNAME: _l("Family name: Ms Kowalski, 王女士"),
    Privacy.FULL: _l("Full name and plate, as on the paper form"),
}
HINTS = {
    Privacy.MASKED: _l("Of plates the first and last two signs, such as 京A·**·45."),
    Privacy.SURNAME: _l("Plates with their middle hidden as well."),
    Privacy.FULL: _l(
        "Everybody who passes the entrance reads who comes, and their plates. Choose it only when your customers "
        "know and the law at your place allows it."
    ),
}
_NUMBER = _l("Enter the minutes as a number.")


def _minutes(label: object, most: int, description: object) -> IntegerField:
    said = _l("Enter a number from 0 to %(most)s.", most=most)
    return IntegerField(label, [Needed(_NUMBER), NumberRange(0, most, message=said)], description=description)


class EntranceForm(PortalForm):
    """One choice and three numbers."""

    id = "entrance"

    privacy = RadioField(
        _l("What the welcome board shows of a customer"),
        choices=list(PRIVACY.items()),
        description=_l("Who has agreed to it stands there with the full name; who is hidden stands there as a number."),
    )
    leaves_after_minutes = _minutes(
        _l("Minutes that somebody who has arrived stays on the board"), 240, _l("Then the line makes room.")
    )
    opens_before_minutes = _minutes(
        _l("Minutes before the time from which one can check in"),
        480,
        _l("Who comes earlier is sent to the reception."),
    )
    closes_after_minutes = _minutes(
        _l("Minutes after the time until which one can check in"), 480, _l("Who comes later is sent to the reception.")
    )

    def draft(self) -> EntranceDraft:
        """As domain values."""
        return EntranceDraft(
            privacy=Privacy(self.privacy.data),
            leaves_after_minutes=self.leaves_after_minutes.data,
            opens_before_minutes=self.opens_before_minutes.data,
            closes_after_minutes=self.closes_after_minutes.data,
        )


@bp.get("")
@requires(set_entrance)
def edit() -> ResponseReturnValue:
    """As it is."""
    return page("settings/desk/entrance.html", form=EntranceForm(obj=entrance()), hints=HINTS)


@bp.post("")
@requires(set_entrance)
def update() -> ResponseReturnValue:
    """Anew."""
    form = EntranceForm()
    if not form.validate():
        return invalid("settings/desk/entrance.html", form=form, hints=HINTS)
    set_entrance(form.draft(), by=actor(), at=now())
    return changed(to=url_for(".edit"), notice=_("In force from now on, on every screen."))
