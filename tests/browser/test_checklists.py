"""A list under the thumb in a real browser: measured, counted, and without network (U1-U3, U5, U7, V32, V33)."""

import re
from base64 import b64decode
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from portal.clock import now
from portal.db import read_only, session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.checklists.drafts import ListDraft
from portal.domain.checklists.models import ChecklistEvent
from portal.domain.checklists.operations import make_checklist, make_template
from portal.domain.checklists.queries import newest_version
from portal.domain.checklists.seeds import default_templates
from portal.domain.rights import Role
from tests.browser.running import Running, until
from tests.factories_checklists import make_list
from tests.factories_people import make_person

TABLET = {"viewport": {"width": 768, "height": 1024}, "has_touch": True}
FOUND = """() => {
  const wanted = 'a, button, summary, select, label.chip, label.button, input:not([type=hidden], label input)';
  const shows = (one) => one.checkVisibility() && !one.closest('.skip, [hidden]');
  return [...document.querySelectorAll(wanted)].filter(shows).map((one) => {
    const { width, height } = one.getBoundingClientRect();
    return [one.className || one.tagName, Math.round(width), Math.round(height)];
  });
}"""
PICTURE = """() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1800 });
  canvas.getContext('2d').fillRect(0, 0, 1200, 900);
  return canvas.toDataURL('image/jpeg');
}"""


@pytest.fixture
def people(portal: Running) -> dict[str, int]:
    """Two of housekeeping, and the duty manager."""
    with portal.app.app_context(), transaction():
        na = make_person(Role.HOUSEKEEPING, name="Li Na")
        tom = make_person(Role.HOUSEKEEPING, name="Tom Ferris")
        jun = make_person(Role.DUTY_MANAGER, name="Wu Jun")
        return {"na": na.id, "tom": tom.id, "jun": jun.id}


def made(portal: Running) -> int:
    """A short list, for a guest in two hours."""
    with portal.app.app_context(), transaction():
        return make_list(anchor_at=now() + timedelta(hours=2), at=now()).id


def said_in(portal: Running, checklist_id: int) -> list[tuple[str, int | None]]:
    """What was said, and by whom."""
    with portal.app.app_context(), read_only():
        of_list = select(ChecklistEvent).where(ChecklistEvent.checklist_id == checklist_id).order_by(ChecklistEvent.id)
        return [(event.said, event.person_id) for event in session().scalars(of_list)]


def at_list(page: Page, checklist_id: int) -> None:
    """Opened, and kept for corridors."""
    page.goto(f"/checklists/{checklist_id}")
    is_kept = "async () => Boolean(navigator.serviceWorker.controller && (await caches.match(location.href)))"
    until(lambda: page.evaluate(is_kept), "the tablet keeps the page")


def test_a_list_is_gone_through_without_network_and_arrives_once(opened, portal: Running, people, tmp_path: Path):
    """V33, U5-U8, VE14-VE19: with a photo; another ticks meanwhile, and the sign-in ends before the network is back."""
    checklist_id = made(portal)
    page: Page = opened(portal, people["na"], **TABLET)
    at_list(page, checklist_id)
    picture = page.evaluate(PICTURE)
    page.context.set_offline(True)
    yes = page.locator(".answer-yes")
    yes.nth(1).click()
    expect(page.locator(".check").nth(1)).to_have_attribute("data-shows", "passed")
    page.reload()
    expect(page.locator(".check").nth(1)).to_have_attribute("data-shows", "passed")
    expect(page.locator("[data-unsent-count]")).to_contain_text("1 not sent")
    reports(page, 2, picture, tmp_path)
    yes.nth(0).click()
    page.locator("[data-undo]").last.wait_for()
    expect(page.locator("[data-unsent-count]")).to_contain_text("no network")
    tom: Page = opened(portal, people["tom"], **TABLET)
    tom.goto(f"/checklists/{checklist_id}")
    tom.locator(".answer-yes").first.click()
    until(lambda: said_in(portal, checklist_id) == [("passed", people["tom"])], "Tom's answer is there")
    page.context.clear_cookies()
    page.context.set_offline(False)
    expect(page.locator("#toasts")).to_contain_text("Your sign-in has ended")
    page.goto("about:blank")  # an answer that is still under way brings nobody's cookie back
    page.context.add_cookies([portal.cookie_of(people["tom"])])
    page.goto("/checklists")
    until(lambda: len(said_in(portal, checklist_id)) == 5, "everything has arrived", seconds=10)
    na, by_tom = people["na"], people["tom"]
    came = said_in(portal, checklist_id)
    assert came.count(("photo", na)) == 1, "it comes when it is shrunk, whatever was ticked meanwhile"
    answers = [one for one in came if one[0] != "photo"]
    assert answers == [("passed", by_tom), ("passed", na), ("failed", na), ("passed", na)]
    expect(tom.locator(".check").nth(2)).to_have_attribute("data-state", "failed", timeout=5000)
    expect(tom.locator(".check").nth(1).locator(".initials")).to_have_text("LN")


def reports(page: Page, row: int, picture: str, folder: Path) -> int:
    """A fault with reason, photo, department and due time; how many touches."""
    file = folder / "fault.jpg"
    file.write_bytes(b64decode(picture.partition(",")[2]))
    fault = page.locator(".check").nth(row).locator(".check-fault")
    fault.locator("summary").click()
    fault.locator(".chip").first.click()
    fault.locator("[type=file]").set_input_files(file)
    fault.get_by_role("button", name="Report").click()
    expect(page.locator(".check").nth(row)).to_have_attribute("data-shows", "failed")
    return 4


def test_a_whole_room_takes_25_touches_and_every_target_is_large_enough(
    opened, portal: Running, people, tmp_path: Path
):
    """U1-U3, U7, U12, VE21: 23 items, their photo and the name under it; 64 px for answers, 48 for all else."""
    with portal.app.app_context(), transaction():
        draft, content = default_templates()[0]
        make_template(draft, content, by=SYSTEM, at=now())
        version = newest_version(draft.slug)
        checklist = make_checklist(version, ListDraft("1208", now() + timedelta(hours=2)), by=SYSTEM, at=now())
        session().flush()
        checklist_id = checklist.id
    page: Page = opened(portal, people["jun"], **TABLET)
    page.goto(f"/checklists/{checklist_id}")
    page.on("dialog", lambda dialog: dialog.accept())
    every_target_is_large_enough(page)
    touches = touches_of_all_items(page)
    picture = page.evaluate(PICTURE)
    assert picture
    page.locator('.check:has-text("Everything ordered") .check-more summary').click()
    file = tmp_path / "room.jpg"
    file.write_bytes(b64decode(picture.partition(",")[2]))
    page.locator('.check:has-text("Everything ordered") [name^=shot-]').set_input_files(file)
    page.get_by_role("button", name="Sign").click()
    expect(page).to_have_url(re.compile("/checklists$"))
    assert touches + 2 + 1 + 1 <= 25, "and one to say yes"


def every_target_is_large_enough(page: Page) -> None:
    """On a tablet and on a phone, with a row's panels open."""
    for panel in ("fault", "more"):
        page.locator(f".check >> nth=0 >> .check-{panel} summary").click()
    for wide in (768, 360):
        page.set_viewport_size({"width": wide, "height": 1024})
        small = [one for one in page.evaluate(FOUND) if min(one[1:]) < (64 if "answer" in one[0] else 48)]
        assert small == [], f"at {wide} px"
    page.set_viewport_size({"width": 768, "height": 1024})
    for panel in ("fault", "more"):
        page.locator(f".check >> nth=0 >> .check-{panel} summary").click()
    no, yes = (page.locator(f".check >> nth=0 >> .answer-{side}").bounding_box() for side in ("no", "yes"))
    assert yes["x"] - no["x"] - no["width"] >= 16


def touches_of_all_items(page: Page) -> int:
    """From the first to the last, with the rest of a section at once where that begins."""
    touches = 0
    while page.locator('.check[data-shows="open"]').count():
        rest = page.locator("[data-rest]:not([data-rest=''])").first
        row = page.locator('.check[data-shows="open"]').first
        together = rest.count() and rest.get_attribute("data-rest").split()[0] == row.get_attribute("data-item")
        before = page.locator('.check[data-shows="open"]').count()
        if together:
            page.locator(f"#item-{rest.get_attribute('data-rest').split()[-1]}").scroll_into_view_if_needed()
        (rest if together else row.locator(".answer-yes")).click()
        until(lambda before=before: page.locator('.check[data-shows="open"]').count() < before, "an answer shows", 5)
        touches += 1
    return touches
