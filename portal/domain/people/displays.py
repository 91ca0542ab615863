"""Screens and the links that they hold (Q6, P1: display, a link, no person)."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.people.models import DisplayLink
from portal.domain.people.queries import LEAST_TOKEN, hashed
from portal.domain.people.rules import Board
from portal.domain.rights import Right, Role


def new_token() -> str:
    """256 bits that nobody guesses, as a link carries them."""
    return secrets.token_urlsafe(32)


def token_of(secret: str, *told: object) -> str:
    """The one token that comes of what a form told, a random key among it: 256 bits that who has no `secret` can't."""
    return urlsafe_b64encode(hmac.digest(secret.encode(), repr(told).encode(), "sha256")).decode().rstrip("=")


def screen_holding(
    token: str, board: Board, *, address: str | None = None, request_id: str | None = None
) -> Actor | None:
    """Who looks by this link, in one query: a screen with one right. None for unknown, revoked, and another board's."""
    if len(token) < LEAST_TOKEN:
        return None
    held = (DisplayLink.token_hash == hashed(token), DisplayLink.board == board, DisplayLink.revoked_at.is_(None))
    link = session().scalar(select(DisplayLink).where(*held))
    return _screen(link, address=address, request_id=request_id) if link else None


def still_held(link_ids: Collection[int], _at: datetime) -> dict[int, Actor]:
    """The screens of those of these links that nobody has revoked."""
    held = select(DisplayLink).where(DisplayLink.id.in_(link_ids), DisplayLink.revoked_at.is_(None))
    return {link.id: _screen(link) for link in session().scalars(held)}


def _screen(link: DisplayLink, *, address: str | None = None, request_id: str | None = None) -> Actor:
    return Actor(
        person_id=None,
        name=link.name,
        roles=frozenset({Role.DISPLAY}),
        locale=link.locale,
        address=address,
        request_id=request_id,
        display_id=link.id,
    )


def display_link_of(screen: Actor) -> DisplayLink | None:
    """The link that this screen holds: how it is to look and what to leave out."""
    return session().get(DisplayLink, screen.display_id) if screen.is_display else None


def display_links(actor: Actor) -> list[DisplayLink]:
    """All of them, those that work first, the newest on top; for those who look after them."""
    if not actor.may(Right.DISPLAY_CHANGE):
        return []
    in_order = (DisplayLink.revoked_at.is_not(None), DisplayLink.id.desc())
    return list(session().scalars(select(DisplayLink).order_by(*in_order)))


def display_link_for(actor: Actor, link_id: int) -> DisplayLink | None:
    """One of them, revoked or not."""
    return session().get(DisplayLink, link_id) if actor.may(Right.DISPLAY_CHANGE) else None
