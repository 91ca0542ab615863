"""Every page on a phone, a tablet and a desk screen: nothing scrolls sideways, nothing is cut, all can be hit (P11)."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.running import Running
from tests.browser.walking import Place, browsers_of, in_parts

SCREENS = {"phone": (360, 740), "upright tablet": (768, 1024), "tablet": (1024, 768), "desk": (1440, 900)}
FIRST = {"width": 360, "height": 740}
FAULTS = (Path(__file__).parent / "faults.js").read_text()


@in_parts(2)
def test_every_page_fits_and_can_be_hit(chromium: Browser, demo: Running, part: list[Place]):
    faults = []
    for place, page in browsers_of(chromium, demo, part, has_touch=True, is_mobile=True, viewport=FIRST):
        expect(page.locator("[data-live][data-v='']")).to_have_count(0)  # parts that come after the page
        for screen, (width, height) in SCREENS.items():
            page.set_viewport_size({"width": width, "height": height})
            faults += [f"{place.name} on a {screen}: {fault}" for fault in page.evaluate(FAULTS, screen != "desk")]
    assert not faults, "\n".join(faults)
