"""Two processes at once, with real commits: one contract runs per organisation, every option is counted (S2, S60)."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.db import read_only, session, transaction
from portal.domain.organisations.models import Contract
from tests.factories_organisations import make_contract, make_organisation

AT = datetime(2026, 6, 1, 13, tzinfo=UTC)
PREPARE = """
import sys
from datetime import datetime
from sqlalchemy.exc import IntegrityError
from portal import create_app
from portal.config import Config
from portal.db import session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.errors import Refused
from portal.domain.organisations.models import Contract
from portal.domain.organisations.operations import buy_option, sign_contract
from tests.factories_organisations import contract_draft_on

instance, url, at = sys.argv[1:]
at = datetime.fromisoformat(at)
app = create_app(Config.read(instance, {"DATABASE_URL": url, "PORTAL_LOG_LEVEL": "error"}))
app.app_context().push()
print("ready", flush=True)
sys.stdin.readline()
"""
SIGN = """
try:
    with transaction():
        sign_contract(1, contract_draft_on("advanced", "2026-01-01", "2026-12-31"), by=SYSTEM, at=at)
    print("signed")
except (Refused, IntegrityError) as refused:
    print("refused")
"""
WRITE = """
try:
    with transaction():
        draft = contract_draft_on("advanced", "2026-01-01", "2026-12-31")
        session().add(Contract(organisation_id=1, plan_id=draft.plan_id, start_on=draft.start_on, end_on=draft.end_on,
                               size=1, created_at=at, changed_at=at))
    print("signed")
except IntegrityError:
    print("refused")
"""
BUY = """
with transaction():
    buy_option(1, by=SYSTEM, at=at)
print("bought")
"""


def at_once(app: Flask, code: str, processes: int) -> list[str]:
    """What each of the processes said that ran the code at the same moment."""
    config = app.config["PORTAL"]
    arguments = [sys.executable, "-c", PREPARE + code, str(config.instance), config.database_url, AT.isoformat()]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    running = [subprocess.Popen(arguments, **pipes) for _ in range(processes)]
    assert [one.stdout.readline().strip() for one in running] == ["ready"] * processes
    for one in running:
        one.stdin.write("go\n")
        one.stdin.flush()
    return sorted(one.communicate(timeout=60)[0].strip() for one in running)


@pytest.mark.slow
@pytest.mark.parametrize("code", [SIGN, WRITE], ids=["through the operation", "past the operation"])
def test_of_two_overlapping_contracts_exactly_one_is_signed_s60(app: Flask, code: str):
    with app.app_context(), transaction():
        make_organisation(at=AT)
    assert at_once(app, code, 2) == ["refused", "signed"]
    with app.app_context(), read_only():
        assert session().scalar(select(func.count()).select_from(Contract)) == 1


@pytest.mark.slow
def test_two_options_bought_at_once_are_both_counted_s2(app: Flask):
    with app.app_context(), transaction():
        make_contract(make_organisation(at=AT), first="2026-01-01", last="2026-12-31", at=AT)
    assert at_once(app, BUY, 2) == ["bought", "bought"]
    with app.app_context(), read_only():
        assert session().get_one(Contract, 1).callers_allowed == 6
