"""The frame around every page: drawn once for all pages on which it looks the same to this reader, and kept (P44).

What differs from page to page, the CSRF token and the address to come back to, is put into its places each time.
"""

import secrets
from functools import lru_cache
from typing import NamedTuple

from flask import Flask, current_app, g, request
from flask_babel import get_locale
from markupsafe import Markup, escape

from portal.web.context import HouseView, Me, house_view, me
from portal.web.layout import here
from portal.web.tokens import csrf_token

TOKEN, BACK = (f"place-{secrets.token_hex(8)}" for _ in range(2))  # nobody can type them: new with each process


class Look(NamedTuple):
    """All that a part of the frame depends on."""

    root: str  # where the portal is mounted
    blueprint: str  # where one is
    locale: str
    roles: frozenset[str]
    me: Me | None
    house: HouseView


def kept(name: str) -> Markup:
    """A part of the frame, `layouts/<name>.html`, as it looks to this reader here."""
    place = request.script_root, request.blueprint or "", str(get_locale())
    look = Look(*place, g.actor.roles, me(), house_view())
    drawn = _drawn(name, look)
    return Markup(drawn.replace(TOKEN, csrf_token()).replace(BACK, escape(here())))  # noqa: S704 - a template made it


@lru_cache(maxsize=1_000)
def _drawn(name: str, look: Look) -> str:
    template = current_app.jinja_env.get_template(f"layouts/{name}.html")
    return template.render(me=look.me, house=look.house, csrf_token=lambda: TOKEN, here=lambda: BACK)


def init_frame(app: Flask) -> None:
    """Templates say {{ frame('_rail') }}."""
    app.jinja_env.globals.update(frame=kept)
