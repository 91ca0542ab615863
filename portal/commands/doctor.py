"""portal doctor: what can go wrong at four in the morning, looked at one by one, each with what to do (P41)."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import click
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from portal.adapters.mail import ServerAway, door_to
from portal.clock import now
from portal.commands._instance import app_of, config_of, instance_option
from portal.config import Config
from portal.db import db, read_only, session
from portal.domain.audit.models import AuditEntry
from portal.domain.heartbeat.queries import is_silent, last_beat
from portal.domain.outbox.queries import backlog
from portal.schema import newest, present

MOST_DRIFT = timedelta(seconds=5)
LITTLE_SPACE = 1_000_000_000  # bytes
NO_SPACE = 200_000_000


class Grade(StrEnum):
    """How it is."""

    GOOD = "good"
    NOTE = "note"  # works; somebody may want to know
    BROKEN = "BROKEN"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, in a sentence, and what to do when it isn't good."""

    grade: Grade
    about: str
    sentence: str
    hint: str = ""


def good(about: str, sentence: str) -> Finding:
    """All right."""
    return Finding(Grade.GOOD, about, sentence)


def note(about: str, sentence: str, hint: str) -> Finding:
    """All right, but."""
    return Finding(Grade.NOTE, about, sentence, hint)


def broken(about: str, sentence: str, hint: str) -> Finding:
    """Promises are at risk."""
    return Finding(Grade.BROKEN, about, sentence, hint)


@click.command()
@instance_option
def command(instance: str) -> None:
    """Look at configuration, database, mail, clock, disk and worker. Exit status 1 when something is broken."""
    config = config_of(instance)  # ends here, with a sentence for each wrong value
    found = []
    for finding in examined(app_of(instance), config):
        click.echo(f"{finding.grade:<7} {finding.about:<12} {finding.sentence}")
        if finding.hint:
            click.echo(f"{'':<20} {finding.hint}")
        found.append(finding)
    if any(finding.grade is Grade.BROKEN for finding in found):
        raise SystemExit(1)


def examined(app: Flask, config: Config) -> Iterator[Finding]:
    """Every finding, as it is made. What needs a database that answers is left out when there is none."""
    yield from about_configuration(config)
    yield about_disk(config)
    yield about_attachments(config)
    yield about_mail_server(config)
    with app.app_context():
        database = about_database()
        yield database
        if database.grade is Grade.BROKEN:
            return
        for look in (about_clock, about_worker, about_outbox):
            with read_only():
                yield looked_at(look)


def looked_at(look: Callable[[datetime], Finding]) -> Finding:
    """What the look says, also when its query fails."""
    try:
        return look(now())
    except SQLAlchemyError as error:
        return broken("database", f"A question failed: {_first_line(error)}", "See the database's own log.")


def about_configuration(config: Config) -> Iterator[Finding]:
    """How people reach the portal."""
    yield good("instance", f"Files and keys are in {config.instance}.")
    if config.is_secure:
        yield good("address", f"People reach the portal at {config.public_url}.")
    else:
        yield note(
            "address",
            f"People reach the portal at {config.public_url}, without encryption.",
            "For work, put a reverse proxy with TLS before it and set PORTAL_URL to its https address.",
        )


def about_disk(config: Config) -> Finding:
    """Room for the database and files."""
    free = shutil.disk_usage(config.instance).free
    sentence = f"{free / 1e9:.1f} GB are free where the instance is."
    if free < NO_SPACE:
        return broken("disk", sentence, "Make room now: without it nothing can be written down.")
    if free < LITTLE_SPACE:
        return note("disk", sentence, "Make room soon.")
    return good("disk", sentence)


def about_attachments(config: Config) -> Finding:
    """Whether files that people send can be kept."""
    folder = config.attachments
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"doctor")
    except OSError as error:
        return broken(
            "files", f"{folder} can't be written: {error.strerror}.", "Give it to the user who runs the portal."
        )
    return good("files", f"Files that people send are kept in {folder}.")


def about_mail_server(config: Config) -> Finding:
    """Whether it answers and lets us in; no mail is sent."""
    door = door_to(config.mail_url, config.mail_folder, config.mail_authority)
    try:
        said = door.check()
    except ServerAway as away:
        return broken(
            "mail", str(away), "Look at PORTAL_MAIL_URL and at the mail server. Mails wait in the outbox meanwhile."
        )
    if door.leaves_the_house:
        return good("mail", said)
    return note(
        "mail", said, "For work, set PORTAL_MAIL_URL, for example smtp+starttls://user:password@mail.example.com."
    )


def about_database() -> Finding:
    """Whether it answers and has the shape that this version expects."""
    try:
        at_hand = present()
        with db.engine.connect() as connection:
            version = ".".join(str(part) for part in connection.dialect.server_version_info or ())
    except SQLAlchemyError as error:
        return broken(
            "database", f"It can't be reached: {_first_line(error)}", "Look at DATABASE_URL and at the database."
        )
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[db.engine.dialect.name]
    if at_hand is None:
        return broken("database", f"{name} {version} answers, but it is empty.", "Set it up with: portal init")
    if at_hand != newest():
        return broken("database", f"{name} {version} is behind this version.", "Run: portal init --migrate-only")
    return good("database", f"{name} {version} answers and is up to date.")


def about_clock(at: datetime) -> Finding:
    """Whether deadlines can be trusted: against the database's clock, and against what was written last."""
    if db.engine.dialect.name == "postgresql":
        drift = abs(session().scalar(text("SELECT clock_timestamp()")) - now())
        if drift > MOST_DRIFT:
            sentence = f"This machine's clock and the database's are {drift.total_seconds():.0f} s apart."
            return broken("clock", sentence, "Let both take their time from a time server.")
    newest_entry = session().scalar(select(func.max(AuditEntry.at)))
    if newest_entry is not None and newest_entry > at + MOST_DRIFT:
        sentence = f"It is {_utc(at)} here, but something was written down at {_utc(newest_entry)}."
        return broken("clock", sentence, "The clock went back. Let it take its time from a time server.")
    return good("clock", f"It is {_utc(at)}.")


def about_worker(at: datetime) -> Finding:
    """Whether somebody sends mails and watches deadlines."""
    beat = last_beat()
    hint = "Start it with: portal run, or portal worker"
    if beat is None:
        return note("worker", "No worker has ever acted.", hint)
    sentence = f"The worker {beat.place} last gave a sign of life at {_utc(beat.at)}."
    return broken("worker", sentence, hint) if is_silent(beat, at) else good("worker", sentence)


def about_outbox(at: datetime) -> Finding:
    """Whether mails leave."""
    mails = backlog()
    sentence = f"{mails.waiting} mails on their way, {mails.failing} tried again, {mails.given_up} given up."
    if mails.given_up:
        return note("outbox", sentence, "See why on the page Mails (state Given up), and try them again there.")
    if mails.oldest_due_at is not None and mails.oldest_due_at < at - timedelta(minutes=10):
        return broken("outbox", f"{sentence} The oldest waits since {_utc(mails.oldest_due_at)}.", "See worker.")
    return good("outbox", sentence)


def _utc(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def _first_line(error: SQLAlchemyError) -> str:
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]
