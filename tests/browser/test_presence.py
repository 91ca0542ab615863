"""Two people on one ticket see each other, and never overwrite each other silently (S47)."""

from playwright.sync_api import Page, expect

from tests.browser.running import Running
from tests.browser.telling import answers, opens_ticket, submits
from tests.browser.world import Desk, Firm


def test_two_agents_on_one_ticket_see_each_other(opened, portal: Running, desk: Desk, firm: Firm):
    number = opens_ticket(opened(portal, firm.mei))
    ana: Page = opened(portal, desk.ana)
    ana.goto(f"/tickets/{number}")
    with ana.expect_response("**/presence"):
        ana.reload()
    sam: Page = opened(portal, desk.sam)
    sam.goto(f"/tickets/{number}")
    expect(sam.locator("[data-presence-url]")).to_contain_text("Ana Kim")
    expect(sam.locator("[data-presence-url]")).not_to_contain_text("Sam Ortiz")


def test_the_second_of_two_answers_at_once_is_shown_the_first(opened, portal: Running, desk: Desk, firm: Firm):
    number = opens_ticket(opened(portal, firm.mei))
    sam: Page = opened(portal, desk.sam)
    sam.goto(f"/tickets/{number}")
    sam.locator("form#reply [name=body]").fill("Choose Skip at that step.")
    answers(opened(portal, desk.ana), number, "We look into it.")
    submits(sam, "#reply")
    # Not sent: there is something to read first, and what Sam wrote is still there
    expect(sam.locator("[role=alert]")).to_be_visible()
    if sam.locator("form#reply").count() == 0:
        sam.locator("main .button-main").click()
    expect(sam.locator(".message").filter(has_text="We look into it.")).to_be_visible()
    expect(sam.locator("form#reply [name=body]")).to_have_value("Choose Skip at that step.")
    submits(sam, "#reply")
    expect(sam.locator(".message").filter(has_text="Choose Skip at that step.")).to_be_visible()
