"""portal user: people and how they get in, from the command line (P41)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from email_validator import EmailNotValidError, validate_email
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.clock import now
from portal.commands._instance import app_of, instance_option
from portal.db import read_only, session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.errors import Refused
from portal.domain.organisations.queries import names_of
from portal.domain.people.models import Person
from portal.domain.people.operations import invite, make_password_link
from portal.domain.people.queries import person_by_email, roles_of
from portal.domain.rights import CUSTOMER_ROLES, STAFF_ROLES, Role
from portal.domain.staffing.operations import set_roles

ROLES = sorted(role.value for role in STAFF_ROLES | CUSTOMER_ROLES)
role_option = click.option(
    "--role", "roles", multiple=True, type=click.Choice(ROLES), help="May be given several times."
)


@click.group()
def command() -> None:
    """People: add one, list them, change roles, print a link to choose a password."""


@command.command()
@instance_option
@click.argument("email")
@click.option("--name", help="Made from the mail address when left out.")
@click.option("--organisation", type=int, help="The number of the customer; left out: on staff.")
@role_option
def add(instance: str, email: str, name: str | None, organisation: int | None, roles: tuple[str, ...]) -> None:
    """Make an account; the link to choose a password is mailed and printed."""
    app, at = app_of(instance), now()
    email = _checked(email)
    with app.app_context(), _saying_refusals(), transaction():
        given = [Role(role) for role in roles] or [Role.AGENT if organisation is None else Role.CONTACT]
        if organisation is not None and not names_of({organisation}):
            raise click.ClickException(f"There is no organisation {organisation}.")
        person = invite(name or email.split("@")[0], email, given, organisation, by=SYSTEM, at=at)
        click.echo(_link(app, person, at))


@command.command("list")
@instance_option
@click.option("--all", "everybody", is_flag=True, help="Deactivated accounts, too.")
def list_people(instance: str, *, everybody: bool) -> None:
    """Mail address, name, organisation and roles of everybody, one a line, divided by tabs."""
    with app_of(instance).app_context(), read_only():
        found = select(Person).options(selectinload(Person.roles)).order_by(Person.email)
        people = session().scalars(found if everybody else found.where(Person.deactivated_at.is_(None))).all()
        houses = names_of({person.organisation_id for person in people if person.organisation_id})
        for person in people:
            state = "" if person.is_active else "deactivated"
            roles = ", ".join(sorted(role.role for role in person.roles))
            click.echo(
                "\t".join(
                    (person.email, person.name, houses.get(person.organisation_id or 0, ""), roles, state)
                ).rstrip()
            )


@command.command()
@instance_option
@click.argument("email")
@role_option
def roles(instance: str, email: str, roles: tuple[str, ...]) -> None:
    """Give exactly these roles; without --role, print those there are."""
    with app_of(instance).app_context(), _saying_refusals(), transaction():
        person = _known(email)
        if roles:
            set_roles(person, [Role(role) for role in roles], by=SYSTEM, at=now())
        click.echo(", ".join(sorted(roles_of(person.id))))


@command.command("password-link")
@instance_option
@click.argument("email")
def password_link(instance: str, email: str) -> None:
    """Print a link by which the person chooses a password: once, within its time."""
    app, at = app_of(instance), now()
    with app.app_context(), transaction():
        person = _known(email)
        if not person.is_active:
            raise click.ClickException(
                f"{person.email} is deactivated. Let the account work again first: People, in the portal."
            )
        click.echo(_link(app, person, at))


@contextmanager
def _saying_refusals() -> Iterator[None]:
    """A refusal is one sentence, not a traceback."""
    try:
        yield
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from None


def _checked(email: str) -> str:
    try:
        return validate_email(email, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError:
        raise click.ClickException(f"{email} is not a mail address. Give one like ana@example.com.") from None


def _known(email: str) -> Person:
    person = person_by_email(email)
    if person is None:
        raise click.ClickException(f"Nobody has the mail address {email}. See: portal user list")
    return person


def _link(app: Flask, person: Person, at: datetime) -> str:
    return f"{app.config['PORTAL'].public_url}{make_password_link(person, by=SYSTEM, at=at)}"
