"""Configuration from the environment and one file, portal.toml in the instance directory (P42).

Only what the machine must know stands here; business numbers are data (domain/house). A wrong value stops the start
with a sentence that says which one it is and what is allowed; all wrong values are named at once.
"""

import os
import secrets
import ssl
import tempfile
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


class ConfigWrong(Exception):  # noqa: N818 - reads as a sentence
    """One sentence for each wrong value."""

    def __init__(self, problems: list[str]) -> None:
        """Keep all of them."""
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Config:
    """Where things are and how to reach them."""

    instance: Path
    database_url: str
    secret_key: str
    public_url: str  # how people reach the portal; https turns on Secure cookies and HSTS
    mail_url: (
        str | None
    )  # smtp://user:password@host:port, smtps://... or smtp+starttls://...; None: mails go to instance/mail/
    mail_from: str | None
    mail_authority: Path | None  # certificates that the mail server's is verified against; None: the system's
    proxies: int  # how many reverse proxies to believe
    log_level: str

    @property
    def is_secure(self) -> bool:
        """Behind TLS."""
        return self.public_url.startswith("https://")

    @property
    def attachments(self) -> Path:
        """Where files are kept, outside the web root."""
        return self.instance / "attachments"

    @property
    def mail_folder(self) -> Path:
        """Where mails go when there is no mail server."""
        return self.instance / "mail"

    @classmethod
    def read(cls, instance: str | Path = "instance", env: Mapping[str, str] = os.environ) -> "Config":
        """Read and check everything; environment wins over portal.toml. Raises ConfigWrong with all problems."""
        folder = Path(instance).resolve()
        said, problems = _file(folder / "portal.toml")
        value = {name: env.get(variable, said.get(name)) for name, variable in VARIABLES.items()}
        problems += [
            f"portal.toml: {name!r} is not known. Known are {', '.join(VARIABLES)}."
            for name in said
            if name not in VARIABLES
        ]
        database_url = _database_url(str(value["database_url"] or f"sqlite:///{folder / 'portal.sqlite'}"), problems)
        config = cls(
            instance=folder,
            database_url=database_url,
            secret_key=str(value["secret_key"] or _secret_key(folder)),
            public_url=_url(str(value["public_url"] or "http://127.0.0.1:8000"), problems).rstrip("/"),
            mail_url=_mail_url(value["mail_url"], problems),
            mail_from=value["mail_from"],
            mail_authority=_certificates(value["mail_authority"], folder, problems),
            proxies=_proxies(str(value["proxies"] or "0"), problems),
            log_level=_log_level(str(value["log_level"] or "info"), problems),
        )
        if problems:
            raise ConfigWrong(problems)
        return config


VARIABLES = {
    "database_url": "DATABASE_URL",
    "secret_key": "PORTAL_SECRET_KEY",
    "public_url": "PORTAL_URL",
    "mail_url": "PORTAL_MAIL_URL",
    "mail_from": "PORTAL_MAIL_FROM",
    "mail_authority": "PORTAL_MAIL_CA",
    "proxies": "PORTAL_PROXIES",
    "log_level": "PORTAL_LOG_LEVEL",
}
LOG_LEVELS = ("debug", "info", "warning", "error")
MAIL_SCHEMES = ("smtp", "smtps", "smtp+starttls")


def _file(path: Path) -> tuple[dict[str, str], list[str]]:
    try:
        return tomllib.loads(path.read_text()), []
    except FileNotFoundError:
        return {}, []
    except tomllib.TOMLDecodeError as error:
        return {}, [f"{path} is not readable as TOML: {error}."]


def _secret_key(folder: Path) -> str:
    """The key that signs cookies: made once per instance, readable by its owner alone."""
    path = folder / "secret.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=folder, prefix=".key-") as file:  # made 0600
            file.write(secrets.token_hex(32))
            file.flush()
            with suppress(FileExistsError):  # another process was first: theirs counts
                os.link(file.name, path)
    return path.read_text().strip()


def _database_url(url: str, problems: list[str]) -> str:
    scheme = url.split(":", 1)[0]
    if scheme in ("postgres", "postgresql"):
        return "postgresql+psycopg" + url[len(scheme) :]
    if scheme not in ("sqlite", "postgresql+psycopg"):
        problems.append(
            f"DATABASE_URL begins with {scheme!r}. Allowed are sqlite:///path and postgresql://user@host/name."
        )
    return url


def _url(url: str, problems: list[str]) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        problems.append(f"PORTAL_URL is {url!r}. Give the address people use, for example https://desk.example.com.")
    return url


def _mail_url(url: str | None, problems: list[str]) -> str | None:
    if url:
        parts = urlsplit(url)
        if parts.scheme not in MAIL_SCHEMES or not parts.hostname:
            problems.append(
                f"PORTAL_MAIL_URL must begin with one of {', '.join(s + '://' for s in MAIL_SCHEMES)} and name a host."
            )
    return url or None


def _certificates(named: str | None, folder: Path, problems: list[str]) -> Path | None:
    """A file of certificates; a relative path begins at the instance."""
    if not named:
        return None
    path = folder / named
    try:
        ssl.create_default_context(cafile=path)
    except (OSError, ssl.SSLError) as error:
        problems.append(f"PORTAL_MAIL_CA: {path} is no readable file of certificates in PEM form ({error}).")
    return path


MOST_PROXIES = 5


def _proxies(text: str, problems: list[str]) -> int:
    if not text.isdecimal() or int(text) > MOST_PROXIES:
        problems.append(
            f"PORTAL_PROXIES is {text!r}. Allowed are 0 (none) to 5: how many reverse proxies stand before the portal."
        )
        return 0
    return int(text)


def _log_level(text: str, problems: list[str]) -> str:
    if text.lower() not in LOG_LEVELS:
        problems.append(f"PORTAL_LOG_LEVEL is {text!r}. Allowed are {', '.join(LOG_LEVELS)}.")
    return text.lower()
