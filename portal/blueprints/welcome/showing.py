"""The welcome board in words, in the language of its link and the zone of the shop (A30-A32).

Pages turn on the server: which one it is follows from the time, as does the language where they come in turn. So a
screen without JavaScript turns them too, two screens side by side show the same, and nothing in a browser can stop.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from flask import g, render_template, request
from flask_babel import format_date, get_locale, refresh
from flask_babel import gettext as _

from portal.clock import now
from portal.domain.appointments.welcome import Guest, WelcomeBoard, welcome_board
from portal.domain.calendars.hours import zone_of
from portal.domain.people.models import DisplayLink
from portal.web.admission import actor
from portal.web.house import present_house
from portal.web.languages import patterns_of
from portal.web.live import Look
from portal.web.reading import LOCALES

ROWS = 12  # as on the paper form (BR37)
TURNS_EVERY = 10  # seconds
LANGUAGE_FOR = 20  # seconds, where they come in turn


@dataclass(frozen=True, slots=True)
class GuestView:
    """One line."""

    number: int
    name: str
    plate: str
    clock: str
    advisor: str
    state: str  # "here", "late", "next" or ""


@dataclass(frozen=True, slots=True)
class BoardView:
    """One page of the board."""

    today: str  # the date on the shop's wall, ISO: a screen that can't ask shows no other day's names
    zone: str
    clock: str
    date: str
    weekday: str
    is_tomorrow: bool
    guests: list[GuestView]
    page: int
    pages: int
    held: bool  # somebody stopped the turning


def in_turn(link: DisplayLink) -> None:
    """The language of this moment, where all come in turn, the link's own first."""
    if link.is_in_turn:
        languages = [link.locale, *(code for code in LOCALES if code != link.locale)]
        locale = languages[int(now().timestamp()) // LANGUAGE_FOR % len(languages)]
        g.actor = replace(g.actor, locale=locale)
        g.pop("catalogue", None)
        refresh()


def wanted_page() -> int:
    """The page that somebody stopped at; 0: they turn."""
    asked = request.args.get("page", "")
    return int(asked) if asked.isdecimal() and len(asked) < 3 else 0  # noqa: PLR2004 - 99 pages are 1,188 guests


def key_of(link: DisplayLink, wanted: int) -> tuple[str, str, int]:
    """One view for all screens that hold this link, and for no other: its address stands in it."""
    return "welcome", link.token_hash, wanted


def at_the_entrance(token: str, wanted: int) -> Callable[[], Look]:
    """What is on the board now. The clock is a word in it, so it is drawn anew each minute at least."""

    def look() -> Look:
        at = now()
        view = board_view(welcome_board(actor(), at), at, wanted)
        return Look(
            (view, present_house().name),
            lambda signature: render_template("welcome/_board.html", board=view, token=token, signature=signature),
        )

    return look


def board_view(found: WelcomeBoard, at: datetime, wanted: int = 0) -> BoardView:
    """The page of it that is up at `at`."""
    zone, patterns = zone_of(found.zone), patterns_of(str(get_locale()))
    pages = max(1, -(-len(found.guests) // ROWS))
    turn = int(at.timestamp()) // TURNS_EVERY % pages + 1
    number = min(wanted, pages) or turn
    shown = found.guests[(number - 1) * ROWS : number * ROWS]
    return BoardView(
        today=found.today.isoformat(),
        zone=found.zone,
        clock=f"{at.astimezone(zone):%H:%M}",
        date=format_date(found.on, patterns["day_month"]),
        weekday=format_date(found.on, patterns["weekday_name"]),
        is_tomorrow=found.is_tomorrow,
        guests=[_guest(guest, f"{guest.start_at.astimezone(zone):%H:%M}") for guest in shown],
        page=number,
        pages=pages,
        held=wanted > 0,
    )


def _guest(guest: Guest, clock: str) -> GuestView:
    is_chinese = str(get_locale()).startswith("zh")
    return GuestView(
        number=guest.number,
        name=guest.name or _("Guest %(number)d", number=guest.number),
        plate=guest.plate,
        clock=clock,
        advisor=guest.advisor_zh if is_chinese else guest.advisor,
        state=_state(guest),
    )


def _state(guest: Guest) -> str:
    if guest.is_here:
        return "here"
    if guest.is_late:
        return "late"
    return "next" if guest.is_next else ""
