"""Mails in words: subject, plain text and HTML from one template per kind, as its reader reads (P12, P30).

templates/mail/<kind>.html is rendered twice: with layouts/mail.html and the macros of ui/mail.html, escaped; and with
layouts/mail.txt and the macros of ui/mail.txt, as plain text. So the two can never say different things. The first
comment of a template is an example of its values as JSON; the tests print every kind from it. A template may use

    m          title, text, promise, facts, list, quote, button, small (templates/ui/mail.html)
    check_in_path   a value that makes the mail carry its address as a picture, unless is_requested (qr_codes.py)
    calendar   a value that makes the mail carry the appointment for the reader's calendar (calendar_files.py)
    link, url  whole addresses: link('tickets.tickets.show', number=4711), url('/account')
    to, house  name and email; name, support_email, consumer_support, zone
    moment, clock, day, duration, number   filters; moments are ISO strings
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import css_inline
from flask import Flask, current_app, g
from jinja2 import Environment, Template, TemplateError
from markupsafe import Markup, escape
from werkzeug.routing import BuildError

from portal.domain.actors import Actor
from portal.domain.house.models import House
from portal.web import formats
from portal.web.calendar_files import CalendarFile, Organiser, calendar_file
from portal.web.qr_codes import qr_picture
from portal.web.reading import LOCALES, lang

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Reader:
    """To whom the mail speaks."""

    name: str
    email: str
    locale: str
    zone: str


@dataclass(frozen=True, slots=True)
class PrintedMail:
    """A mail as its recipient reads it."""

    subject: str  # one line
    text: str
    html: str  # styles are written into the elements
    calendar: CalendarFile | None = None
    picture: bytes | None = None  # PNG: the link for the door, for a camera


def print_mail(kind: str, values: dict[str, Any], *, reader: Reader, house: House) -> PrintedMail:
    """The words of a mail. Raises what Jinja raises when the kind is not known or a value is missing."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - werkzeug's own way
    given = {"to": reader, "house": house, "url": url, "link": link, **values}
    with _read_by(app, reader, house):
        plain, rich = _environments(app)
        text_given = {**given, "m": _macros(plain, "ui/mail.txt"), "layout": "layouts/mail.txt"}
        html_given = {**given, "m": _macros(rich, "ui/mail.html"), "layout": "layouts/mail.html", "lang": lang()}
        template = plain.get_template(f"mail/{kind}.html")
        subject = _subject(template, text_given)
        html = rich.get_template(f"mail/{kind}.html").render(html_given)
        calendar = calendar_file(values["calendar"], organiser(house)) if "calendar" in values else None
        at_door = "check_in_path" in values and not values.get("is_requested")
        picture = qr_picture(url(values["check_in_path"])) if at_door else None
        return PrintedMail(subject, _tidy(template.render(text_given)), css_inline.inline(html), calendar, picture)


def shown_mail(kind: str, values: dict[str, Any], *, reader: Reader, house: House) -> PrintedMail | None:
    """The words of a mail for a page; None when they can't be made, as by a version that no longer knows the kind."""
    with suppress(TemplateError, BuildError, LookupError, TypeError, ValueError):
        return print_mail(kind, values, reader=reader, house=house)
    return None


def shown_subject(kind: str, values: dict[str, Any], *, reader: Reader, house: House) -> str:
    """The subject for a list; the kind when it can't be made."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - werkzeug's own way
    with suppress(TemplateError, BuildError, LookupError, TypeError, ValueError), _read_by(app, reader, house):
        return _subject(
            _environments(app)[0].get_template(f"mail/{kind}.html"), {"to": reader, "house": house, **values}
        )
    return kind


def one_line(words: str) -> str:
    """Without line ends of any alphabet and other controls: nobody adds a header by a ticket's title."""
    return SPACES.sub(" ", CONTROLS.sub(" ", words)).strip()


def url(path: str) -> str:
    """The whole address of a path of the portal."""
    public_url: str = current_app.config["PORTAL"].public_url
    return f"{public_url}/{path.lstrip('/')}"


def organiser(house: House) -> Organiser:
    """Whose the appointments are: the house's, at the portal's host."""
    host = urlsplit(current_app.config["PORTAL"].public_url).hostname or "localhost"
    return Organiser(house.name, house.support_email, host)


def link(endpoint: str, **values: object) -> str:
    """The whole address of a page."""
    parts = urlsplit(current_app.config["PORTAL"].public_url)
    addresses = current_app.url_map.bind(parts.netloc, script_name=parts.path or "/", url_scheme=parts.scheme)
    return addresses.build(endpoint, values, force_external=True)


@contextmanager
def _read_by(app: Flask, reader: Reader, house: House) -> Iterator[None]:
    """Language and zone are the recipient's, whoever's request this is."""
    locale = reader.locale if reader.locale in LOCALES else "en"
    with app.app_context():
        g.house = house
        g.actor = Actor(person_id=0, name=reader.name, email=reader.email, locale=locale, zone=reader.zone)
        yield


def _environments(app: Flask) -> tuple[Environment, Environment]:
    """Jinja for plain text, which escapes nothing, and for HTML, which escapes all; filters take ISO strings."""
    if "mails" not in app.extensions:
        plain, rich = app.jinja_env.overlay(autoescape=False), app.jinja_env.overlay(autoescape=True)
        for environment in (plain, rich):
            environment.filters = {
                **app.jinja_env.filters,
                "moment": partial(_of_iso, formats.moment),
                "clock": partial(_of_iso, formats.clock),
                "day": partial(_of_iso, formats.day),
                "with_breaks": _with_breaks,
            }
        app.extensions["mails"] = plain, rich
    return app.extensions["mails"]


def _subject(template: Template, given: dict[str, Any]) -> str:
    return one_line("".join(template.blocks["subject"](template.new_context(given))))


def _macros(environment: Environment, name: str) -> object:
    return environment.get_template(name).module


def _of_iso(filter_of: Callable[[Any], str], value: str | date | None) -> str:
    """Let a filter take what JSON can carry: "2026-03-09T13:30:00Z", "2026-03-09"."""
    if isinstance(value, str) and value:
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return filter_of(value or None)


def _with_breaks(words: str) -> Markup:
    return Markup("<br>\n").join(escape(line) for line in str(words).splitlines())


def _tidy(text: str) -> str:
    """No spaces at line ends, no two empty lines, no controls."""
    lines = (CONTROLS.sub("", line).rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
