"""The numbers that the shop books by (A9, BE14)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.settings.resource_forms import ShopForm, typed_shop
from portal.clock import now
from portal.domain.booking.operations import change_shop
from portal.domain.booking.setup import the_shop
from portal.domain.calendars.queries import calendars
from portal.web.admission import actor, requires
from portal.web.formats import known_name
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("shop", __name__, url_prefix="/shop")


@bp.get("")
@requires(change_shop)
def edit() -> ResponseReturnValue:
    """The form, filled."""
    shop = or_404(the_shop(actor()))
    form = _offered(ShopForm(data=typed_shop(shop)))
    form.begin_at(shop.version)
    return page("settings/desk/shop.html", form=form)


@bp.post("")
@requires(change_shop)
def update() -> ResponseReturnValue:
    """Anew."""
    form = _offered(ShopForm())
    if not form.validate():
        return invalid("settings/desk/shop.html", form=form)
    change_shop(form.draft(), form.seen_version, by=actor(), at=now())
    return changed(to=url_for(".edit"), notice=_("Saved."))


def _offered(form: ShopForm) -> ShopForm:
    form.calendar.choices = [(one.id, known_name(one.name)) for one in calendars()]
    return form
