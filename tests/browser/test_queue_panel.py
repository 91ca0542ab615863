"""Who works beside the queue loses neither words nor place, whatever they or others do meanwhile (Q5, S40)."""

import re

from playwright.sync_api import Page, Route, expect
from sqlalchemy import delete

from portal.db import session, transaction
from portal.domain.people.models import SignIn
from tests.browser.running import Running
from tests.browser.telling import opens_ticket, submits
from tests.browser.world import Desk, Firm, Who
from tests.factories_people import PASSWORD

SHOWN = "#queue-panel .row-sub"
WORDS = "#queue-panel form#reply textarea"


def test_the_panel_keeps_words_place_and_says_what_others_change(opened, portal: Running, firm: Firm, desk: Desk):
    """A3, half an answer; Q5, the keyboard; Q3, others."""
    caller = opened(portal, firm.mei)
    first, second = opens_ticket(caller, title="One"), opens_ticket(caller, title="Two")
    page: Page = opened(portal, desk.dana)
    page.goto("/queue")
    row = page.locator("[data-row]").filter(has_text=re.compile(rf"{first} · "))
    opens(page, first)
    page.locator(WORDS).fill("Half an answer")
    opens(page, second)  # two seconds have not passed
    opens(page, first)
    expect(page.locator(WORDS)).to_have_value("Half an answer")

    page.locator(WORDS).fill("Half an answer, and more")
    page.locator("#queue-panel [data-key=c]").click()
    expect(page.locator("#queue-panel [data-key=c]")).to_have_count(0)
    expect(page.locator(WORDS)).to_have_value("Half an answer, and more")
    expect(page.locator("#queue-panel [data-panel-title]")).to_be_focused()
    expect(row.get_by_text("Dana Wolf")).to_be_visible()
    expect(row).to_have_class(re.compile("row-chosen"))
    expect(page.locator("[data-panel-changed]")).to_be_hidden()

    other: Page = opened(portal, desk.sam)
    other.goto(f"/queue/{first}")
    other.locator("form#assignment [name=assignee]").select_option(label="Sam Ortiz")
    other.locator("form#assignment button").click()
    expect(page.locator("[data-panel-changed]")).to_be_visible()
    page.locator("[data-panel-again]").click()
    expect(page.locator("[data-panel-changed]")).to_be_hidden()
    expect(page.locator(WORDS)).to_have_value("Half an answer, and more")


def test_the_panel_tells_ones_own_step_from_those_of_others(opened, portal: Running, firm: Firm, desk: Desk):
    """Q3, Q5: also a step that shows nowhere in the row, after which the next change is somebody else's."""
    number = opens_ticket(opened(portal, firm.mei), title="Whose step")
    page: Page = opened(portal, desk.dana)
    page.goto(f"/queue?organisation={firm.id}")
    opens(page, number)
    page.locator("#queue-rows button[formaction$='/claim']").click()
    expect(page.locator("#queue-panel [data-key=c]")).to_have_count(0)
    expect(page.locator("#queue-rows").get_by_text("Dana Wolf")).to_be_visible()
    for words in ("Restart it.", "Or leave it off."):  # the first answer changes the row, the second one doesn't
        page.locator(WORDS).fill(words)
        with page.expect_response(re.compile(r"/queue/live\?.*now=1")):
            page.locator("form#reply button[type=submit]").click()
        expect(page.locator("#queue-panel .panel-said")).to_contain_text(words)
    expect(page.locator("[data-panel-changed]")).to_be_hidden()

    other: Page = opened(portal, desk.sam)
    other.goto(f"/queue/{number}")
    other.locator("form#assignment [name=assignee]").select_option(label="Sam Ortiz")
    other.locator("form#assignment button").click()
    expect(page.locator("[data-panel-changed]")).to_be_visible()


def test_a_new_build_and_an_ended_sign_in_are_told_and_what_is_typed_can_still_be_sent(
    opened, portal: Running, firm: Firm, desk: Desk
):
    """Q3, P14."""
    number = opens_ticket(opened(portal, firm.mei), title="While one types")
    page: Page = opened(portal, desk.ana)
    page.goto(f"/queue?organisation={firm.id}")
    opens(page, number)
    page.locator(WORDS).fill("Half an answer")

    def of_another_build(route: Route) -> None:
        answer = route.fetch(url=re.sub("v=[0-9a-f]+", "v=", route.request.url))
        route.fulfill(response=answer, body=re.sub('data-build="[^"]*"', 'data-build="next"', answer.text()))

    page.route("**/queue/live?*", of_another_build)
    expect(page.locator(".connection")).to_contain_text("There is a new version of this page.")
    expect(page.locator(WORDS)).to_have_value("Half an answer")
    page.unroute("**/queue/live?*")

    end_all_sign_ins(portal, desk.ana)
    expect(page.locator(".connection")).to_contain_text("What you typed is still here.")
    with page.context.expect_page() as opening:
        page.locator(".connection a").click()
    other = opening.value
    other.locator("[name=email]").fill(desk.ana.email)
    other.locator("[name=password]").fill(PASSWORD)
    submits(other, "#sign-in")
    expect(other.locator("h1")).to_have_text("Everything we have promised")
    other.close()
    page.evaluate("dispatchEvent(new Event('online'))")  # as when one comes back to it: asked again at once
    expect(page.locator(".connection")).to_have_count(0)
    expect(page.locator(WORDS)).to_have_value("Half an answer")
    page.locator("form#reply button[type=submit]").click()
    expect(page.locator("#queue-panel .panel-said")).to_contain_text("Half an answer")


def end_all_sign_ins(portal: Running, person: Who) -> None:
    with portal.app.app_context(), transaction():
        session().execute(delete(SignIn).where(SignIn.person_id == person.id))


def opens(page: Page, number: int) -> None:
    """Its row, beside the list."""
    page.locator(f"#queue-rows a.row-title[href^='/queue/{number}']").click()
    expect(page.locator(SHOWN).first).to_contain_text(str(number))
