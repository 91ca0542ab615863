"""What people do in the stories, in their browsers. By the names of fields, so that it works in every language."""

import re
from email import message_from_bytes, policy
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.running import Running, until
from tests.browser.world import Who
from tests.factories_people import PASSWORD

TITLE = "Enrolment stops at 80 % on every new phone"
WHAT_HAPPENS = "Since 09:00 no new phone gets past **Setting up work profile**."


def signs_in(page: Page, who: Who) -> None:
    """By mail address and password, from the front page."""
    page.goto("/")
    page.locator("main a[href^='/sign-in']").first.click()
    page.locator("[name=email]").fill(who.email)
    page.locator("[name=password]").fill(PASSWORD)
    submits(page, "#sign-in")
    expect(page).to_have_url(re.compile("/tickets"))


def submits(page: Page, form: str) -> None:
    """The form's main button."""
    page.locator(f"form{form} .form-foot .button-main").click()


def opens_ticket(page: Page, severity: int = 1, title: str = TITLE) -> int:
    """From the list, with what is needed and no more; the new ticket's number."""
    page.goto("/tickets")
    page.locator("main a[href='/tickets/new']").first.click()
    fills_in_ticket(page, severity, title)
    submits(page, "#ticket")
    expect(page.locator("h1")).to_have_text(title)
    return int(page.url.rsplit("/", 1)[1])


def fills_in_ticket(page: Page, severity: int = 1, title: str = TITLE) -> None:
    """Title, description, severity, area; the contact stands there already."""
    page.locator("[name=title]").fill(title)
    page.locator("[name=description]").fill(WHAT_HAPPENS)
    page.locator(f"[name=severity][value='{severity}']").check()
    page.locator("[name=area]").select_option(index=3)


def answers(page: Page, number: int, text: str) -> None:
    """Staff, in public."""
    page.goto(f"/tickets/{number}")
    page.locator("form#reply [name=body]").fill(text)
    submits(page, "#reply")
    expect(page.locator(".message .prose").filter(has_text=text)).to_be_visible()


def deadline_of(page: Page) -> Locator:
    """The big one at the head of a ticket."""
    return page.locator("main .deadline-big")


def mails_to(portal: Running, who: Who) -> list[str]:
    """What the mail folder holds for them, oldest first, readable."""
    letters = sorted((portal.folder / "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime)
    return [text for text in map(_read, letters) if f"<{who.email}>" in text or f"To: {who.email}" in text]


def mail_comes(portal: Running, who: Who, *words: str) -> str:
    """Waits for the worker; the mail that holds all these words."""
    found: list[str] = []

    def has_come() -> bool:
        found[:] = [text for text in mails_to(portal, who) if all(word in text for word in words)]
        return bool(found)

    until(has_come, f"a mail to {who.email} with {words}")
    return found[-1]


def _read(path: Path) -> str:
    letter = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = letter.get_body(("plain",))
    return f"To: {letter['To']}\nSubject: {letter['Subject']}\n\n{body.get_content() if body else ''}"
