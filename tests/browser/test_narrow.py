"""Every page on a phone, a tablet and a desk screen: nothing scrolls sideways, nothing is cut, all can be hit (P11)."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.running import Running
from tests.browser.walking import Place, browsers_of

SCREENS = {
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True},
    "upright tablet": {"viewport": {"width": 768, "height": 1024}, "has_touch": True},
    "tablet": {"viewport": {"width": 1024, "height": 768}, "has_touch": True},
    "desk": {"viewport": {"width": 1440, "height": 900}},
}
FAULTS = (Path(__file__).parent / "faults.js").read_text()


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_fits_and_can_be_hit(chromium: Browser, demo: Running, places: list[Place], screen: str):
    faults = []
    for place, page in browsers_of(chromium, demo, places, **SCREENS[screen]):
        touch = bool(SCREENS[screen].get("has_touch"))
        faults += [f"{place.name}: {fault}" for fault in page.evaluate(FAULTS, touch)]
    assert not faults, "\n".join(faults)
