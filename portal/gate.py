"""Requests come in whole: a body is waited for by the event loop, never by the one thread that answers (P45).

Each web process answers one request at a time. Were it to read bodies itself, two visitors who send slowly, on purpose
or over a bad line, would keep everybody waiting; and one who does so inside a writing transaction would hold SQLite's
only write lock. So the loop takes bodies in, large ones into a temporary file, and hands over what is complete. It also
hands out long answers piece by piece, so that a slow reader of a file keeps nobody waiting either.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from flask import Flask
from werkzeug.wsgi import FileWrapper

from portal.viewers import Poll, Viewers, poll_of
from portal.web.live import WROTE

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Scope]]
Send = Callable[[Scope], Awaitable[None]]

LONGEST_SILENCE = 30.0  # seconds without a byte of the body, after which its sender is given up
IN_MEMORY = 256 * 1024  # bytes of a body kept there; the rest goes into a temporary file
PIECE = 256 * 1024  # bytes of an answer handed out at once
PLAIN = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]


class SenderGone(Exception):  # noqa: N818 - says what is the case
    """The other side hung up, or sends nothing any more."""


class Gate:
    """An ASGI application around the portal. Bodies longer than `longest` bytes are not read: the portal says so."""

    def __init__(self, portal: "WSGIApplication", longest: int, living: Flask | None = None) -> None:
        """The thread is started with the first request. `living`: the portal, whose living parts are answered here."""
        self.portal, self.longest = portal, longest
        self.hand = ThreadPoolExecutor(1, "answers")
        self.viewers = Viewers(living) if living is not None else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            return
        poll = poll_of(scope) if self.viewers is not None else None
        if self.viewers is not None and poll is not None and await self.viewers.answer(poll, send):
            return
        with SpooledTemporaryFile(IN_MEMORY) as body:
            try:
                size = await self._take_in(scope, receive, body)
            except SenderGone:
                await send({"type": "http.response.start", "status": 408, "headers": PLAIN})
                await send({"type": "http.response.body", "body": b"The rest of the request did not come.\n"})
                return
            body.seek(0)
            await self._hand_out(await self._asked(poll, environ_of(scope, body, size)), send)

    async def _take_in(self, scope: Scope, receive: Receive, body: SpooledTemporaryFile[bytes]) -> int:
        """The size of the body, which is now in `body`. Raises SenderGone."""
        said = dict(scope["headers"]).get(b"content-length", b"0")
        if said.isdigit() and int(said) > self.longest:
            return int(said)
        size, more = 0, True
        while more and size <= self.longest:
            try:
                async with asyncio.timeout(LONGEST_SILENCE):
                    message = await receive()
            except TimeoutError:
                raise SenderGone from None
            if message["type"] != "http.request":
                raise SenderGone
            piece, more = message.get("body", b""), message.get("more_body", False)
            size += len(piece)
            body.write(piece)
        return size

    async def _asked(self, poll: Poll | None, environ: "WSGIEnvironment") -> "Answer":
        asking = nullcontext() if self.viewers is None or poll is None else self.viewers.asking(poll, environ)
        with asking:
            answer = await asyncio.get_running_loop().run_in_executor(self.hand, Answer, self.portal, environ)
        if self.viewers is not None and (holder := environ.get(WROTE)) is not None:
            self.viewers.forget(holder)
        return answer

    async def _hand_out(self, answer: "Answer", send: Send) -> None:
        loop = asyncio.get_running_loop()
        try:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            await send({"type": "http.response.body", "body": answer.first, "more_body": not answer.is_whole})
            while not answer.is_whole:
                piece = await loop.run_in_executor(self.hand, answer.next_piece)
                await send({"type": "http.response.body", "body": piece, "more_body": not answer.is_whole})
        finally:
            if not answer.is_whole:  # who asked hung up
                await loop.run_in_executor(self.hand, answer.close)


class Answer:
    """What the portal answers: the beginning at once, the rest on demand. Used in the answering thread alone."""

    def __init__(self, portal: "WSGIApplication", environ: "WSGIEnvironment") -> None:
        """Ask the portal."""
        self.status, self.headers = 500, list[tuple[bytes, bytes]]()
        self.is_whole = False
        self._parts: Iterable[bytes] = portal(environ, self._start)
        self._iterator: Iterator[bytes] = iter(self._parts)
        self.first = self.next_piece()

    def next_piece(self) -> bytes:
        """Some of it; all that is left when it is little."""
        pieces, size = [], 0
        while size < PIECE:
            piece = next(self._iterator, None)
            if piece is None:
                self.close()
                break
            pieces.append(piece)
            size += len(piece)
        return b"".join(pieces)

    def close(self) -> None:
        """Nothing more comes."""
        self.is_whole = True
        if hasattr(self._parts, "close"):
            self._parts.close()

    def _start(
        self, status: str, headers: list[tuple[str, str]], _exc_info: object = None
    ) -> Callable[[bytes], object]:
        self.status = int(status.split(" ", 1)[0])
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        return _no_write


def environ_of(scope: Scope, body: SpooledTemporaryFile[bytes], size: int) -> "WSGIEnvironment":
    """The request as the portal reads it."""
    client, server = scope.get("client") or ("", 0), scope.get("server") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope.get("raw_path") or scope["path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or ""),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": lambda file, _size=0: FileWrapper(file, PIECE),
    }
    environ |= headers_of(scope)
    if size or scope["method"] not in ("GET", "HEAD"):
        environ["CONTENT_LENGTH"] = str(size)
    return environ


def headers_of(scope: Scope) -> dict[str, str]:
    """As CGI names them. A header with an underscore could pass for another and is left out."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        if b"_" in name:
            continue
        key, text = "HTTP_" + name.decode("latin-1").upper().replace("-", "_"), value.decode("latin-1")
        found[key] = f"{found[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{text}" if key in found else text
    if "HTTP_CONTENT_TYPE" in found:
        found["CONTENT_TYPE"] = found.pop("HTTP_CONTENT_TYPE")
    found.pop("HTTP_CONTENT_LENGTH", None)
    found.pop("HTTP_TRANSFER_ENCODING", None)  # the body is there, whole
    return found


def _no_write(_piece: bytes) -> object:
    message = "the portal returns its answers"
    raise NotImplementedError(message)
