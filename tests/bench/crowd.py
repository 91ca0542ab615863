"""Many open pages in one process: sockets kept open, each asking every second as static/js/60-live.js does."""

import asyncio
import gzip
import random
import re
import resource
import time
from dataclasses import dataclass, field

EVERY = 1.0  # seconds
COMES_WITHIN = 8.0  # seconds: nobody opens 2,000 pages at once
SIGNATURE = re.compile(rb'data-v="(\w+)"')
CHANGE = re.compile(rb'id="ticket-(\d+)-row-link"[^>]*>Change (\d+) of')


@dataclass(slots=True)
class Page:
    """One that stays open."""

    address: str
    cookie: str
    signature: str = ""
    sights: list[tuple[float, int]] = field(default_factory=list)  # when which body came, by its hash

    def request(self) -> bytes:
        """The next one."""
        question = "&" if self.address.partition("?")[2] else ""
        return (
            f"GET {self.address}{question}v={self.signature} HTTP/1.1\r\nHost: localhost\r\n"
            f"Cookie: deskbell={self.cookie}\r\n"
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0\r\nAccept: */*\r\nAccept-Encoding: gzip, br\r\n"
            "HX-Request: true\r\nHX-Trigger: queue-live\r\nHX-Current-URL: http://localhost/queue\r\n"
            "Accept-Language: en-US,en;q=0.9\r\nSec-Fetch-Site: same-origin\r\n\r\n"
        ).encode()


class Line(asyncio.Protocol):
    """The connection of one page."""

    def __init__(self, crowd: "Crowd", page: Page) -> None:
        """Not yet open."""
        self.crowd, self.page = crowd, page
        self.transport: asyncio.Transport | None = None
        self.came, self.is_waiting = bytearray(), False
        self.answered = asyncio.get_running_loop().create_future()  # the first time

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the first time."""
        self.transport = transport  # type: ignore[assignment]
        self.ask()

    def ask(self) -> None:
        """And again in a second."""
        if self.crowd.is_over or self.transport is None or self.transport.is_closing():
            return
        if self.is_waiting:
            self.crowd.late += 1  # a browser waits, too, and asks a second later
        else:
            self.is_waiting = True
            self.transport.write(self.page.request())
        asyncio.get_running_loop().call_later(EVERY, self.ask)

    def data_received(self, data: bytes) -> None:
        """Head and body, whole or in pieces."""
        self.came += data
        end = self.came.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.came[:end]).lower()
        length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
        if len(self.came) < end + 4 + length:
            return
        body = bytes(self.came[end + 4 : end + 4 + length])
        self.came.clear()
        self.is_waiting = False
        self.take(int(head[9:12]), body)

    def take(self, status: int, body: bytes) -> None:
        """What was answered."""
        if status == 200:
            self.page.signature = self.crowd.signature_of(body)
            self.page.sights.append((time.monotonic(), hash(body)))
        elif status != 204:
            self.crowd.errors.append(f"{status} at {self.page.address}")
        if not self.answered.done():
            self.answered.set_result(None)

    def connection_lost(self, _error: Exception | None) -> None:
        """The server hung up."""
        if not self.crowd.is_over:
            self.crowd.errors.append("the connection was lost")
        if not self.answered.done():
            self.answered.set_result(None)


class Crowd:
    """All of them."""

    def __init__(self, port: int, pages: list[Page]) -> None:
        """Nobody has come yet."""
        self.port, self.pages = port, pages
        self.errors: list[str] = []
        self.late = 0  # answers that took longer than a second
        self.is_over = False
        self._lines: list[Line] = []
        self._bodies: dict[int, tuple[str, bytes]] = {}  # signature and body, unzipped once
        self._changes: dict[int, dict[int, int]] = {}

    async def comes(self) -> None:
        """One after the other; returns when each has been answered, and once more after that."""
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        loop, pause = asyncio.get_running_loop(), COMES_WITHIN / len(self.pages)
        for page in random.Random(1).sample(self.pages, len(self.pages)):
            _, line = await loop.create_connection(lambda page=page: Line(self, page), "127.0.0.1", self.port)
            self._lines.append(line)
            await asyncio.sleep(pause)
        await asyncio.gather(*(line.answered for line in self._lines))
        await asyncio.sleep(2 * EVERY)
        self.errors.clear()
        self.late = 0  # of the opening, in which each is admitted by the portal itself

    async def leaves(self) -> None:
        """All hang up."""
        self.is_over = True
        for line in self._lines:
            if line.transport is not None:
                line.transport.abort()
        await asyncio.sleep(0.1)

    def signature_of(self, body: bytes) -> str:
        """As the page's script reads it; the same body is read once."""
        found = self._bodies.get(hash(body))
        if found is None:
            html = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
            signature = SIGNATURE.search(html)
            found = self._bodies[hash(body)] = (signature[1].decode() if signature else "", html)
        return found[0]

    def body_of(self, address: str) -> bytes:
        """What a page with this address was sent last."""
        page = next(page for page in self.pages if page.address == address)
        return self._bodies[page.sights[-1][1]][1]

    def change_in(self, body: int, ticket: int) -> int:
        """The change that this body shows of a ticket; 0: none."""
        if body not in self._changes:
            found = CHANGE.findall(self._bodies[body][1])
            self._changes[body] = {int(number): int(change) for number, change in found}
        return self._changes[body].get(ticket, 0)
