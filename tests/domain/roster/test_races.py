"""Two processes at once, with real commits: exactly one gets what there is one of (S34, S39)."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.db import read_only, session, transaction
from portal.domain.outbox.models import Mail
from portal.domain.roster.models import Caller
from portal.domain.roster.operations import give_notice
from tests.factories_roster import acting, draft_of, make_customer, make_named_caller

AT = datetime(2026, 6, 1, 13, tzinfo=UTC)
PREPARE = """
import sys
from datetime import datetime
from portal import create_app
from portal.config import Config
from portal.db import transaction
from portal.domain.actors import SYSTEM
from portal.domain.errors import Refused
from portal.domain.roster.operations import add_caller, carry_out_next_substitution
from tests.factories_roster import draft_of

instance, url, at, mine = sys.argv[1:]
at = datetime.fromisoformat(at)
app = create_app(Config.read(instance, {"DATABASE_URL": url, "PORTAL_LOG_LEVEL": "error"}))
app.app_context().push()
print("ready", flush=True)
sys.stdin.readline()
"""
ADD = """
try:
    with transaction():
        add_caller(1, draft_of(mine), by=SYSTEM, at=at)
    print("added")
except Refused as refused:
    print(type(refused).__name__)
"""
CARRY_OUT = """
with transaction():
    print(carry_out_next_substitution(by=SYSTEM, at=at))
"""


@pytest.fixture
def at_once(app: Flask):
    """`at_once(code, at, names)`: one process per name runs the code at the same moment; what each said."""

    def run(code: str, at: datetime, names: list[str]) -> list[str]:
        config = app.config["PORTAL"]
        arguments = [sys.executable, "-c", PREPARE + code, str(config.instance), config.database_url, at.isoformat()]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        running = [subprocess.Popen([*arguments, name], **pipes) for name in names]
        assert [one.stdout.readline().strip() for one in running] == ["ready"] * len(names)
        for one in running:
            one.stdin.write("go\n")
            one.stdin.flush()
        said = [one.communicate(timeout=60)[0].strip() for one in running]
        assert [one.returncode for one in running] == [0] * len(names)
        return sorted(said)

    return run


@pytest.mark.slow
def test_two_additions_to_one_place_left_are_exactly_one_s39(app, at_once):
    with app.app_context(), transaction():
        corvid = make_customer(at=AT)
        assert corvid.id == 1
        make_named_caller(corvid, "Mei Lin", at=AT)
    said = at_once(ADD, AT + timedelta(hours=1), ["Tom Ferro", "Nia Okafor", "Third Person"])
    assert said == ["PlacesTakenMoreOffered", "PlacesTakenMoreOffered", "added"]
    with app.app_context(), read_only():
        assert session().scalar(select(func.count()).select_from(Caller)) == 2


@pytest.mark.slow
def test_the_first_two_on_a_roster_have_one_primary_contact_s31_s39(app, at_once):
    with app.app_context(), transaction():
        make_customer(at=AT)
    assert at_once(ADD, AT, ["Tom Ferro", "Nia Okafor"]) == ["added", "added"]
    with app.app_context(), read_only():
        assert session().scalar(select(func.count()).where(Caller.is_primary)) == 1


@pytest.mark.slow
def test_one_substitution_under_two_workers_is_carried_out_once_s34(app, at_once):
    with app.app_context(), transaction():
        corvid = make_customer(at=AT)
        mei, tom = (make_named_caller(corvid, name, at=AT) for name in ("Mei Lin", "Tom Ferro"))
        give_notice(tom, draft_of("Nia Okafor"), by=acting(mei.person), at=AT)
    at_once(CARRY_OUT, AT + timedelta(days=14), ["one", "two", "three"])
    with app.app_context(), read_only():
        told = session().scalars(select(Mail.to_email).where(Mail.kind == "substitution_done").order_by(Mail.id))
        assert list(told) == ["tom.ferro@example.com", "nia.okafor@example.com"]
