"""Attack: bodies that come slowly, never, or are too long; readers that leave (P45, threats: denial of service)."""

import asyncio
from collections.abc import Awaitable, Iterable
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from werkzeug import Request, Response

from portal import gate
from portal.gate import Gate, Receive, Scope

HEADERS = [(b"host", b"desk.example"), (b"content-type", b"text/plain")]


def scope(method: str = "POST", path: bytes = b"/x", headers: list[tuple[bytes, bytes]] | None = None) -> Scope:
    """What the server says about a request."""
    return {
        "type": "http",
        "method": method,
        "path": path.decode("latin-1"),
        "raw_path": path,
        "query_string": b"",
        "headers": HEADERS if headers is None else headers,
        "http_version": "1.1",
        "scheme": "http",
        "client": ("10.0.0.9", 4711),
        "server": ("127.0.0.1", 8000),
    }


def sends(*pieces: bytes, then_waits: bool = False) -> Receive:
    """A sender of these pieces, who then is done, or says nothing more."""
    rest = list(pieces)

    async def receive() -> Scope:
        if not rest and then_waits:
            await asyncio.Event().wait()
        piece = rest.pop(0) if rest else b""
        return {"type": "http.request", "body": piece, "more_body": bool(rest) or then_waits}

    return receive


async def asked(door: Gate, request: Scope, receive: Receive) -> tuple[int, bytes]:
    """Status and body of the answer."""
    sent: list[Scope] = []

    async def send(message: Scope) -> None:
        sent.append(message)

    await door(request, receive, send)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent)


def echo(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answers what it was sent."""
    request = Request(environ)
    words = f"{request.remote_addr} {request.path} {len(request.get_data())} {request.headers.get('X-Forwarded-For')}"
    return Response(words)(environ, start_response)


def run(work: Awaitable[Any]) -> Any:
    """In a loop of its own."""

    async def soon() -> Any:
        async with asyncio.timeout(10):
            return await work

    return asyncio.run(soon())


def test_a_sender_who_stops_in_mid_body_keeps_nobody_waiting() -> None:
    """Two sockets stopped both web processes; one, inside a writing transaction, all writers."""

    async def story() -> tuple[int, bytes]:
        door = Gate(echo, longest=1000)
        slow = [asyncio.create_task(asked(door, scope(), sends(b"a", then_waits=True))) for _ in range(50)]
        await asyncio.sleep(0)
        answer = await asked(door, scope(), sends(b"whole"))
        for task in slow:
            task.cancel()
        return answer

    assert run(story()) == (200, b"10.0.0.9 /x 5 None")


def test_a_sender_who_says_nothing_any_more_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "LONGEST_SILENCE", 0.01)
    status, _said = run(asked(Gate(echo, longest=1000), scope(), sends(b"a", then_waits=True)))
    assert status == 408


@pytest.mark.parametrize("headers", [[*HEADERS, (b"content-length", b"1001")], HEADERS], ids=["announced", "chunked"])
def test_a_body_that_is_too_long_is_refused_by_the_portal_and_not_taken_in(headers: list[tuple[bytes, bytes]]) -> None:
    def sized(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return Response(environ["CONTENT_LENGTH"])(environ, start_response)

    pieces = [b"a" * 600] * 1000
    status, said = run(asked(Gate(sized, longest=1000), scope(headers=headers), sends(*pieces)))
    assert status == 200
    assert 1000 < int(said) <= 1200, "the portal sees that it is too long, and answers 413"


def test_a_header_with_an_underscore_passes_for_no_other() -> None:
    headers = [*HEADERS, (b"x_forwarded_for", b"10.1.1.1")]
    assert run(asked(Gate(echo, longest=1000), scope(headers=headers), sends(b""))) == (200, b"10.0.0.9 /x 0 None")


@pytest.mark.parametrize("path", [b"/%ff%00", b"/%e4%bd%a0", b"/a%2fb", b"/a//b/../c"])
def test_odd_paths_reach_the_portal_as_they_were_sent(path: bytes) -> None:
    def shown(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return Response(environ["PATH_INFO"].encode("latin-1"))(environ, start_response)

    assert run(asked(Gate(shown, longest=9), scope("GET", path), sends(b""))) == (200, unquote_to_bytes(path))


def test_a_long_answer_is_handed_out_in_pieces_and_closed_when_its_reader_leaves() -> None:
    closed: list[bool] = []

    class Long:
        def __iter__(self) -> Any:
            return iter([b"a" * gate.PIECE] * 100)

        def close(self) -> None:
            closed.append(True)

    def long(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [])
        return Long()  # type: ignore[return-value]

    async def story() -> int:
        pieces: list[bytes] = []

        async def send(message: Scope) -> None:
            pieces.append(message.get("body", b""))
            if len(pieces) == 3:
                raise ConnectionResetError

        with pytest.raises(ConnectionResetError):
            await Gate(long, longest=9)(scope("GET"), sends(b""), send)
        return len(pieces)

    assert run(story()) == 3
    assert closed == [True]
