"""A real mail server on this machine, which keeps what it gets and refuses what it is told to."""

# ruff: noqa: ARG002, N802 - aiosmtpd's names and arguments
import email
import email.policy
import socket
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller


class MailServer:
    """Keeps mails in the order in which it took them; `wait_for` waits without sleeping."""

    def __init__(self, **how: Any) -> None:
        """`how`: aiosmtpd's own arguments, for TLS and authentication."""
        self.letters: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.events: list[str] = []  # Message-IDs as they are taken, and what the test writes between them
        self.answers: dict[str, str] = {}  # recipient -> what is said to RCPT; "*": what is said to DATA
        self.sessions = 0
        self.change = threading.Condition()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **how)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop(no_assert=True)

    def wait_for(self, count: int, timeout: float = 30) -> None:
        """Until it has taken that many."""
        with self.change:
            came = self.change.wait_for(lambda: len(self.letters) >= count, timeout)
        assert came, f"{len(self.letters)} mails instead of {count} after {timeout} s"

    def write_down(self, event: str) -> None:
        with self.change:
            self.events.append(event)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        self.sessions += 1
        return responses

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if (said := self.answers.get(address)) is not None:
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if (said := self.answers.get("*")) is not None:
            return said
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with self.change:
            self.letters.append(letter)
            self.raw.append(envelope.content)
            self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
            self.events.append(letter["Message-ID"])
            self.change.notify_all()
        return "250 OK"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A server that listens on a port of its own."""
    server = MailServer()
    server.start()
    yield server
    server.stop()
