"""Product areas as the business edits them (S41)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from portal.clock import now
from portal.domain.rights import Right
from portal.domain.tickets.models import ProductArea
from portal.domain.tickets.operations import add_area, rename_area
from portal.domain.tickets.queries import all_areas, area_numbered
from portal.domain.tickets.rules import AREAS
from portal.web.admission import actor, requires
from portal.web.forms import AtMost, Needed, PortalForm
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("areas", __name__)


class AreaForm(PortalForm):
    """Its name."""

    id = "area"

    name = StringField(
        _l("Name of the product area"), [Needed(_l("Enter the name that customers choose it by.")), AtMost(120)]
    )


@bp.get("/areas")
@requires(Right.HOUSE_CHANGE)
def index() -> ResponseReturnValue:
    """All areas in their order, and a form for one more."""
    return page("settings/areas/index.html", areas=all_areas(), form=AreaForm())


@bp.post("/areas")
@requires(add_area)
def create() -> ResponseReturnValue:
    """One more."""
    form = AreaForm()
    if not form.validate():
        return invalid("settings/areas/index.html", areas=all_areas(), form=form)
    add_area(form.name.data, by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("Product area added."))


@bp.get("/areas/<int:area_id>/edit")
@requires(rename_area)
def edit(area_id: int) -> ResponseReturnValue:
    """The form, filled."""
    area = or_404(area_numbered(area_id))
    return page("settings/areas/edit.html", area=area, form=AreaForm(data={"name": area.name}), hint=_hint(area))


@bp.post("/areas/<int:area_id>")
@requires(rename_area)
def update(area_id: int) -> ResponseReturnValue:
    """Another name."""
    area, form = or_404(area_numbered(area_id)), AreaForm()
    if not form.validate():
        return invalid("settings/areas/edit.html", area=area, form=form, hint=_hint(area))
    rename_area(area, form.name.data, by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("Product area saved."))


def _hint(area: ProductArea) -> str:
    """The names that a portal begins with speak the reader's language; a name of one's own is the same for all."""
    if area.name in dict(AREAS).values():
        return _(
            "Everybody sees this name in their own language. A name of your own is shown to all as you write it: the "
            "translation is gone with this one."
        )
    return _("Everybody sees this name as you write it, in whatever language they read.")
