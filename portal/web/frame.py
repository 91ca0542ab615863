"""The frame around every page: drawn once for all pages on which it looks the same to this reader, and kept (P44).

What differs from page to page, the CSRF token and the address to come back to, is put into its places each time.
"""

import secrets
from collections.abc import Hashable
from functools import lru_cache
from typing import NamedTuple

from flask import Flask, Response, current_app, g, make_response, render_template, request, session
from flask_babel import get_locale
from markupsafe import Markup, escape

from portal.clock import now
from portal.web.context import HouseView, Me, house_view, me
from portal.web.headers import NOTHING_PACKED, Packed
from portal.web.layout import here, words_alone
from portal.web.responses import page
from portal.web.tokens import csrf_token

TOKEN, BACK, NOW, LIVING = (
    f"place-{secrets.token_hex(8)}" for _ in range(4)
)  # nobody can type them: new with each process


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
    return _filled(_drawn(name, _look()))


def page_kept(template: str, living: Markup, **context: Hashable) -> Response:
    """A whole page, kept while nothing in it but its `living` part reads differently; notices are never kept."""
    if "_flashes" in session:
        return page(template, live=living, **context)
    shell = _shell(template, _look(), tuple(context.items()))
    before, _place, after = _filled(shell).replace(NOW, now().isoformat()).encode().partition(LIVING.encode())
    part = g.get("packed", NOTHING_PACKED)
    plain = part.plain if part.pack else living.encode()
    g.packed = Packed(plain, part.pack, len(before))
    return make_response(before + plain + after)


def _look() -> Look:
    place = request.script_root, request.blueprint or "", str(get_locale())
    return Look(*place, g.actor.roles, me(), house_view())


def _filled(drawn: str) -> Markup:
    filled = drawn.replace(TOKEN, csrf_token()).replace(BACK, escape(here()))
    return Markup(filled)  # noqa: S704 - a template made it


@lru_cache(maxsize=1_000)
def _drawn(name: str, look: Look) -> str:
    template = current_app.jinja_env.get_template(f"layouts/{name}.html")
    return template.render(me=look.me, house=look.house, csrf_token=lambda: TOKEN, here=lambda: BACK)


@lru_cache(maxsize=500)
def _shell(template: str, look: Look, context: tuple[tuple[str, Hashable], ...]) -> str:
    zone = look.me.zone if look.me else ""
    places = {
        "live": LIVING,
        "csrf_token": lambda: TOKEN,
        "here": lambda: BACK,
        "page_words": lambda: Markup('{"now": "%s", "zone": "%s", %s') % (NOW, zone, words_alone(look.locale)),
        "frame": lambda name: Markup(_drawn(name, look)),  # noqa: S704 - a template made it
    }
    return render_template(template, **dict(context), **places)


def init_frame(app: Flask) -> None:
    """Templates say {{ frame('_rail') }}."""
    app.jinja_env.globals.update(frame=kept)
