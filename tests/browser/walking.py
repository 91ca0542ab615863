"""Which pages there are: what each role reaches from the front page by links alone, each kind in a few examples."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import func, or_, select, update
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from portal.clock import now
from portal.db import read_only, session, transaction
from portal.demo import WALL, fill_if_empty
from portal.demo.displays import KIOSK, WELCOME
from portal.demo.public_booking import FORM, LINKS
from portal.domain.actors import SYSTEM
from portal.domain.people.models import Person, PersonRole
from portal.domain.people.operations import invite, make_password_link
from portal.domain.rights import SERVICE_ROLES, Role
from portal.domain.roster.models import PlaceRequest, ReplacementDemand
from portal.domain.tickets.models import Ticket
from tests.browser.running import Running, cookie_of

HIGHEST_FIRST = [
    Role.ADMINISTRATOR,
    Role.SUPPORT_LEAD,
    Role.ACCOUNT_MANAGER,
    Role.AGENT,
    Role.FRONT_DESK,
    Role.WORKSHOP,
    Role.PARTS,
    Role.PRIMARY_CONTACT,
    Role.NAMED_CALLER,
    Role.CONTACT,
]
ROLES: tuple[Role | None, ...] = (None, *HIGHEST_FIRST)
COMMON = re.compile(
    r'span class="(?:badge|deadline) '
)  # looks the same wherever it stands: one page with each is enough
EXAMPLES = 3  # of each kind of page
MANY_STATES = {"tickets.tickets.show": 16, "tickets.tickets.index": 5}
NO_PAGES = {
    "static",
    "mails.bodies.show",
    "tickets.attachments.show",
    "checklists.photos.show",
    "settings.house.index",
    "settings.house.show",
    "booking.calendars.show",
    "register.workbooks.show",
}
BESIDE = (
    "/sign-in",
    "/password-resets/new",
    "/password-resets/asked",
    "/nowhere",
    "/password-resets/spent",
    WALL,
    "/wall/revoked",
    WELCOME,
    KIOSK,
    "/book",
    FORM,
    *LINKS,
)  # for visitors
SOUGHT = (
    "/tickets/calls/new?q=vera",
    "/queue?q=nowhere",
    "/queue?kind=substitution",
)  # what a form leads to, for who may do all


@dataclass(frozen=True)
class Place:
    """A page as somebody sees it."""

    role: Role | None  # None: a visitor
    person_id: int | None
    path: str
    endpoint: str
    shapes: frozenset[str]  # which elements stand on it: two pages of one shape need not be looked at twice

    @property
    def name(self) -> str:
        """For a message or a picture's file."""
        return f"{self.role or 'visitor'} {self.path}"


def fill_demo(app: Flask) -> None:
    """The demo, as `portal run --prepare` fills it."""
    fill_if_empty(app)


def in_parts(of: int) -> pytest.MarkDecorator:
    """The test is several, each of which looks at its `part` of the pages."""
    cases = [pytest.param((number, of), id=f"part {number + 1} of {of}") for number in range(of)]
    return pytest.mark.parametrize("part", cases, indirect=True)


def all_places(app: Flask) -> list[Place]:
    """Every page that anybody reaches, as far as it looks different from those before it."""
    seen: set[str] = set()
    chosen = []
    for role in ROLES:
        if role in SERVICE_ROLES and not _anybody(app, role):
            continue  # the service desk's people come into the demo with their pages
        begin = ("/", "/nowhere") if role else ("/", *BESIDE, _invitation(app))
        if role == Role.ADMINISTRATOR:
            begin += (*SOUGHT, *_what_waits(app))
        for place in _walk(app, role, None if role is None else somebody(app, role), begin):
            if not place.shapes <= seen:
                seen |= place.shapes
                chosen.append(place)
    return needed(chosen)


def needed(places: list[Place]) -> list[Place]:
    """Without those of which a later page shows everything too: each kind of element of each page is still seen."""
    times = Counter(shape for place in places for shape in place.shapes)
    kept = []
    for place in sorted(places, key=lambda place: len(place.shapes)):
        if all(times[shape] > 1 for shape in place.shapes):
            times.subtract(place.shapes)
        else:
            kept.append(place)
    return [place for place in places if place in kept]


def _anybody(app: Flask, role: Role) -> bool:
    with app.app_context(), read_only():
        return session().scalar(select(PersonRole.person_id).where(PersonRole.role == role).limit(1)) is not None


def somebody(app: Flask, role: Role) -> int:
    """Somebody whose highest role this is, who can sign in, and around whom most goes on."""
    higher = HIGHEST_FIRST[: HIGHEST_FIRST.index(role)]
    with app.app_context(), read_only():
        has = select(PersonRole.person_id).where(PersonRole.role == role)
        has_higher = select(PersonRole.person_id).where(PersonRole.role.in_(higher))
        around = select(func.count(Ticket.id)).where(
            or_(Ticket.organisation_id == Person.organisation_id, Ticket.assignee_id == Person.id)
        )
        found = select(Person.id).where(
            Person.id.in_(has),
            Person.id.not_in(has_higher),
            Person.password_hash.is_not(None),
            Person.deactivated_at.is_(None),
        )
        person_id = session().scalar(found.order_by(around.scalar_subquery().desc(), Person.id).limit(1))
    assert person_id is not None, f"nobody in the demo is a {role}"
    return person_id


@contextmanager
def reading(portal: Running, person_id: int | None, locale: str) -> Iterator[None]:
    """While it lasts, this person reads `locale`."""
    with portal.app.app_context(), read_only():
        before = session().scalar(select(Person.locale).where(Person.id == person_id))
    _set_locale(portal, person_id, locale)
    try:
        yield
    finally:
        _set_locale(portal, person_id, before or locale)


def _set_locale(portal: Running, person_id: int | None, locale: str) -> None:
    with portal.app.app_context(), transaction():
        session().execute(update(Person).where(Person.id == person_id).values(locale=locale))


def _what_waits(app: Flask) -> Iterator[str]:
    """Rosters on which something waits for an answer; those to which links lead first are calm."""
    with app.app_context(), read_only():
        for noun, waits in (("requests", PlaceRequest.answered_at), ("demands", ReplacementDemand.resolved_at)):
            row = session().scalars(select(waits.class_).where(waits.is_(None))).first()
            yield from (f"/organisations/{row.organisation_id}/roster", f"/roster/{noun}/{row.id}") if row else ()


def _invitation(app: Flask) -> str:
    """The page to which a mail leads somebody who is new."""
    with app.app_context(), transaction():
        nora = invite("Nora Vance", "nora.vance@deskbell.example", [Role.AGENT], None, by=SYSTEM, at=now())
        return make_password_link(nora, by=SYSTEM, at=now())


def _walk(app: Flask, role: Role | None, person_id: int | None, begin: tuple[str, ...]) -> Iterator[Place]:
    client = app.test_client()
    if person_id is not None:
        cookie = cookie_of(app, person_id)
        client.set_cookie(cookie["name"], cookie["value"], domain="localhost")
    waiting = list(begin)
    taken: dict[str, int] = defaultdict(int)
    known = set(waiting)
    while waiting:
        path = waiting.pop(0)
        answer = client.get(path)
        assert answer.status_code < 500, f"{role} {path}: {answer.status_code}"
        if answer.status_code == 303:
            links = [answer.headers["Location"]]
        else:
            html = answer.get_data(as_text=True)
            endpoint = endpoint_of(app, path) or "nowhere"
            shapes = {shape if COMMON.match(shape) else f"{endpoint} {shape}" for shape in shapes_in(html)}
            yield Place(role, person_id, path, endpoint, frozenset(shapes))
            links = [unescape(link) for link in re.findall(r'<a\s[^>]*?href="([^"]*)"', html)]
        for link in links:
            there = _local(link)
            if there in known:
                continue
            endpoint = there and endpoint_of(app, there)
            if endpoint and endpoint not in NO_PAGES and taken[endpoint] < MANY_STATES.get(endpoint, EXAMPLES):
                taken[endpoint] += 1
                known.add(there)
                waiting.append(there)


def _local(link: str) -> str:
    parts = urlsplit(link)
    if not parts.path.startswith("/"):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def endpoint_of(app: Flask, path: str) -> str | None:
    """Which page this address is; None for no page."""
    try:
        return str(app.url_map.bind("").match(urlsplit(path).path)[0])
    except (HTTPException, RequestRedirect):
        return None


def shapes_in(html: str) -> set[str]:
    """The kinds of elements on a page: tag, classes, role; how much time is left is no kind."""
    html = re.sub(r"\bleft-\d+", "", html)
    tags = re.findall(r"<([a-z0-9]+)((?:\s[^<>]*)?)>", html)
    return {tag + "".join(re.findall(r'(?:\sclass|\srole|\stype)="[^"]*"', rest)) for tag, rest in tags}


def browsers_of(
    chromium: Browser,
    portal: Running,
    places: list[Place],
    locale: str = "en",
    listen: Callable[[Page], object] = id,
    **context: Any,
) -> Iterator[tuple[Place, Page]]:
    """Each place on a loaded page, one browser a person, read in `locale`; `listen` knows it before it loads."""
    language = locale.replace("_Hans", "-CN")
    for person_id in dict.fromkeys(place.person_id for place in places):
        with reading(portal, person_id, locale):
            calm = {"reduced_motion": "reduce", "service_workers": "block"}  # each page is weighed by itself
            browser = chromium.new_context(base_url=portal.url, locale=language, **calm, **context)
            if person_id is not None:
                browser.add_cookies([portal.cookie_of(person_id)])
            page = browser.new_page()
            listen(page)
            for place in places:
                if place.person_id == person_id:
                    page.goto(place.path)
                    yield place, page
            browser.close()
