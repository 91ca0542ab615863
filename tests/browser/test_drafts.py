"""Nothing that was typed is lost: closed tabs, ended sessions, stale pages, refusals, forbidden files (S40, P14)."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete, select

from portal.clock import now
from portal.db import read_only, session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.drafts.models import Draft
from portal.domain.people.displays import new_token
from portal.domain.people.models import PersonPin, SignIn
from portal.domain.people.operations import enrol_device
from portal.domain.people.pins import hash_pin, pepper_of
from tests.browser.running import Running, until
from tests.browser.telling import TITLE, fills_in_ticket, submits
from tests.browser.world import Desk, Firm, Who
from tests.factories_people import PASSWORD


def test_a_draft_survives_a_closed_tab(opened, portal: Running, firm: Firm):
    page: Page = opened(portal, firm.mei)
    page.goto("/tickets/new")
    fills_in_ticket(page)
    expect(page.locator("form#ticket [data-draft-status]")).not_to_be_empty()
    page.close()
    again = opened(portal, firm.mei)
    again.goto("/tickets/new")
    has_all_of_it(again)


def test_what_is_typed_last_is_kept_when_the_tab_is_closed_at_once(opened, portal: Running, firm: Firm):
    page: Page = opened(portal, firm.mei)
    page.goto("/tickets/new")
    page.locator("[name=title]").fill(TITLE)
    page.goto("/tickets")  # two seconds have not passed
    until(lambda: kept_title(portal, firm.mei) == TITLE, "the draft is kept")
    page.goto("/tickets/new")
    expect(page.locator("[name=title]")).to_have_value(TITLE)


def test_a_shared_tablet_locks_when_nobody_touches_it_and_keeps_what_was_typed(opened, portal: Running, desk: Desk):
    """P4, U20. By the pad, without keyboard; the page's clock is put forward."""
    link = new_token()
    with portal.app.app_context(), transaction():
        enrol_device("FD-1", link, by=SYSTEM, at=now())
        pin = hash_pin("407193", pepper_of(portal.app.config["SECRET_KEY"]))
        session().add(PersonPin(person_id=desk.sam.id, hash=pin, set_at=now(), failures=0))
    page: Page = opened(portal)
    page.clock.install()
    page.goto(f"/enrolments/{link}")
    page.get_by_role("button", name="Enrol this tablet").click()
    page.get_by_role("link", name=desk.sam.name).click()
    for digit in "407193":
        page.locator(f"[data-digit='{digit}']").click()
    page.locator(".pin-pad [type=submit]").click()
    expect(page.locator("nav.rail")).to_be_visible()
    page.goto("/account")
    page.locator("[name=job_title]").fill("On floor 12")
    page.clock.fast_forward("05:10")
    expect(page).to_have_url(re.compile(r"/pin\?person=\d+&next=%2Faccount"))
    page.locator("#pin-pin").fill("407193")
    page.keyboard.press("Enter")
    expect(page.locator("[name=job_title]")).to_have_value("On floor 12")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_session_that_ended_in_mid_form_loses_nothing(opened, portal: Running, firm: Firm, script):
    page: Page = opened(portal, firm.mei, java_script_enabled=script)
    page.goto("/tickets/new")
    fills_in_ticket(page)
    end_all_sign_ins(portal, firm.mei)
    submits(page, "#ticket")
    expect(page.locator("[role=alert]")).to_contain_text("kept")
    page.locator("[name=email]").fill(firm.mei.email)
    page.locator("[name=password]").fill(PASSWORD)
    submits(page, "#sign-in")
    expect(page).to_have_url(re.compile(r"/tickets/new"))
    has_all_of_it(page)
    submits(page, "#ticket")
    expect(page.locator("h1")).to_have_text(TITLE)


def test_a_stale_token_loses_nothing(opened, portal: Running, firm: Firm):
    page: Page = opened(portal, firm.mei, java_script_enabled=False)
    page.goto("/tickets/new")
    fills_in_ticket(page)
    page.context.clear_cookies()
    page.context.add_cookies([portal.cookie_of(firm.mei.id)])  # signed in anew in another tab: the page's token is old
    submits(page, "#ticket")
    expect(page.locator("[role=alert]")).to_contain_text("kept")
    page.locator("main .button-main").click()
    has_all_of_it(page)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_who_is_not_on_the_roster_is_referred_by_name_and_keeps_the_text(opened, portal: Running, firm: Firm, script):
    page: Page = opened(portal, firm.carl, java_script_enabled=script)
    page.goto("/tickets/new")
    fills_in_ticket(page)
    submits(page, "#ticket")
    expect(page.locator("main")).to_contain_text(firm.mei.name)
    page.locator("main form[action='/roster/requests'] button").click()
    page.goto("/tickets/new")
    has_all_of_it(page)
    mei: Page = opened(portal, firm.mei)
    mei.goto("/roster")
    expect(mei.locator("main")).to_contain_text(firm.carl.name)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize(
    ("name", "size"), [("setup.exe", 2_000), ("huge.log", 21_000_000)], ids=["forbidden", "too large"]
)
def test_a_file_that_cannot_be_taken_keeps_everything_else(
    opened, portal: Running, firm: Firm, tmp_path: Path, script, name: str, size: int
):
    bad, good = tmp_path / name, tmp_path / "device.log"
    bad.write_bytes((b"MZ\x90\x00" if name.endswith("exe") else b"line\n") * (size // 4))
    good.write_text("12:00 error 403\n")
    page: Page = opened(portal, firm.mei, java_script_enabled=script)
    page.goto("/tickets/new")
    fills_in_ticket(page)
    page.locator("form#ticket [type=file]").set_input_files([good, bad])
    submits(page, "#ticket")
    expect(page.locator("[role=alert]")).to_contain_text(name)
    has_all_of_it(page)
    expect(page.locator("form#ticket")).to_contain_text("device.log")
    submits(page, "#ticket")
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator("main .files")).to_contain_text("device.log")


def has_all_of_it(page: Page) -> None:
    """What fills_in_ticket typed."""
    expect(page.locator("[name=title]")).to_have_value(TITLE)
    expect(page.locator("[name=description]")).to_have_value(re.compile("Setting up work profile"))
    expect(page.locator("[name=severity][value='1']")).to_be_checked()
    expect(page.locator("[name=area]")).not_to_have_value("")


def end_all_sign_ins(portal: Running, person: Who) -> None:
    with portal.app.app_context(), transaction():
        session().execute(delete(SignIn).where(SignIn.person_id == person.id))


def kept_title(portal: Running, person: Who) -> str:
    with portal.app.app_context(), read_only():
        draft = session().scalars(select(Draft).where(Draft.person_id == person.id)).one_or_none()
        return draft.fields["title"][0] if draft else ""
