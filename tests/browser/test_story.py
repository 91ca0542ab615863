"""What this portal is for, from a named caller's browser to an answered promise (S30-S45, S55, S56, P10, P30)."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from portal.db import read_only, session
from portal.domain.tickets.models import Ticket
from tests.browser.running import Running
from tests.browser.telling import answers, deadline_of, mail_comes, opens_ticket, signs_in, submits
from tests.browser.world import Desk, Who, make_firm, speak

IN_WORDS = {
    "en": {"promise": "We answer", "kept": "kept", "counted": "2 h", "full": "two", "answer": "Ticket"},
    "zh_Hans": {"promise": "", "kept": "", "counted": "2", "full": "", "answer": ""},
}


@pytest.mark.parametrize("locale", ["en", "zh_Hans"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_promise_is_made_understood_and_kept(opened, portal: Running, desk: Desk, locale: str, script):
    firm = make_firm(portal.app, locale=locale)
    words = IN_WORDS[locale]
    with speak(portal.app, desk, locale):
        # Mei opens a Severity 1 ticket
        mei: Page = opened(portal, java_script_enabled=script, viewport={"width": 360, "height": 740})
        signs_in(mei, firm.mei)
        expect(mei.locator("html")).to_have_attribute("lang", locale.replace("_", "-"))
        number = opens_ticket(mei)
        # and sees and understands its deadline
        due = deadline_of(mei)
        expect(due).to_contain_text(words["promise"])
        expect(due).to_have_attribute("data-due", due_of(portal, number))
        explained = mei.locator("details.disclosure .explain")
        expect(explained).to_be_visible()
        expect(explained).to_contain_text(words["counted"])
        # the mail says the same
        assert str(number) in mail_comes(portal, firm.mei, str(number), f"/tickets/{number}")
        # Sam answers: the clock stops
        sam: Page = opened(portal, desk.sam, java_script_enabled=script)
        sam.goto("/tickets")
        sam.locator(f"a.row-title[href='/tickets/{number}']").click()
        answers(sam, number, "Thank you. We see it here too.")
        expect(deadline_of(sam)).to_have_class(re.compile("is-kept"))
        # and Mei reads it
        mail_comes(portal, firm.mei, "We see it here too")
        mei.reload()
        expect(deadline_of(mei)).to_have_class(re.compile("is-kept"))
        expect(mei.locator(".message").filter(has_text="We see it here too")).to_contain_text("Sam Ortiz")
        # Dana finds it in the audit log
        dana: Page = opened(portal, desk.dana, java_script_enabled=script)
        dana.goto(f"/audit?organisation={firm.id}")
        expect(dana.locator("#entries")).to_contain_text(firm.mei.name)
        expect(dana.locator("#entries")).to_contain_text("Sam Ortiz")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_third_caller_of_two_is_refused_and_becomes_a_substitution(opened, portal: Running, desk: Desk, script):
    firm = make_firm(portal.app, has_tom=False)
    mei: Page = opened(portal, firm.mei, java_script_enabled=script)
    other: Page = mei.context.new_page()
    mei.goto("/roster")
    mei.locator("a[href='/roster/callers/new']").click()
    # While she fills in the form, the last place is given away
    other.goto("/roster/callers/new")
    tom = Who(0, "Tom Second", f"tom.second.{firm.id}@example.com")
    fills_in_caller(other, tom.name, tom.email)
    submits(other, "#caller")
    expect(other.locator("main")).to_contain_text("2 of 2")
    third = {"name": "Ruth Third", "email": f"ruth.third.{firm.id}@example.com"}
    fills_in_caller(mei, **third)
    submits(mei, "#caller")
    expect(mei.locator("[role=alert]")).to_contain_text("2")
    # Nothing typed is lost, and the way on is offered
    mei.locator("main .button-main").click()
    expect(mei.locator("form#caller [name=leaver_id]")).not_to_have_count(0)
    expect(mei.locator("[name=name]")).to_have_value(third["name"])
    expect(mei.locator("[name=email]")).to_have_value(third["email"])
    mei.locator("[name=leaver_id]").last.check()
    submits(mei, "#caller")
    expect(mei.locator("main")).to_contain_text("Ruth Third")
    mail_comes(portal, tom, "Ruth Third")
    dana: Page = opened(portal, desk.dana, java_script_enabled=script)
    dana.goto(f"/audit?organisation={firm.id}")
    expect(dana.locator("#entries")).to_contain_text("substitution")


def fills_in_caller(page: Page, name: str, email: str) -> None:
    page.locator("[name=name]").fill(name)
    page.locator("[name=email]").fill(email)
    page.locator("[name=phone]").fill("+1 212 555 0100")
    page.locator("[name=job_title]").fill("Fleet administrator")
    page.locator("[name=country]").select_option("US")
    page.locator("[name=declares_administrator]").check()
    page.locator("[name=declares_access]").check()


def due_of(portal: Running, number: int) -> Any:
    """When the answer is due, as the page carries it."""
    with portal.app.app_context(), read_only():
        ticket = session().scalars(select(Ticket).where(Ticket.number == number)).one()
        return re.compile(re.escape(ticket.due_at.strftime("%Y-%m-%dT%H:%M:%S")))
