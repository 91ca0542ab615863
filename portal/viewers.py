"""Who looks at living parts, answered by the event loop: 2,000 open pages cost a tenth of a core (Q9).

The portal itself admits everybody: the first poll of a page goes through Flask, which tells the gate whom it admitted,
by what, and to which view (web/live.py; in the environ, where nobody outside can write). From then on a request that is
the same to the last byte, but for the signature it has (?v=), is answered from what web/live.py keeps:

  - What is kept counts for 0.8 s. Then one poll of that view goes through Flask, and the others wait for it.
  - Who sends a form in this process is forgotten at once: after it they may see something else, or in another language.
  - Every two seconds one query asks for all who were admitted whether their sign-in, or the link of their screen, still
    stands, and whether they still are who they were: roles, sight, language. Who isn't is forgotten, and the next poll
    goes through Flask: to 401, 403, or other rows. Nobody is answered who was not found standing in the last 5 s; when
    the check is slow they wait for it, so that a busy machine is not made busier by 2,000 requests through Flask.

What distinguishes two requests is a hash of all that was sent, so neither a cookie, nor a query, nor a header can be
made up that passes for another's. Each process knows only its own; after a restart everybody is admitted anew.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from portal.clock import now
from portal.db import read_only
from portal.domain.actors import Actor
from portal.web.headers import HEADERS, HSTS
from portal.web.live import TELLS_THE_GATE, Holder, Kept, Told, Views, standings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

    from portal.gate import Scope, Send

MOST = 8_192  # admissions that one process remembers; the longest unused go first
CHECKED_EVERY = 2.0  # seconds
PROVED_FOR = 5.0  # seconds after which nobody is answered without having been found standing
IDLE_FOR = 60.0  # seconds without a poll, after which nobody is asked about any more
DIFFERS_EACH_TIME = {b"x-request-id", b"traceparent", b"tracestate", b"x-amzn-trace-id"}  # as proxies add them
UNCHANGED = {"type": "http.response.start", "status": 204, "headers": [(b"cache-control", b"no-store")]}


class Poll(NamedTuple):
    """A request that may be one for a living part."""

    mark: bytes  # of all that was sent but the signature
    signature: bytes
    unzips: bool


@dataclass(slots=True, eq=False)
class Admitted:
    """Somebody to whom the portal has shown a view."""

    told: Told
    proved_at: float  # monotonic seconds: when they were last found standing
    asked_at: float


class Viewers:
    """All of this process. Lives in the event loop; the checks have a thread of their own, to wait behind nobody."""

    def __init__(self, app: Flask) -> None:
        """Nobody yet."""
        self._app, self.checker = app, ThreadPoolExecutor(1, "checks")
        self._views: Views = app.extensions["live"]
        self._admitted: OrderedDict[bytes, Admitted] = OrderedDict()
        self._looking: dict[bytes, asyncio.Event] = {}  # by view: somebody is asking the portal for it
        self._checked_at = time.monotonic()
        self._check: asyncio.Task[None] | None = None
        self._headers = _headers(app)

    async def answer(self, poll: Poll, send: "Send") -> bool:
        """True when it was answered here. False: the portal is to be asked, in `asking(poll)`."""
        came_at = time.monotonic()
        while (admitted := await self._standing(poll, came_at)) is not None:
            view = admitted.told.view
            kept = self._views.get(view)
            if kept is not None and kept.counts_at(came_at):
                await self._send(poll, kept, send)
                return True
            if view not in self._looking:
                return False
            await self._looking[view].wait()
        return False

    @contextmanager
    def asking(self, poll: Poll, environ: "WSGIEnvironment") -> Iterator[None]:
        """While the portal is asked, others who want the same view wait. Whom it admits is remembered."""
        before, event = self._admitted.get(poll.mark), asyncio.Event()
        looks_at = before.told.view if before is not None and before.told.view not in self._looking else None
        if looks_at is not None:
            self._looking[looks_at] = event
        try:
            yield
            self._remember(poll, environ.get(TELLS_THE_GATE))
        finally:
            if looks_at is not None:
                del self._looking[looks_at]
            event.set()

    async def _standing(self, poll: Poll, came_at: float) -> Admitted | None:
        """Whose poll this is; None: ask the portal. Who wasn't found standing lately waits for the check under way."""
        admitted = self._admitted.get(poll.mark)
        if admitted is None:
            return None
        admitted.asked_at = came_at
        self._admitted.move_to_end(poll.mark)
        if came_at - self._checked_at >= CHECKED_EVERY and (self._check is None or self._check.done()):
            self._checked_at = came_at
            self._check = asyncio.create_task(self.check())
        if came_at - admitted.proved_at >= PROVED_FOR and self._check is not None:
            await asyncio.wait([self._check])
        if came_at - admitted.proved_at < PROVED_FOR and self._admitted.get(poll.mark) is admitted:
            return admitted
        self._admitted.pop(poll.mark, None)
        return None

    def forget(self, holder: Holder) -> None:
        """They have changed something, perhaps their own language or sight: the portal is to be asked again."""
        for mark in [mark for mark, one in self._admitted.items() if one.told.holder == holder]:
            del self._admitted[mark]

    def _remember(self, poll: Poll, told: Told | None) -> None:
        if told is None:
            self._admitted.pop(poll.mark, None)
            return
        self._admitted[poll.mark] = Admitted(told, told.at, time.monotonic())
        self._admitted.move_to_end(poll.mark)
        while len(self._admitted) > MOST:
            self._admitted.popitem(last=False)

    async def check(self) -> None:
        """Ask once for all who were admitted, and forget who no longer stands as they stood."""
        moment = time.monotonic()
        for mark in [mark for mark, one in self._admitted.items() if moment - one.asked_at > IDLE_FOR]:
            del self._admitted[mark]
        asked = dict(self._admitted)
        holders = {one.told.holder for one in asked.values()}
        try:
            proved_at, found = await asyncio.get_running_loop().run_in_executor(self.checker, self._found, holders)
        except SQLAlchemyError:
            return  # nobody is proved; soon all are asked for by the portal, which says what is the matter
        for mark, one in asked.items():
            if found.get(one.told.holder) == one.told.standing:
                one.proved_at = max(one.proved_at, proved_at)
            elif self._admitted.get(mark) is one:
                del self._admitted[mark]

    def _found(self, holders: Collection[Holder]) -> tuple[float, dict[Holder, Actor]]:
        """In the thread of the checks."""
        moment = time.monotonic()
        with self._app.app_context(), read_only():
            return moment, standings(holders, now())

    async def _send(self, poll: Poll, kept: Kept, send: "Send") -> None:
        if poll.signature == kept.signature.encode():
            await send(UNCHANGED)
            await send({"type": "http.response.body", "body": b""})
            return
        body = kept.zipped if poll.unzips and kept.zipped else kept.plain
        headers = [*self._headers, (b"content-length", str(len(body)).encode())]
        if body is kept.zipped:
            headers.append((b"content-encoding", b"gzip"))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def poll_of(scope: "Scope") -> Poll | None:
    """What may be a poll: a GET without a body that says once which signature it has.

    After one's own change a page asks with now=1 for what is true now; that is for the portal to answer.
    """
    query: bytes = scope["query_string"]
    if scope["method"] != "GET" or b"v=" not in query:
        return None
    said = [piece for piece in query.split(b"&") if piece.startswith(b"v=")]
    if len(said) != 1 or b"now=1" in query.split(b"&"):
        return None
    chosen = b"&".join(piece for piece in query.split(b"&") if not piece.startswith(b"v="))
    path: Any = scope.get("raw_path") or scope["path"].encode()
    sent, unzips = [path, chosen, scope["scheme"].encode()], False
    for name, value in scope["headers"]:
        if name in (b"content-length", b"transfer-encoding"):
            return None
        if name not in DIFFERS_EACH_TIME:
            sent += (name, value)
        if name == b"accept-encoding":
            unzips = b"gzip" in value and b"q=0" not in value
    lengths = b",".join(str(len(piece)).encode() for piece in sent)
    return Poll(blake2b(b"\0".join((lengths, *sent)), digest_size=16).digest(), said[0][2:], unzips)


def _headers(app: Flask) -> list[tuple[bytes, bytes]]:
    """As the portal's own answers have them."""
    said = {**HEADERS, "Cache-Control": "no-store", "Content-Type": "text/html; charset=utf-8"}
    if app.config["SESSION_COOKIE_SECURE"]:
        said["Strict-Transport-Security"] = HSTS
    said["Vary"] = "Accept-Encoding, Cookie"
    return [(name.lower().encode(), value.encode()) for name, value in said.items()]
