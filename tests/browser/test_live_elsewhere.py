"""Changes by the worker, the command line and another machine; a server that goes away and comes back (Q3)."""

import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from portal.clock import now
from portal.db import session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.rights import Role
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.models import Ticket
from portal.domain.tickets.operations import assign_ticket, claim_ticket, close_next_silent, reply
from portal.domain.tickets.rules import State
from tests import postgresql
from tests.browser.running import PORTAL, ROOT, Running, environment, free_port, prepared, served
from tests.browser.seeing import Watch, as_doer, by_operation, opened_by, queue_of, row_of
from tests.browser.world import Desk, Firm, make_firm, open_desk, who
from tests.factories_people import make_person


def test_what_a_job_does_shows(opened, portal: Running, desk: Desk, firm: Firm):
    """Silence closes a ticket: its row leaves."""
    app, sam = portal.app, as_doer(portal.app, desk.sam)
    number = opened_by(app, as_doer(app, firm.mei), title="Silent one", severity=3)
    by_operation(app, sam.actor, number, reply, ReplyDraft(body="Which build?", then=State.WAITING_FOR_CUSTOMER))
    page = queue_of(opened(portal, desk.dana), firm)
    row = page.locator(f"#{row_of(number)}")
    expect(row).to_be_visible()
    with app.app_context(), transaction():
        due = {"silence_closes_at": now(), "due_at": now()}
        session().execute(update(Ticket).where(Ticket.number == number).values(due))
    with app.app_context(), transaction():
        assert close_next_silent(by=SYSTEM, at=now())  # as the worker does every minute
    expect(row).to_have_count(0)
    expect(page.locator("#live-news")).to_contain_text("1 has left")


def test_what_the_command_line_does_shows(opened, portal: Running, desk: Desk, firm: Firm):
    """Other roles end the sign-in; the page says so and stays."""
    with portal.app.app_context(), transaction():
        lee = who(make_person(Role.AGENT, name="Lee Vega", email="lee@example.com"))
    number = opened_by(portal.app, as_doer(portal.app, firm.mei), title="Seen till now", severity=3)
    page = queue_of(opened(portal, lee), firm)
    expect(page.locator(f"#{row_of(number)}")).to_be_visible()
    command = [*PORTAL, "user", "roles", lee.email, "--role", "workshop", "--instance", str(portal.folder)]
    subprocess.run(command, cwd=ROOT, env=environment(0), check=True, capture_output=True)
    expect(page.locator(".connection")).to_contain_text("Your sign-in has ended", timeout=10_000)


@pytest.fixture
def on_postgresql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Running, Desk, Firm]]:
    """A portal of its own with two web processes, on PostgreSQL."""
    monkeypatch.setenv("PORTAL_TEST_DATABASE_URL", "pgserver")
    postgresql.server_url.cache_clear()
    server = postgresql.server_url()
    name = f"deskbell_live_{tmp_path.name.replace('-', '_')}".lower()
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name}")
        admin.execute(f"CREATE DATABASE {name}")
    port, database = free_port(), {"DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl()}
    app = prepared(tmp_path, environment(port) | database)
    desk = open_desk(app)
    with served(app, tmp_path, port, "web", **database) as portal:
        yield portal, desk, make_firm(app)
    postgresql.server_url.cache_clear()


def test_changes_show_with_two_web_processes_on_postgresql(on_postgresql, opened):
    """Two pages, which may be served by either process; the changes come from a third one."""
    portal, desk, firm = on_postgresql
    app, mei, sam, ana = portal.app, *(as_doer(portal.app, one) for one in (firm.mei, desk.sam, desk.ana))
    watches = [Watch(queue_of(opened(portal, one), firm)) for one in (desk.dana, desk.ada)]
    numbers = [opened_by(app, mei, title=f"Printer {turn} is out", severity=3) for turn in range(10)]
    for text, work in (("Sam Ortiz", claim_ticket), ("Ana Kim", partial(assign_ticket, assignee=ana.person))):
        for number in numbers:
            change = partial(by_operation, app, sam.actor, number, work)
            watches[0].expects(f"{text} {number}", row_of(number), text, change)
            watches[1].expects(f"{text} {number}", row_of(number), text, lambda: None)
        delays = sorted(watches[0].delays() + watches[1].delays())
    assert len(delays) == 40
    assert delays[-1] < 2.5, delays[-10:]


def test_a_lost_server_is_told_with_the_time_and_everything_is_right_again_soon(chromium: Browser, tmp_path: Path):
    port = free_port()
    app = prepared(tmp_path, environment(port))
    desk, firm = open_desk(app), make_firm(app)
    mei, sam = as_doer(app, firm.mei), as_doer(app, desk.sam)
    first, second = (opened_by(app, mei, title=f"{word} one", severity=3) for word in ("First", "Second"))
    with served(app, tmp_path, port, "web") as portal:
        page = queue_of(page_of(chromium, portal, desk), firm)
        page.locator(f"#{row_of(first)} a.row-title").focus()
        good_at = page.evaluate("portal.clock(new Date(portal.now()))")
    banner = page.locator(".connection")
    expect(banner).to_contain_text("No connection since")
    assert banner.inner_text().split("since ")[1][:4] == good_at[:4]
    by_operation(app, sam.actor, second, claim_ticket)
    third = opened_by(app, mei, title="Third one", severity=1)
    with served(app, tmp_path, port, "web"):
        expect(page.locator(f"#{row_of(third)}")).to_be_visible(timeout=5_000)
        expect(page.locator(f"#{row_of(second)}")).to_contain_text("Sam Ortiz", timeout=1_000)
        expect(banner).to_have_count(0)
        expect(page.locator(f"#{row_of(first)} a.row-title")).to_be_focused()
    page.context.close()


def page_of(chromium: Browser, portal: Running, desk: Desk) -> Page:
    """Dana's, in a browser that may be refused a connection."""
    context = chromium.new_context(base_url=portal.url, locale="en-US", reduced_motion="reduce")
    context.add_cookies([portal.cookie_of(desk.dana.id)])
    return context.new_page()
