"""Changes by the worker, the command line and another machine; a server that goes away and comes back (Q3)."""

import secrets
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select, update

from portal.clock import now
from portal.db import read_only, session, transaction
from portal.domain.audit.models import AuditEntry
from portal.domain.rights import Role
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.models import Ticket
from portal.domain.tickets.operations import assign_ticket, claim_ticket, reply
from portal.domain.tickets.rules import State
from tests import postgresql
from tests.browser.running import PORTAL, ROOT, Running, environment, free_port, prepared, served, until
from tests.browser.seeing import Watch, as_doer, by_operation, opened_by, queue_of, row_of
from tests.browser.world import Desk, Firm, make_firm, open_desk, who
from tests.factories_people import make_person


def test_who_is_signed_out_by_the_command_line_is_told_so(opened, portal: Running, desk: Desk, firm: Firm):
    """Other roles end the sign-in; the page says so and stays."""
    with portal.app.app_context(), transaction():
        lee = who(make_person(Role.AGENT, name="Lee Vega", email="lee@example.com"))
    number = opened_by(portal.app, as_doer(portal.app, firm.mei), title="Seen till now", severity=3)
    page = queue_of(opened(portal, lee), firm)
    expect(page.locator(f"#{row_of(number)}")).to_be_visible()
    command = [*PORTAL, "user", "roles", lee.email, "--role", "workshop", "--instance", str(portal.folder)]
    subprocess.run(command, cwd=ROOT, env=environment(0), check=True, capture_output=True)
    expect(page.locator(".connection")).to_contain_text("Your sign-in has ended")


@dataclass
class TwoWebs:
    """A portal of its own with two web processes, on PostgreSQL; `env` is that of its processes."""

    portal: Running
    desk: Desk
    firm: Firm
    env: dict[str, str]

    def does(self, *command: str) -> AbstractContextManager[subprocess.Popen[bytes]]:
        """A process beside them, ended with the block."""
        call = [*PORTAL, *command, "--instance", str(self.portal.folder)]
        return running_beside(subprocess.Popen(call, cwd=ROOT, env=self.env, stdout=subprocess.DEVNULL))


@contextmanager
def running_beside(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def on_postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoWebs]:
    """Started once for the tests of this file."""
    folder, patch = tmp_path_factory.mktemp("two_webs"), pytest.MonkeyPatch()
    patch.setenv("PORTAL_TEST_DATABASE_URL", "pgserver")
    postgresql.server_url.cache_clear()
    server = postgresql.server_url()
    name = f"deskbell_live_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name}")
        admin.execute(f"CREATE DATABASE {name}")
    port, database = free_port(), {"DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl()}
    env = environment(port) | database
    app = prepared(folder, env)
    desk = open_desk(app)
    with served(app, folder, port, "web", **database) as portal:
        yield TwoWebs(portal, desk, make_firm(app), env)
    patch.undo()
    postgresql.server_url.cache_clear()


def test_changes_show_with_two_web_processes_on_postgresql(on_postgresql: TwoWebs, opened):
    """Two pages, which may be served by either process; the changes come from a third one."""
    portal, desk, firm = on_postgresql.portal, on_postgresql.desk, on_postgresql.firm
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


def test_what_the_worker_and_the_command_line_change_shows_within_two_seconds(on_postgresql: TwoWebs, opened):
    """Each a process of its own: silence closes a ticket, somebody who had one works on tickets no longer."""
    portal, desk, firm = on_postgresql.portal, on_postgresql.desk, make_firm(on_postgresql.portal.app)
    app, mei, sam = portal.app, as_doer(portal.app, firm.mei), as_doer(portal.app, desk.sam)
    with app.app_context(), transaction():
        lee = who(make_person(Role.AGENT, name="Lee Vega", email="lee@example.com"))
    silent, lees = (opened_by(app, mei, title=f"{word} one", severity=3) for word in ("Silent", "Lee's"))
    by_operation(app, sam.actor, silent, reply, ReplyDraft(body="Which build?", then=State.WAITING_FOR_CUSTOMER))
    by_operation(app, as_doer(app, lee).actor, lees, claim_ticket)
    with app.app_context(), transaction():
        due = {"silence_closes_at": now(), "due_at": now()}
        session().execute(update(Ticket).where(Ticket.number == silent).values(due))
    page = queue_of(opened(portal, desk.dana), firm)
    expect(page.locator("[data-row]")).to_contain_text(["closes by itself", "Lee Vega"])
    watch = Watch(page)
    watch.waits_for("job", f"closing-{silent}-row", None)
    watch.waits_for("command", row_of(lees), "Claim")
    with on_postgresql.does("worker"), on_postgresql.does("user", "roles", lee.email, "--role", "workshop"):
        until(lambda: page.evaluate("Object.keys(window.waited).length") == 0, "both are seen")
    for name, number in (("job", silent), ("command", lees)):
        watch.counts_from(name, noted_at(app, number))
    delays = watch.delays()
    assert delays[1] < 2, delays
    expect(page.locator("#live-news")).to_contain_text("1 has left")


def noted_at(app: Flask, number: int) -> datetime:
    """When the last who changed this ticket began to: a little before their commit."""
    with app.app_context(), read_only():
        ticket = select(Ticket.id).where(Ticket.number == number).scalar_subquery()
        noted = select(AuditEntry.at).where(AuditEntry.subject_kind == "tickets", AuditEntry.subject_id == ticket)
        return session().scalars(noted.order_by(AuditEntry.id.desc())).first()


# What the page's clock has shown since then, second by second: the last good answer was at one of these
CLOCKS_SINCE = """(then) => {
  const shown = [];
  for (let at = then; at < portal.now() + 1000; at += 1000) shown.push(portal.clock(new Date(at)));
  return shown;
}"""


def test_a_lost_server_is_told_with_the_time_and_everything_is_right_again_soon(chromium: Browser, tmp_path: Path):
    port = free_port()
    app = prepared(tmp_path, environment(port))
    desk, firm = open_desk(app), make_firm(app)
    mei, sam = as_doer(app, firm.mei), as_doer(app, desk.sam)
    first, second = (opened_by(app, mei, title=f"{word} one", severity=3) for word in ("First", "Second"))
    with served(app, tmp_path, port, "web") as portal:
        page = queue_of(page_of(chromium, portal, desk), firm)
        page.locator(f"#{row_of(first)} a.row-title").focus()
        good_at = page.evaluate("portal.now()")
    banner = page.locator(".connection")
    expect(banner).to_contain_text("No connection since")
    assert banner.inner_text().split("since ")[1].startswith(tuple(page.evaluate(CLOCKS_SINCE, good_at)))
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
