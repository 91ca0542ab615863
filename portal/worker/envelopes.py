"""From words to what goes over the wire: headers that nobody can bend, a plain part and an HTML part."""

import re
from datetime import datetime
from email.charset import BASE64, QP, Charset
from email.header import Header
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, quote

from portal.web.calendar_files import NAME, CalendarFile
from portal.web.mails import PrintedMail, one_line
from portal.web.qr_codes import NAME as PICTURE

WIRE = compat32.clone(linesep="\r\n")  # it writes headers as they are given; the newer policies take them apart again
ADDRESS = re.compile(r"[^\s<>,;:\"\\()\[\]@\x00-\x1f\x7f-\x9f]+@[^\s<>,;:\"\\()\[\]@\x00-\x1f\x7f-\x9f]+")


class AddressUnusable(Exception):  # noqa: N818 - says what is the case
    """Not one plain address: sending to it could reach others or add headers (threats: mail header injection)."""


def letter_of(
    printed: PrintedMail,
    *,
    sender: tuple[str, str],
    reply_to: tuple[str, str],
    recipient: tuple[str, str],
    message_id: str,
    thread: str | None,
    host: str,
    at: datetime,
) -> bytes:
    """The whole mail. People are (name, address); `host` makes the Message-ID ours. Raises AddressUnusable."""
    words = MIMEMultipart("alternative")
    words.attach(_part(printed.text, "plain"))
    words.attach(_part(printed.html, "html"))
    letter = _carrying(words, printed.calendar, printed.picture)
    letter["From"] = address_header(*sender)
    letter["To"] = address_header(*recipient)
    letter["Reply-To"] = address_header(*reply_to)
    letter["Subject"] = words_header(printed.subject)
    letter["Date"] = format_datetime(at)
    letter["Message-ID"] = f"<{_token(message_id)}@{host}>"
    if thread is not None:
        root = f"<{_token(thread)}@{host}>"
        letter["In-Reply-To"] = letter["References"] = root
    letter["Auto-Submitted"] = "auto-generated"
    letter["X-Auto-Response-Suppress"] = "All"
    return letter.as_bytes(policy=WIRE)


def _carrying(words: MIMEMultipart, calendar: CalendarFile | None, picture: bytes | None) -> MIMEMultipart:
    """The words; beside them the appointment, which mail programs offer to the calendar, and the code for the door."""
    if calendar is None and picture is None:
        return words
    letter = MIMEMultipart("mixed")
    letter.attach(words)
    if calendar is not None:
        letter.attach(_file(calendar))
    if picture is not None:
        code = MIMEImage(picture, "png")
        code.add_header("Content-Disposition", "inline", filename=PICTURE)
        letter.attach(code)
    return letter


def _file(calendar: CalendarFile) -> MIMEText:
    file = MIMEText(calendar.content.decode(), "calendar", "utf-8")
    file.set_param("method", calendar.method)
    file.add_header("Content-Disposition", "attachment", filename=NAME)
    return file


def words_header(words: str) -> str:
    """Free words: no line end survives; what isn't plain ASCII is encoded, in pieces that fit a line."""
    words = one_line(words)
    return words if _is_plain(words) else _encoded(words)


def address_header(name: str, address: str) -> str:
    """One address with its name, quoted so that commas and brackets in it stay a name. Raises AddressUnusable."""
    if not ADDRESS.fullmatch(address):
        raise AddressUnusable(f"{address!r} is not one plain mail address.")
    name = one_line(name)
    if not name:
        return address
    return f"{_quoted(name) if _is_plain(name) else _encoded(name)} <{address}>"


def _is_plain(words: str) -> bool:
    return words.isascii() and "=?" not in words


def _quoted(name: str) -> str:
    return f'"{quote(name)}"'


def _encoded(words: str) -> str:
    return Header(words, "utf-8", maxlinelen=60).encode()


def _token(words: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]", "-", words)


def _part(words: str, subtype: str) -> MIMEText:
    """Mostly ASCII stays readable on the wire; Chinese is shorter as base64. Both keep lines short."""
    charset = Charset("utf-8")
    charset.body_encoding = QP if sum(c.isascii() for c in words) > len(words) * 0.8 else BASE64
    return MIMEText(words, subtype, charset)  # type: ignore[arg-type] - takes a Charset as well as its name
