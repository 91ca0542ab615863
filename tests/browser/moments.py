"""What no link leads to: refusals, errors, a draft that came back. Each by doing what leads there."""

from collections.abc import Callable

from playwright.sync_api import Page

from portal.domain.rights import Role
from tests.browser.telling import fills_in_ticket, submits

Moment = tuple[Role | None, Callable[[Page], None]]


def wrong_password(page: Page) -> None:
    """One answer for known and unknown."""
    page.goto("/sign-in")
    page.locator("[name=email]").fill("somebody@example.com")
    page.locator("[name=password]").fill("not the password")
    submits(page, "#sign-in")


def nothing_filled_in(page: Page) -> None:
    """A sentence by each field, and all of them above."""
    page.goto("/tickets/new")
    page.locator("[name=imeis]").fill("12345")
    page.locator("[name=device_model]").fill("S20")
    submits(page, "#ticket")


def not_on_the_roster(page: Page) -> None:
    """Referred by name, with one click to ask (S32)."""
    page.goto("/tickets/new")
    fills_in_ticket(page)
    submits(page, "#ticket")


def signed_out_in_mid_form(page: Page) -> None:
    """Signs in on the spot (P14)."""
    page.goto("/tickets/new")
    fills_in_ticket(page)
    page.context.clear_cookies()
    submits(page, "#ticket")


def stale_token(page: Page) -> None:
    """The form stood open too long."""
    page.goto("/tickets/new")
    fills_in_ticket(page)
    page.locator("form#ticket [name=csrf_token]").evaluate("field => field.value = 'old'")
    submits(page, "#ticket")


def draft_came_back(page: Page) -> None:
    """What was typed stands there again."""
    not_on_the_roster(page)
    page.goto("/tickets/new")


def forbidden_file(page: Page) -> None:
    """The file is refused, all else stays."""
    page.goto("/tickets/new")
    fills_in_ticket(page)
    program = {"name": "setup.exe", "mimeType": "application/octet-stream", "buffer": b"MZ" + bytes(2000)}
    log = {"name": "device.log", "mimeType": "text/plain", "buffer": b"12:00 error 403"}
    page.locator("form#ticket [type=file]").set_input_files([log, program])
    submits(page, "#ticket")


def not_yours(page: Page) -> None:
    """An agent at the administrator's door."""
    page.goto("/settings/house")


def keys_are_told(page: Page) -> None:
    """The help on keys."""
    page.goto("/tickets")
    page.keyboard.press("?")


def menu_is_open(page: Page) -> None:
    """A customer's own menu."""
    page.goto("/tickets")
    page.locator("details.menu summary").click()


def work_beside_the_queue(page: Page) -> None:
    """On a desk the panel, elsewhere its page."""
    page.goto("/queue")
    page.locator("#queue-rows a[data-beside]").nth(2).click()
    page.locator("#queue-panel .panel-title").wait_for()


def connection_is_lost(page: Page) -> None:
    """The queue says since when."""
    page.goto("/queue")
    page.route("**/queue/live?*", lambda route: route.abort())
    page.locator(".connection").wait_for()


def sign_in_has_ended(page: Page) -> None:
    """The queue says so and leads to the sign-in."""
    page.goto("/queue")
    page.context.clear_cookies()
    page.locator(".connection").wait_for()


MOMENTS: dict[str, Moment] = {
    "moment-wrong-password": (None, wrong_password),
    "moment-nothing-filled-in": (Role.PRIMARY_CONTACT, nothing_filled_in),
    "moment-not-on-the-roster": (Role.CONTACT, not_on_the_roster),
    "moment-signed-out-in-mid-form": (Role.PRIMARY_CONTACT, signed_out_in_mid_form),
    "moment-stale-token": (Role.PRIMARY_CONTACT, stale_token),
    "moment-draft-came-back": (Role.CONTACT, draft_came_back),
    "moment-forbidden-file": (Role.PRIMARY_CONTACT, forbidden_file),
    "moment-not-yours": (Role.AGENT, not_yours),
    "moment-keys-are-told": (Role.AGENT, keys_are_told),
    "moment-menu-is-open": (Role.PRIMARY_CONTACT, menu_is_open),
    "moment-queue-panel": (Role.SUPPORT_LEAD, work_beside_the_queue),
    "moment-queue-lost": (Role.SUPPORT_LEAD, connection_is_lost),
    "moment-queue-signed-out": (Role.SUPPORT_LEAD, sign_in_has_ended),
}
