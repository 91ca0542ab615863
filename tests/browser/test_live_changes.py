"""What anybody changes anywhere shows within two seconds, and the reader is not disturbed (Q3)."""

from functools import partial

from playwright.sync_api import expect

from portal.clock import now
from portal.db import transaction
from portal.domain.tickets.operations import assign_ticket, change_severity, claim_ticket, wait_for_third_party
from tests.browser.running import Running
from tests.browser.seeing import Watch, as_doer, by_operation, opened_by, queue_of, row_of
from tests.browser.world import Desk, Firm
from tests.factories_tickets import make_ticket

EACH = 40  # of five kinds of change


def test_two_hundred_changes_show_elsewhere_within_two_seconds(opened, portal: Running, desk: Desk, firm: Firm):
    app, page = portal.app, queue_of(opened(portal, desk.dana), firm)
    mei, sam, ana = as_doer(app, firm.mei), as_doer(app, desk.sam), as_doer(app, desk.ana)
    watch, numbers = Watch(page), []
    for turn in range(EACH):
        numbers.append(opened_by(app, mei, title=f"Kiosk {turn} loses its policy", severity=3))
        watch.expects(f"new {turn}", row_of(numbers[-1]), f"Kiosk {turn} loses", lambda: None)
    delays = watch.delays()
    kinds = [
        ("Sam Ortiz", claim_ticket, (), {}),
        ("2 High", change_severity, (2,), {"reason": "All kiosks of the site stand still."}),
        ("Ana Kim", assign_ticket, (ana.person,), {}),
        ("third party", wait_for_third_party, (), {"whom": "the carrier"}),
    ]
    for text, work, args, more in kinds:
        for number in numbers:
            change = partial(by_operation, app, sam.actor, number, work, *args, **more)
            watch.expects(f"{text} {number}", row_of(number), text, change)
        delays = watch.delays()
    assert len(delays) == 5 * EACH
    assert delays[int(len(delays) * 0.99) - 1] < 2, delays[-10:]


def test_what_the_reader_does_is_not_disturbed(opened, portal: Running, desk: Desk, firm: Firm):
    """Scroll position, focus, an open menu, half-typed text."""
    app, mei = portal.app, as_doer(portal.app, firm.mei)
    numbers = [opened_by(app, mei, title=f"Scanner {turn} restarts", severity=3) for turn in range(30)]
    page = queue_of(opened(portal, desk.dana), firm)
    used = page.locator(f"#{row_of(numbers[20])}")
    used.scroll_into_view_if_needed()
    used.locator("a.row-title").focus()
    page.evaluate(TYPES_AND_OPENS, row_of(numbers[22]))
    before, place = used.bounding_box(), page.evaluate("scrollY")
    assert place > 0
    watch = Watch(page)
    sam = as_doer(app, desk.sam)
    for number in numbers[:6]:
        watch.expects(
            f"{number}", row_of(number), "Sam Ortiz", partial(by_operation, app, sam.actor, number, claim_ticket)
        )
    with app.app_context(), transaction():  # at once, so that they are told at once
        new = [make_ticket(mei, now(), title=f"Till {turn} is dark", severity=1).number for turn in range(3)]
    for number in new:
        watch.expects(f"new {number}", row_of(number), "is dark", lambda: None)
    watch.delays()
    expect(used.locator("a.row-title")).to_be_focused()
    assert abs(used.bounding_box()["y"] - before["y"]) < 2
    assert page.evaluate("document.getElementById('half').value") == "I looked at the log and"
    assert page.evaluate("document.getElementById('menu').open")
    expect(page.locator("#live-news")).to_contain_text("3 have come")


# As if the row had them from the server: a field in which somebody has begun, a menu that is open
TYPES_AND_OPENS = """(row) => {
  const typed = Object.assign(document.createElement("textarea"), {id: "half", value: "I looked at the log and"});
  const menu = Object.assign(document.createElement("details"), {id: "menu", open: true});
  document.getElementById(row).append(typed, menu);
}"""
