"""portal user: adding, listing, roles, links (P41)."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from portal.cli import cli
from portal.clock import now
from portal.commands._instance import app_of
from portal.db import db, transaction
from portal.domain.people.queries import open_link
from portal.domain.rights import Role
from tests.factories_people import make_person

pytestmark = pytest.mark.once


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance with its tables and one administrator."""

    for variable in ("DATABASE_URL", "PORTAL_SECRET_KEY", "PORTAL_URL"):
        monkeypatch.delenv(variable, raising=False)
    with app_of(str(tmp_path)).app_context():
        db.create_all()
        with transaction():
            make_person(Role.ADMINISTRATOR, name="Dana", email="dana@example.com")
    return tmp_path


def user(instance: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["user", arguments[0], "--instance", str(instance), *arguments[1:]])


def opened_by(instance: Path, link: str) -> str | None:

    app: Flask = app_of(str(instance))
    with app.app_context(), transaction():
        found = open_link(link.rsplit("/", 1)[1], at=now())
        return found.person.email if found else None


def test_somebody_is_added_and_the_printed_link_lets_in(instance):
    result = user(instance, "add", "Ana@Example.com", "--name", "Ana", "--role", "agent", "--role", "support_lead")
    assert result.exit_code == 0, result.output
    link = result.output.strip()
    assert link.startswith("http://127.0.0.1:8000/invitations/")
    assert opened_by(instance, link) == "ana@example.com"
    assert user(instance, "list").output.splitlines() == [
        "ana@example.com\tAna\t\tagent, support_lead",
        "dana@example.com\tDana\t\tadministrator",
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "nonsense"), "nonsense is not a mail address"),
        (("add", "dana@example.com"), "Dana already has an account"),
        (("add", "x@example.com", "--organisation", "7"), "There is no organisation 7."),
        (("add", "x@example.com", "--role", "contact"), "People of a customer have customers' roles"),
        (("roles", "nobody@example.com"), "Nobody has the mail address"),
        (("roles", "dana@example.com", "--role", "agent"), "Dana is the last administrator."),
        (("password-link", "nobody@example.com"), "Nobody has the mail address"),
    ],
)
def test_what_cannot_be_is_one_sentence(instance, arguments, sentence):
    result = user(instance, *arguments)
    assert result.exit_code == 1
    assert sentence in result.output


def test_roles_are_shown_and_set(instance):
    assert user(instance, "roles", "dana@example.com").output == "administrator\n"
    assert (
        user(instance, "roles", "dana@example.com", "--role", "administrator", "--role", "agent").output
        == "administrator, agent\n"
    )


def test_a_link_is_printed_for_somebody_who_forgot(instance):
    link = user(instance, "password-link", "DANA@example.com").output.strip()
    assert "/password-resets/" in link
    assert opened_by(instance, link) == "dana@example.com"
