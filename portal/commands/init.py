"""portal init: an empty database becomes a portal with its default data and its first administrator (P41)."""

from datetime import datetime

import click
from email_validator import EmailNotValidError, validate_email

from portal.clock import now
from portal.commands._instance import app_of, instance_option
from portal.db import read_only, session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.booking.operations import open_shop
from portal.domain.calendars.operations import seed_default_calendar
from portal.domain.calendars.queries import calendars
from portal.domain.errors import Refused
from portal.domain.house.operations import open_house
from portal.domain.organisations.seeds import seed_default_plans
from portal.domain.people.operations.first import make_first_administrator
from portal.domain.people.passwords import NewPassword, hash_password, new_password
from portal.domain.people.queries import person_by_email, roles_of
from portal.domain.rights import Role
from portal.domain.tickets.operations import load_default_areas
from portal.schema import migrate


@click.command()
@instance_option
@click.option("--email", help="Mail address of the first administrator; asked for when left out.")
@click.option("--password", help="Password of the first administrator; asked for when left out.")
@click.option("--name", help="Name of the first administrator; made from the mail address when left out.")
@click.option("--migrate-only", is_flag=True, help="Bring the database up to date, and nothing else.")
def command(instance: str, email: str | None, password: str | None, name: str | None, *, migrate_only: bool) -> None:
    """Set up the portal: database, default calendar and plans, first administrator. Safe to run again."""
    app = app_of(instance)
    migrate(app)
    if migrate_only:
        click.echo("The database is up to date.")
        return
    with app.app_context():
        with transaction():
            seed_defaults()
        email = _mail_address(email or click.prompt("Mail address of the first administrator"))
        name = name or email.split("@")[0].replace(".", " ").title()
        if _is_administrator(email):
            click.echo(f"{email} is an administrator already. Nothing was changed.")
            return
        _make_administrator(name, email, _password(password, name, email))
    click.echo(f"Ready. Start it with: portal run --instance {instance}   and sign in as {email}.")


def seed_defaults(at: datetime | None = None) -> None:
    """Everything but the first administrator, in the transaction under way; what is there already stays as it is."""
    at = at or now()
    there = calendars()
    calendar = there[0] if there else seed_default_calendar(by=SYSTEM, at=at)
    session().flush()
    open_house(calendar.id, by=SYSTEM, at=at)
    seed_default_plans(calendar.id, by=SYSTEM, at=at)
    load_default_areas(by=SYSTEM, at=at)
    open_shop(calendar.id, by=SYSTEM, at=at)


def _mail_address(text: str) -> str:
    try:
        return validate_email(text.strip(), check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError:
        raise click.ClickException(f"{text} is not a mail address. Give one like ana@example.com.") from None


def _is_administrator(email: str) -> bool:
    with read_only():
        person = person_by_email(email)
        return person is not None and Role.ADMINISTRATOR in roles_of(person.id)


def _password(given: str | None, name: str, email: str) -> NewPassword:
    """Asked for until it is a good one; given on the command line, a weak one is taken and remarked on."""
    while True:
        text = given or click.prompt("Password", hide_input=True, confirmation_prompt=True)
        try:
            return new_password(text, name=name, email=email)
        except Refused as weak:
            click.echo(str(weak), err=True)
            if given:
                click.echo("It was taken nevertheless. Change it after signing in.", err=True)
                return NewPassword(hash_password(given))


def _make_administrator(name: str, email: str, password: NewPassword) -> None:
    try:
        with transaction():
            make_first_administrator(name, email, password, by=SYSTEM, at=now())
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from None
