"""Shared tablets: made here, enrolled by a link that is shown once, listed with their last contact (P4, VE20)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, current_app, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField

from portal.clock import now
from portal.domain.people.devices import devices
from portal.domain.people.displays import new_token, token_of
from portal.domain.people.models import Device
from portal.domain.people.operations import enrol_device
from portal.domain.people.queries import names_of
from portal.web.admission import actor, requires
from portal.web.formats import clock, listed
from portal.web.forms import AtMost, Needed, PortalForm, forget_what_was_sent
from portal.web.qr_codes import qr_drawing
from portal.web.responses import invalid, page

bp = Blueprint("devices", __name__, url_prefix="/devices")


class DeviceForm(PortalForm):
    """A tablet and what it is called."""

    id = "device"

    form_key = HiddenField()  # random, one for each form that is opened; never kept with a draft
    name = StringField(
        _l("Name of the tablet"),
        [Needed(_l("Enter a short name that stands on the tablet, for example FD-1.")), AtMost(40)],
        description=_l("Short, as it stands on the tablet: FD-1 at the front desk, HK-2 in housekeeping."),
    )


@dataclass(frozen=True, slots=True)
class DeviceView:
    """One tablet, in words; plain values for a template."""

    id: int
    name: str
    state: str
    history: str
    is_revoked: bool


@bp.get("")
@requires(enrol_device)
def index() -> ResponseReturnValue:
    """All of them, the revoked ones last."""
    return page("settings/devices/index.html", devices=views(devices(actor())))


@bp.get("/new")
@requires(enrol_device)
def new() -> ResponseReturnValue:
    """The form."""
    return page("settings/devices/new.html", form=DeviceForm(data={"form_key": new_token()}))


@bp.post("")
@requires(enrol_device)
def create() -> ResponseReturnValue:
    """Make it, and show its link: here and now, since nobody can look it up later.

    The link comes of the form, so that a form sent twice makes one tablet and shows the same link both times.
    """
    form = DeviceForm()
    if not form.validate():
        return invalid("settings/devices/new.html", form=form)
    key = form.form_key.data or new_token()
    token = token_of(current_app.config["SECRET_KEY"], "device", actor().person_id, key, form.name.data)
    device = enrol_device(form.name.data, token, by=actor(), at=now())
    forget_what_was_sent()
    address = url_for("accounts.enrolments.new", token=token, _external=True)
    return page("settings/devices/show.html", device=device, address=address, code=qr_drawing(address))


def views(found: Iterable[Device]) -> list[DeviceView]:
    """As the settings list them; one query."""
    found, at = list(found), now()
    names = names_of({number for one in found for number in (one.made_by_id, one.revoked_by_id) if number is not None})
    return [
        DeviceView(one.id, one.name, _state(one, at), _history(one, names), one.revoked_at is not None) for one in found
    ]


def _state(device: Device, at: datetime) -> str:
    if device.seen_at is not None:
        return _("Last contact %(at)s", at=clock(device.seen_at))
    if device.link_until > at and device.revoked_at is None:
        return _("Waits for its link to be opened, until %(at)s", at=clock(device.link_until))
    return _("Never enrolled: the link was not opened in time")


def _history(device: Device, names: dict[int, str]) -> str:
    house = _("the portal itself")
    told = [_("Made %(at)s by %(who)s", at=clock(device.made_at), who=names.get(device.made_by_id or 0, house))]
    if device.revoked_at is not None:
        who = names.get(device.revoked_by_id or 0, house)
        told.append(_("revoked %(at)s by %(who)s", at=clock(device.revoked_at), who=who))
    return listed(told)
