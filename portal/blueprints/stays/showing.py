"""Stays as rows, in the reader's language and zone."""

from collections.abc import Collection
from datetime import date
from itertools import groupby
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.blueprints.stays.naming import known_as, spoken_to
from portal.blueprints.stays.words import LEVELS
from portal.domain.departments.words import Post
from portal.domain.stays.finding import may_know_name
from portal.domain.stays.models import Stay
from portal.domain.stays.words import Level, RoomState, Source
from portal.web.formats import deadline_view

View = dict[str, Any]


def level_name(level: str | None) -> str:
    """VIP 1; "" for none."""
    return _(LEVELS[Level(level)]) if level else ""


def stay_view(stay: Stay, held: Collection[Post], undecided: Collection[int] = ()) -> View:
    """What a row says."""
    knows = may_know_name(stay, held)
    return {
        "id": stay.id,
        "name": known_as(stay, held),
        "salutation": spoken_to(stay, held),
        "title": stay.guest.title if knows else "",
        "href": url_for("stays.stays.show", reference=stay.reference),
        "level": level_name(stay.level),
        "level_word": stay.level or "",
        "room": stay.room.number if stay.room else "",
        "travels_by": stay.travels_by,
        "people": stay.people,
        "requests": stay.requests,
        "depart_on": stay.depart_on,
        "arrive_on": stay.arrive_on,
        "arrive_at": stay.arrive_at,
        "depart_at": stay.depart_at,
        "due": deadline_view(_("arrival"), stay.arrive_at, started_at=stay.created_at, met_at=stay.arrived_at),
        "missing": missing(stay, undecided),
    }


def missing(stay: Stay, undecided: Collection[int]) -> list[str]:
    """The facts that are still wanting, in red (V10)."""
    wanting = [
        (stay.arrival_source == Source.UNKNOWN, _("no time")),
        (not stay.travels_by, _("no flight")),
        (stay.room_state == RoomState.NONE, _("no room")),
        (stay.room_state == RoomState.PROPOSED, _("room not approved")),
        (stay.id in undecided, _("level not approved")),
    ]
    return [word for is_wanting, word in wanting if is_wanting]


def by_day(stays: Collection[Stay], views: Collection[View]) -> list[tuple[date, list[View]]]:
    """The same, under their days."""
    pairs = zip(stays, views, strict=True)
    return [(on, [view for _stay, view in group]) for on, group in groupby(pairs, lambda pair: pair[0].arrive_on)]
