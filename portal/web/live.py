"""Living parts of a page: asked for every second, drawn once for all who look at the same view (Q3, Q9).

A view is what the address chooses, in a language and a zone, for those who may see the same. Its signature comes from
what would be shown, so nothing has to be announced and nothing can be forgotten: a change by mail, by a job, on another
machine or by time alone is a change. A page says which signature it has (?v=); while that is so the answer is 204.

A view function says `@living` and returns `answered(...)`, the page that holds the part says `drawn(...)`:

    @bp.get("/live")
    @requires(Right.QUEUE_SEE)
    @living
    def show() -> Response:
        wanted = chosen()
        return answered(("queue", wanted), lambda: look_at(wanted))

The key is the part's name and what was chosen, plain values; who chose "mine" puts the person's id into it. Language,
zone and what the actor may see are added here. `look_at` reads what is to be shown: Look(facts, draw). `facts` are
values whose repr is the same in every process (no sets, no objects), without words that tick by themselves; `draw`
makes the element with that signature as its data-v. Nothing personal may stand in it, and no token: it is sent to
everybody with the same key. What is read from the database for that is the same in every language: `reading_of`.

In this process a look counts for 0.8 s. portal/viewers.py hands out what is kept here without asking Flask.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from flask import Flask, Response, current_app, g, request
from flask_babel import get_locale, get_timezone
from markupsafe import Markup

from portal.db import writes_seen
from portal.domain.actors import Actor
from portal.domain.people.displays import still_held
from portal.domain.people.queries import holding
from portal.web.headers import WORTH_COMPRESSING, Packed, joined, packed
from portal.web.house import present_house
from portal.web.lately import COUNTS_FOR, still_counts

T = TypeVar("T")
View = TypeVar("View", bound=Callable[..., Any])
Key = tuple[Hashable, ...]

DRAWN_FOR = 30.0  # seconds after which it is drawn again though nothing changed: its words tick
MOST_BYTES = 16_000_000  # of what is kept, in each process
MOST_READINGS = 50  # as well
TELLS_THE_GATE = "portal.live"  # in the environ, where no header can put anything: a Told
WROTE = "portal.wrote"  # as well: the Holder who writes
WHO = {"person_id", "name", "email", "locale", "zone", "sign_in_id", "seen_at", "address", "request_id", "display_id"}
WHO |= {"device_id", "device"}
SEES = sorted(field.name for field in fields(Actor) if field.name not in WHO)
SEEN = attrgetter(*SEES)


class Reading(NamedTuple, Generic[T]):
    """What was read for a view, in whatever language it is shown."""

    value: T
    read_at: float  # monotonic seconds
    writes: int | None  # of this process, when the reading began


@dataclass(frozen=True, slots=True)
class Look:
    """What there is to be shown, and how it becomes an element."""

    facts: object
    draw: Callable[[str], str]  # given the signature
    of: Reading[Any] | None = None  # what was read for several languages: the look counts as long as that does


@dataclass(frozen=True, slots=True)
class Kept:
    """One view as it was last seen."""

    signature: str
    plain: bytes
    zipped: bytes  # b"" when it is too short for that
    looked_at: float  # monotonic seconds
    drawn_at: float
    packed: bytes = b""  # of `zipped`: what goes into the middle of a page
    writes: int | None = None  # of this process, when it was looked at

    def counts_at(self, moment: float) -> bool:
        """Nobody needs to look again."""
        return moment - self.looked_at < COUNTS_FOR


class Holder(NamedTuple):
    """What lets somebody look: a sign-in, or the link of a screen."""

    kind: str
    id: int


class Told(NamedTuple):
    """To whom which view was just shown, for the gate."""

    view: bytes
    holder: Holder
    standing: Actor
    at: float  # monotonic seconds


class Views:
    """What this process keeps, the longest unused left out when it grows too large. Written by one thread."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        """Nothing yet."""
        self._kept: OrderedDict[bytes, Kept] = OrderedDict()
        self.readings: dict[Key, Reading[Any]] = {}
        self._most, self._size = most_bytes, 0

    def get(self, view: bytes) -> Kept | None:
        """From any thread."""
        return self._kept.get(view)

    def keep(self, view: bytes, kept: Kept) -> None:
        """In place of what was kept of this view."""
        self._size += _size(kept) - _size(self._kept.pop(view, None))
        self._kept[view] = kept
        while self._size > self._most and len(self._kept) > 1:
            self._size -= _size(self._kept.popitem(last=False)[1])


def living(view: View) -> View:
    """This view answers a living part: who is not signed in any more is told so and not sent away from the page."""
    view.is_living = True  # type: ignore[attr-defined]
    return view


def answers_living() -> bool:
    """The request under way is for a living part."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "is_living", False)


def drawn(key: Key, look: Callable[[], Look]) -> Markup:
    """The element, in a page; what was drawn before for others is taken when nothing has changed since.

    While somebody polls the same view, nobody looks again for a page; but who has just changed something does.
    """
    view = _view(key)
    kept = _views().get(view)
    if kept is None or not still_counts(kept.looked_at, kept.writes):
        kept = _looked(view, look)
    g.packed = Packed(kept.plain, kept.packed)
    return Markup(kept.plain.decode())  # noqa: S704 - templates made it


def answered(key: Key, look: Callable[[], Look]) -> Response:
    """The element when it isn't what the page has, else 204. With ?now=1, after one's own change, looked at anew."""
    view = _view(key)
    kept = None if "now" in request.args else _views().get(view)
    if kept is None or not kept.counts_at(time.monotonic()):
        kept = _looked(view, look)
    holder = holder_of(g.actor)
    if holder is not None:
        request.environ[TELLS_THE_GATE] = Told(view, holder, standing_of(g.actor), time.monotonic())
    if request.args.get("v") == kept.signature:
        return Response(status=204)
    response = Response(kept.plain, mimetype="text/html")
    if kept.zipped and request.accept_encodings["gzip"]:
        response.set_data(kept.zipped)
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response


def reading_of(key: Key, read: Callable[[], T]) -> Reading[T]:
    """What `read` finds: read once for all who may see the same, as long as a look counts."""
    readings, full = _views().readings, (*key, sight_of(g.actor))
    known = readings.get(full)
    if known is None or not still_counts(known.read_at, known.writes):
        moment, writes = time.monotonic(), writes_seen()
        if len(readings) >= MOST_READINGS:
            readings.clear()
        known = readings[full] = Reading(read(), moment, writes)
    return known


def _views() -> Views:
    found: Views = current_app.extensions["live"]
    return found


def _view(key: Key) -> bytes:
    """The key in full, as a mark of fixed length."""
    return _marked(key, str(get_locale()), str(get_timezone()), sight_of(g.actor))


@lru_cache(maxsize=1_000)
def _marked(*full: Hashable) -> bytes:
    return blake2b(repr(full).encode(), digest_size=16).digest()


def _looked(view: bytes, look: Callable[[], Look]) -> Kept:
    moment, writes = time.monotonic(), writes_seen()
    seen, before = look(), _views().get(view)
    if seen.of is not None:
        moment, writes = seen.of.read_at, seen.of.writes
    build = current_app.extensions["assets"].mark
    signature = blake2b(repr((view, build, present_house().trade, seen.facts)).encode(), digest_size=12).hexdigest()
    if before is not None and before.signature == signature and moment - before.drawn_at < DRAWN_FOR:
        kept = replace(before, looked_at=moment, writes=writes)
    else:
        plain = seen.draw(signature).encode()
        pack = packed(plain) if len(plain) >= WORTH_COMPRESSING else b""
        zipped = joined([(plain, pack)]) if pack else b""
        kept = Kept(signature, plain, zipped, moment, moment, pack, writes)
    _views().keep(view, kept)
    return kept


def _size(kept: Kept | None) -> int:
    return 0 if kept is None else 1_000 + len(kept.plain) + len(kept.zipped) + len(kept.packed)


# -------------------------------------------------------------------------------------------------------- who may look


def sight_of(actor: Actor) -> str:
    """What the actor may see: all that is known of them but who they are; the same text in every process."""
    return _in_words(SEEN(actor), None if actor.is_staff or actor.sees_whole_organisation else actor.person_id)


@lru_cache(maxsize=1_000)
def _in_words(seen: tuple[Hashable, ...], alone: int | None) -> str:
    values = [sorted(value) if isinstance(value, frozenset) else value for value in seen]
    return repr([*zip(SEES, values, strict=True), alone])


def holder_of(actor: Actor) -> Holder | None:
    """By what they look; None: by something that the gate can't watch, so Flask is asked every time."""
    if actor.sign_in_id is not None:
        return Holder("sign_in", actor.sign_in_id)
    return None if actor.display_id is None else Holder("display", actor.display_id)


def tell_who_writes() -> None:
    """For the gate: what they may see, their language and zone may be others after this request."""
    if (holder := holder_of(g.actor)) is not None:
        request.environ[WROTE] = holder


def standing_of(actor: Actor) -> Actor:
    """The actor without what differs from one request to the next."""
    return replace(actor, seen_at=None, address=None, request_id=None)


# How those who hold something are found again, all of a kind in one query; ended, expired and revoked ones are left out
WATCHED: dict[str, Callable[[Collection[int], datetime], Mapping[int, Actor]]] = {
    "sign_in": holding,
    "display": still_held,
}


def standings(holders: Collection[Holder], at: datetime) -> dict[Holder, Actor]:
    """As whom each of them would be admitted now. In a transaction."""
    found: dict[Holder, Actor] = {}
    for kind in sorted({holder.kind for holder in holders} & WATCHED.keys()):
        ids = [holder.id for holder in holders if holder.kind == kind]
        found |= {Holder(kind, key): standing_of(actor) for key, actor in WATCHED[kind](ids, at).items()}
    return found


def init_live(app: Flask) -> None:
    """One store in each process."""
    app.extensions["live"] = Views()
