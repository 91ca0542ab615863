"""Everything by keyboard alone, and one always sees where one is (P11)."""

import re

from playwright.sync_api import Page, expect

from tests.browser.running import Running
from tests.browser.telling import TITLE, deadline_of, opens_ticket
from tests.browser.world import Desk, Firm
from tests.factories_people import PASSWORD

FOCUSED = """() => {
  const at = document.activeElement;
  const seen = at.closest('.choice') || at;
  const style = getComputedStyle(seen);
  const box = seen.getBoundingClientRect();
  return {
    name: at.name || at.id || at.getAttribute('href') || at.tagName,
    value: at.value ?? '',
    type: at.type ?? '',
    shown: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none',
    onScreen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


def tab_to(page: Page, wanted: str, most: int = 80) -> None:
    """Tab until there; every stop on the way is visible and marked."""
    page.wait_for_load_state()
    for _ in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        assert at["shown"], f"no focus to be seen on {at['name']}"
        assert at["onScreen"], f"the focus is out of sight on {at['name']}"
        if re.fullmatch(wanted, f"{at['name']}={at['value']}") or re.fullmatch(wanted, at["name"]):
            return
    message = f"Tab does not lead to {wanted}"
    raise AssertionError(message)


def test_a_ticket_is_opened_and_answered_by_keyboard_alone(opened, portal: Running, desk: Desk, firm: Firm):
    mei: Page = opened(portal)
    mei.goto("/sign-in")
    expect(mei.locator("[name=email]")).to_be_focused()
    mei.keyboard.type(firm.mei.email)
    tab_to(mei, "password=")
    mei.keyboard.type(PASSWORD)
    mei.keyboard.press("Enter")
    expect(mei).to_have_url(re.compile("/tickets$"))
    tab_to(mei, "/tickets/new")
    mei.keyboard.press("Enter")
    expect(mei.locator("form#ticket")).to_be_visible()
    tab_to(mei, "title=")
    mei.keyboard.type(TITLE)
    tab_to(mei, "description=")
    mei.keyboard.type("No phone gets past the second step.")
    tab_to(mei, "severity=.*")
    mei.keyboard.press("Space")
    expect(mei.locator("[name=severity][value='1']")).to_be_checked()
    tab_to(mei, "area=")
    mei.keyboard.press("ArrowDown")
    mei.keyboard.press("ArrowDown")
    tab_to(mei, "contact_name=.*")
    mei.keyboard.press("Enter")
    expect(mei.locator("h1")).to_have_text(TITLE)
    number = mei.url.rsplit("/", 1)[1]
    expect(deadline_of(mei)).to_be_visible()
    sam: Page = opened(portal, desk.sam)
    sam.goto(f"/tickets/{number}")
    tab_to(sam, "body=")
    sam.keyboard.type("Choose Skip at that step.")
    tab_to(sam, "files=")
    tab_to(sam, "then=")
    tab_to(sam, "BUTTON=")
    sam.keyboard.press("Enter")
    expect(deadline_of(sam)).to_have_class(re.compile("is-kept"))


def test_the_first_stop_leads_past_the_menu(opened, portal: Running, desk: Desk):
    page: Page = opened(portal, desk.sam)
    page.goto("/tickets")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    expect(page.locator("a.skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_letters_walk_the_list_search_and_tell(opened, portal: Running, desk: Desk, firm: Firm):
    mei: Page = opened(portal, firm.mei)
    numbers = {opens_ticket(mei, title=f"Letters {n}") for n in range(2)}
    page: Page = opened(portal, desk.sam)
    page.goto("/tickets?q=Letters")
    rows = page.locator("[data-row] a.row-title")
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.press("j")  # a letter of the search, now
    expect(page.locator("[data-search]")).to_have_value(re.compile("j"))
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("|".join(f"/tickets/{number}$" for number in numbers)))
