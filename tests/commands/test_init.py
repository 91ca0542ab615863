"""portal init: one command, nothing asked that was said, safe to run again (P41)."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from portal.cli import cli
from portal.commands._instance import app_of
from portal.db import read_only, session
from portal.domain.house.models import House
from portal.domain.organisations.queries import plans
from portal.domain.people.models import Person
from portal.domain.people.queries import person_by_email, roles_of
from portal.domain.rights import Role

pytestmark = pytest.mark.slow
GOOD = "seven tall ships"


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in ("DATABASE_URL", "PORTAL_SECRET_KEY"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path / "instance"


def init(instance: Path, *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli, ["init", "--instance", str(instance), *arguments], input=typed)


def test_an_empty_folder_becomes_a_portal(instance: Path):
    result = init(instance, "--email", "Ana.Hill@example.com", "--password", GOOD)
    assert result.exit_code == 0, result.output
    assert "sign in as ana.hill@example.com" in result.output
    with app_of(str(instance)).app_context(), read_only():
        ana = person_by_email("ana.hill@example.com")
        assert ana is not None
        assert (ana.name, roles_of(ana.id)) == ("Ana Hill", {Role.ADMINISTRATOR})
        assert session().get_one(House, 1).calendar_id == plans()[0].calendar_id


def test_running_it_again_changes_nothing_and_another_administrator_is_refused(instance: Path):
    arguments = ("--email", "ana@example.com", "--password", GOOD)
    init(instance, *arguments)
    again = init(instance, *arguments)
    assert (again.exit_code, "Nothing was changed" in again.output) == (0, True)
    other = init(instance, "--email", "bob@example.com", "--password", GOOD)
    assert other.exit_code == 1
    assert "There is an administrator already: ana@example.com." in other.output
    with app_of(str(instance)).app_context(), read_only():
        assert list(session().scalars(select(Person.email))) == ["ana@example.com"]
        assert len(plans()) == 5


def test_what_was_left_out_is_asked_for_until_the_password_is_good(instance: Path):
    result = init(instance, typed=f"ana@example.com\nshort\nshort\n{GOOD}\n{GOOD}\n")
    assert result.exit_code == 0, result.output
    assert "Choose a password of" in result.output


def test_a_weak_password_on_the_command_line_is_taken_and_remarked_on(instance: Path):
    result = init(instance, "--email", "ana@example.com", "--password", "short")
    assert result.exit_code == 0, result.output
    assert "Change it after signing in" in result.output


def test_what_is_no_mail_address_is_said(instance: Path):
    result = init(instance, "--email", "ana", "--password", GOOD)
    assert result.exit_code == 1
    assert "ana is not a mail address." in result.output


def test_only_the_database_is_brought_up_to_date(instance: Path):
    result = init(instance, "--migrate-only")
    assert result.exit_code == 0, result.output
    with app_of(str(instance)).app_context(), read_only():
        assert plans() == []
