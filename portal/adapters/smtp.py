"""Mails to a mail server. One connection serves a batch; every step has a time limit."""

import smtplib
import ssl
from contextlib import suppress
from pathlib import Path

from portal.adapters.mail import MailRefused, ServerAway

TIME_LIMIT = 15.0  # seconds for each step; all steps together must stay below a claim on a mail (two minutes)
MOST_PER_CONNECTION = 50  # many servers hang up after a hundred
MAILBOX_UNKNOWN = range(550, 554)
NO_SERVICE = 421


class SmtpServer:
    """A mail server; security is "" (none), "s" (TLS from the start) or "starttls"."""

    leaves_the_house = True

    def __init__(
        self,
        *,
        host: str,
        port: int,
        security: str = "",
        user: str = "",
        password: str = "",
        authority: Path | None = None,
    ) -> None:
        """`authority`: a file with the certificates that are trusted, instead of the system's."""
        self.host, self.port, self.security = host, port, security
        self._authority = authority
        self._user, self._password = user, password
        self._connection: smtplib.SMTP | None = None
        self._carried = 0

    def deliver(self, sender: str, recipient: str, name: str, letter: bytes) -> None:  # noqa: ARG002 - Message-ID says it
        """Hand one mail over. Raises ServerAway or MailRefused; returning means that the server has taken it."""
        connection = self._connected()
        self._carried += 1
        try:
            connection.sendmail(sender, [recipient], letter, mail_options=_options(connection, recipient))
        except smtplib.SMTPRecipientsRefused as refused:
            code, words = refused.recipients[recipient]
            raise self._refusal(code, words, for_good=code in MAILBOX_UNKNOWN) from None
        except smtplib.SMTPResponseException as refused:
            raise self._refusal(refused.smtp_code, refused.smtp_error, for_good=False) from None
        except (OSError, smtplib.SMTPException) as error:
            raise self._away(error) from error

    def check(self) -> str:
        """Connect, sign in, hang up."""
        self._connected()
        self.close()
        return f"The mail server {self.host}, port {self.port}, answers."

    def close(self) -> None:
        """Hang up."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()
            connection.close()

    def _connected(self) -> smtplib.SMTP:
        """The open connection when it answers and hasn't carried its share; else a new one. Raises ServerAway."""
        if self._connection is not None and (self._carried >= MOST_PER_CONNECTION or not _answers(self._connection)):
            self.close()
        if self._connection is None:
            try:
                self._connection, self._carried = self._open(), 0
            except (OSError, smtplib.SMTPException) as error:
                raise self._away(error) from error
        return self._connection

    def _open(self) -> smtplib.SMTP:
        if self.security == "s":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIME_LIMIT, context=self._trust())
        else:
            connection = smtplib.SMTP(self.host, self.port, timeout=TIME_LIMIT)
        try:
            if self.security == "starttls":
                connection.starttls(context=self._trust())
            if self._user:
                connection.login(self._user, self._password)
            connection.ehlo_or_helo_if_needed()
        except BaseException:
            connection.close()
            raise
        return connection

    def _trust(self) -> ssl.SSLContext:
        """Certificate and host name are always verified: a password goes this way."""
        return ssl.create_default_context(cafile=self._authority)

    def _refusal(self, code: int, words: bytes | str, *, for_good: bool) -> Exception:
        said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
        sentence = f"The mail server said: {code} {' '.join(said.split())[:300]}"
        if code == NO_SERVICE or self._connection is None or self._connection.sock is None:
            self.close()
            return ServerAway(sentence)
        return MailRefused(sentence, for_good=for_good)

    def _away(self, error: Exception) -> ServerAway:
        """What is the matter, without the password."""
        self.close()
        if isinstance(error, smtplib.SMTPAuthenticationError):
            words = "it doesn't accept the user and password in PORTAL_MAIL_URL"
        elif isinstance(error, ssl.SSLCertVerificationError):
            words = (
                f"its certificate can't be trusted ({error.verify_message}). If an authority of your own signed it, "
                "name that authority's file in PORTAL_MAIL_CA"
            )
        elif isinstance(error, ssl.SSLError):
            words = (
                f"it doesn't speak TLS there ({error.reason}). Look at the port, and whether smtp+starttls:// is meant"
            )
        elif isinstance(error, smtplib.SMTPNotSupportedError):
            words = f"it can't do what PORTAL_MAIL_URL asks for: {error}"
        elif isinstance(error, TimeoutError):
            words = f"it did not answer within {TIME_LIMIT:.0f} seconds"
        else:
            words = str(error) or type(error).__name__
        return ServerAway(f"The mail server {self.host}, port {self.port}: {words}.")


def _answers(connection: smtplib.SMTP) -> bool:
    try:
        return connection.noop()[0] == 250  # noqa: PLR2004 - SMTP's "all right"
    except (OSError, smtplib.SMTPException):
        return False


def _options(connection: smtplib.SMTP, recipient: str) -> list[str]:
    """Addresses with letters beyond ASCII need a server that can. Raises MailRefused."""
    if recipient.isascii():
        return []
    if not connection.has_extn("smtputf8"):
        raise MailRefused("The mail server can't send to addresses with such letters.", for_good=True)
    return ["SMTPUTF8"]
