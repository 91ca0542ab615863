"""The demo is a tested program: it fills as promised, and everybody it names can sign in (P41)."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from portal.clock import now
from portal.commands._instance import app_of
from portal.db import db, read_only, session
from portal.demo import PASSWORD, SIGN_INS
from portal.demo.displays import WALL, WALL_IN_CHINESE
from portal.domain.appointments.models import Appointment, Notice
from portal.domain.booking.models import Booking
from portal.domain.booking.situation import shop_hours
from portal.domain.deadlines.models import Deadline
from portal.domain.deadlines.queries import overdue
from portal.domain.organisations.models import Contract, Organisation
from portal.domain.outbox.models import Mail
from portal.domain.roster.models import Caller, PlaceRequest, ReplacementDemand, Roster, Substitution
from portal.domain.tickets.models import Message, Ticket
from portal.domain.tickets.rules import State
from tests.client import PortalClient, Visitor
from tests.demo.database import fresh_database
from tests.security.test_wall_secrets import secrets_of, sent_to

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]


def run_demo(instance):
    """The command, in a process of its own."""
    command = [sys.executable, "-c", "from portal.cli import cli; cli()", "demo", "--instance", str(instance)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A database of its own, filled once for all these tests."""
    instance = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch, fresh_database() as url:
        patch.setenv("DATABASE_URL", url or f"sqlite:///{instance / 'portal.sqlite'}")
        done = run_demo(instance)
        assert done.returncode == 0, done.stderr
        if url is None and (shown := os.environ.get("PORTAL_TEST_DEMO")):  # the browser looks at it later
            shutil.copytree(instance, shown)
        app = app_of(str(instance))
        app.config["TESTING"] = True
        app.extensions["demo"] = done.stdout
        with app.app_context(), read_only():
            shop_hours()  # kept in the process: statements of pages are counted without this first reading
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def look(demo):
    with demo.app_context(), read_only():
        yield session()


def count(look, *which):
    return look.scalar(select(func.count()).where(*which))


def test_forty_organisations_on_all_plans_with_120_callers_and_600_tickets(look):
    on_plans = Counter(contract.plan.slug for contract in look.scalars(select(Contract)))
    assert set(on_plans) == {"essential", "advanced", "elite", "elite-multinational", "incident-pack"}
    assert count(look, Organisation.id > 0) == 40
    on_roster = (Caller.from_at <= now()) & (Caller.until_at.is_(None) | (Caller.until_at > now()))
    assert count(look, on_roster) == 120
    assert count(look, Ticket.id > 0) == 600


def test_tickets_are_in_all_states_and_numbered_in_the_order_of_time(look):
    states = Counter(look.scalars(select(Ticket.state)))
    assert set(states) == set(State)
    assert min(states.values()) >= 10
    entered = list(look.scalars(select(Ticket.entered_at).order_by(Ticket.number)))
    assert entered == sorted(entered)
    assert entered[-1] <= now()


def test_some_promises_are_broken_and_some_are_due_within_the_hour(look):
    waiting = (Deadline.met_at.is_(None), Deadline.due_at.is_not(None))
    assert count(look, *waiting, Deadline.breached_at.is_not(None)) >= 5
    within_the_hour = (Deadline.due_at > now(), Deadline.due_at < now() + timedelta(hours=1))
    assert count(look, *waiting, Deadline.breached_at.is_(None), *within_the_hour) >= 3
    assert count(look, *waiting, Deadline.due_at > now() + timedelta(hours=1)) >= 15
    assert overdue(now() - timedelta(minutes=20)) == [], "the worker of the past has noticed each broken promise"


def test_a_substitution_runs_a_contract_ends_and_people_are_waited_for(look):
    today = now().astimezone(ZoneInfo("America/New_York")).date()  # as the customer whose contract ends counts
    assert count(look, Substitution.done_at.is_(None), Substitution.effective_at > now()) == 1
    assert count(look, Substitution.done_at.is_not(None)) == 1
    assert count(look, Contract.end_on == today + timedelta(days=20)) >= 1
    assert count(look, Contract.end_on < today) >= 1
    assert count(look, PlaceRequest.answered_at.is_(None)) == 1
    assert count(look, ReplacementDemand.resolved_at.is_(None)) == 1
    assert count(look, Roster.verify_by_at < now()) == 1


def test_the_workshop_s_day_is_full_around_now_whatever_the_hour_a1(look):
    ahead, behind = now() + timedelta(hours=12), now() - timedelta(hours=12)
    today = (Booking.start_at > behind, Booking.start_at < ahead, Booking.cancelled_at.is_(None))
    assert count(look, *today) >= 25
    assert count(look, *today, Booking.end_at > now()) >= 5
    assert count(look, Booking.start_at > now() + timedelta(days=1), Booking.cancelled_at.is_(None)) >= 60
    assert count(look, Booking.cancelled_at.is_not(None)) >= 3
    assert count(look, Appointment.no_show_at.is_not(None)) >= 2
    assert count(look, Booking.start_at < behind) >= 40


def test_the_desk_has_prepared_most_of_it_called_and_booked_a11_a21_a22(look):
    """Notices read and unread, a customer of whom nobody knows, one who said yes, a call that ended in the book."""
    assert count(look, Notice.acknowledged_at.is_not(None)) >= 30
    assert count(look, Notice.acknowledged_at.is_(None), Notice.superseded_at.is_(None), Notice.start_at > now()) >= 5
    assert count(look, Appointment.at_risk_at.is_not(None)) >= 1
    assert count(look, Appointment.coming_at.is_not(None)) >= 1
    assert count(look, Appointment.invite_id.is_not(None)) >= 1


def test_nothing_of_the_past_is_mailed_again(look):
    assert count(look, Mail.sent_at.is_not(None)) > 2000
    assert count(look, Mail.sent_at.is_(None)) <= 10


def test_some_of_it_is_chinese_and_every_place_to_fill_in_is_filled(look):
    bodies = list(look.scalars(select(Message.body).where(Message.is_automatic.is_(False))))
    assert sum(any("\u4e00" <= sign <= "\u9fff" for sign in body) for body in bodies) > 100
    assert [body for body in [*bodies, *look.scalars(select(Ticket.title))] if "{" in body or "}" in body] == []


@pytest.mark.parametrize("path", [WALL, WALL_IN_CHINESE])
def test_the_demo_s_screens_tell_no_customer_s_secret_q6(demo, path):
    """Everything sent to them, against every mail address, phone, title, message and customer's person there is."""
    assert WALL in demo.extensions["demo"]
    sent, secrets = list(sent_to(Visitor(demo), path)), secrets_of(demo)
    assert len(secrets) > 1000
    assert [secret for secret in secrets for text in sent if secret in text] == []


@pytest.mark.parametrize("email", [one.email for one in SIGN_INS])
def test_everybody_named_can_sign_in_and_sees_a_first_page(demo, email):
    assert f"{email} " in demo.extensions["demo"]
    browser = PortalClient(demo)
    signed_in = browser.post("/sign-in", email=email, password=PASSWORD)
    first = browser.follow(browser.follow(signed_in, status=303))
    assert first.h1


def test_the_tickets_of_one_customer_are_kept_from_one_agent(demo):
    """P2."""
    with demo.app_context(), read_only():
        of_harborview = select(Ticket.number).join(Organisation).where(Organisation.name == "Harborview Insurance")
        number = session().scalar(of_harborview.limit(1))
    browser = PortalClient(demo)
    browser.post("/sign-in", email="aisha.rahman@deskbell.example", password=PASSWORD)
    browser.get(f"/tickets/{number}", status=404)
    assert "Harborview Insurance" not in browser.get("/tickets").text("main")


def test_a_portal_with_organisations_is_refused(demo):
    done = run_demo(demo.config["PORTAL"].instance)
    assert done.returncode == 1
    assert "There are organisations in this portal already" in done.stderr
