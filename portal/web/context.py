"""What every template may use without being given it."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, g, url_for
from flask_babel import gettext
from werkzeug.local import LocalProxy

from portal.domain.actors import Actor
from portal.domain.errors import N_
from portal.domain.rights import Right, Role
from portal.web.house import present_house
from portal.web.ids import dom_id
from portal.web.rail import rail
from portal.web.reading import LOCALES, lang
from portal.web.steps import left_out
from portal.web.tokens import csrf_token

ROLE_NAMES = {
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.SUPPORT_LEAD: N_("Support lead"),
    Role.ACCOUNT_MANAGER: N_("Account manager"),
    Role.AGENT: N_("Agent"),
    Role.FRONT_DESK: N_("Front desk"),
    Role.WORKSHOP: N_("Workshop"),
    Role.PARTS: N_("Parts"),
    Role.DUTY_MANAGER: N_("Duty manager"),
    Role.FRONT_OFFICE_MANAGER: N_("Front-office manager"),
    Role.GENERAL_MANAGER: N_("General manager"),
    Role.SALES: N_("Sales"),
    Role.HOUSEKEEPING: N_("Housekeeping"),
    Role.KITCHEN: N_("Kitchen"),
    Role.SECURITY: N_("Security"),
    Role.PRIMARY_CONTACT: N_("Primary contact"),
    Role.NAMED_CALLER: N_("Named caller"),
    Role.CONTACT: N_("Contact"),
    Role.DISPLAY: N_("Display"),
    Role.SYSTEM: N_("System"),
}


@dataclass(frozen=True, slots=True)
class Me:
    """Who reads the page, in words."""

    id: int | None
    name: str
    role_name: str
    is_staff: bool
    zone: str
    device: str = ""  # the shared tablet that they hold (P4)
    locks_after: int = 0  # seconds that nobody touches it


def init_context(app: Flask) -> None:
    """Give the layouts what they need; the proxies are filled when a layout asks, so a fragment pays for none of it."""
    app.jinja_env.globals.update(
        dom_id=dom_id,
        left_out=left_out,
        Right=Right,
        LOCALES=LOCALES,
        csrf_token=csrf_token,
        house=LocalProxy(house_view),
        lang=LocalProxy(lang),
        rail=LocalProxy(rail),
    )
    app.context_processor(_reader)


def _reader() -> dict[str, Any]:
    # The house is read before rendering begins: templates issue no query.
    here = {"actor": g.actor, "me": me(), "house": house_view(), "lang": lang()}
    return {**here, "csrf_token": csrf_token}  # in place of Flask-WTF's own, which signs anew


def me() -> Me | None:
    """Who reads; None for visitors."""
    if "me" not in g:
        g.me = _in_words(g.actor) if g.actor.is_known else None
    return g.me


def _in_words(actor: Actor) -> Me:
    role = next((role for role in ROLE_NAMES if role in actor.roles), Role.CONTACT)
    me = Me(actor.person_id, actor.name, gettext(ROLE_NAMES[role]), actor.is_staff, actor.zone)
    return replace(me, device=actor.device, locks_after=present_house().tablet_locks_after * 60) if actor.device else me


@dataclass(frozen=True, slots=True)
class HouseView:
    """The operator, as the layouts show it (P15)."""

    name: str
    logo_url: str | None
    accent_url: str
    support_email: str
    trade: str  # in whose words what is kept was drawn


def house_view() -> HouseView:
    """Of this request."""
    if "house_view" not in g:
        row = present_house()
        accent = (row.accent_light + row.accent_dark).replace("#", "")
        g.house_view = HouseView(
            name=row.name,
            logo_url=url_for("settings.house.show") if row.logo_type else None,
            accent_url=url_for("settings.house.index", colours=accent),
            support_email=row.support_email,
            trade=row.trade or "",
        )
    return g.house_view
