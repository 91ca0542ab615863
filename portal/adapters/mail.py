"""The door by which mails leave: a mail server, or a folder when none is configured."""

from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit


class ServerAway(Exception):  # noqa: N818 - says what is the case
    """The server can't be reached, or takes no mail at present: no mail is to blame."""


class MailRefused(Exception):  # noqa: N818 - says what is the case
    """This one was not taken; `for_good`: nor will it ever be."""

    def __init__(self, sentence: str, *, for_good: bool) -> None:
        super().__init__(sentence)
        self.for_good = for_good


class MailDoor(Protocol):
    """Takes mails. A door is used by one thread."""

    leaves_the_house: bool

    def deliver(self, sender: str, recipient: str, name: str, letter: bytes) -> None:
        """Hand one mail over; `name` is its own for ever. Raises ServerAway or MailRefused; returning means taken."""

    def check(self) -> str:
        """Look whether it would take mails; a sentence about it. Raises ServerAway."""

    def close(self) -> None:
        """Nothing more for now."""


def door_to(mail_url: str | None, folder: Path, authority: Path | None = None) -> MailDoor:
    """The door that is configured: smtp://, smtps:// or smtp+starttls://, with user and password if need be.

    `authority`: a file with the certificates that are trusted, instead of the system's.
    """
    if mail_url is None:
        from portal.adapters.mail_folder import MailFolder  # noqa: PLC0415 - only one of the two is ever needed

        return MailFolder(folder)
    from portal.adapters.smtp import SmtpServer  # noqa: PLC0415 - the same

    parts = urlsplit(mail_url)
    return SmtpServer(
        host=parts.hostname or "",
        port=parts.port or {"smtp": 25, "smtps": 465, "smtp+starttls": 587}[parts.scheme],
        security=parts.scheme.removeprefix("smtp").lstrip("+"),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        authority=authority,
    )
