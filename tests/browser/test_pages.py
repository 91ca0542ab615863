"""Every page, loaded once in each language and looked at for all that holds everywhere (P11, P12, P13).

axe sees it in both themes: in English loaded light, in Chinese dark, and then its colours in the other one.
"""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import bring_axe, violations
from tests.browser.chinese import left_in_english
from tests.browser.running import Running
from tests.browser.walking import Place, browsers_of, in_parts
from tests.browser.watching import Watched
from tests.browser.weighing import Scales

SCREENS = {"phone": (360, 740), "upright tablet": (768, 1024), "tablet": (1024, 768), "desk": (1440, 900)}
FIRST = {"width": 360, "height": 740}
FAULTS = (Path(__file__).parent / "faults.js").read_text()


@in_parts(8)
def test_every_page_is_light_fits_and_axe_finds_nothing(chromium: Browser, demo: Running, part: list[Place]):
    """The first view costs at most 100 kB and 8 requests, none of them to elsewhere, and nothing in it breaks (P13).

    On a phone, a tablet and a desk screen nothing scrolls sideways, nothing is cut, all can be hit (P11).
    """
    found, opened = [], {}

    def listen(page: Page) -> None:
        bring_axe(page)
        opened[page] = Scales(page), Watched(page.context, demo.url)

    screen: dict[str, Any] = {"has_touch": True, "is_mobile": True, "viewport": FIRST, "color_scheme": "light"}
    for place, page in browsers_of(chromium, demo, part, listen=listen, **screen):
        scales, watched = opened[page]
        found += [f"{place.name} {fault}" for fault in faults(page) + scales.too_heavy() + watched.told()]
        found += [f"{place.name} {fault}" for fault in violations(page, "light")]
        scales.forget()
    assert not found, "\n".join(found)


@in_parts(8)
def test_every_page_is_chinese_and_axe_finds_nothing(chromium: Browser, demo: Running, part: list[Place]):
    """It says so, and no sentence of the portal's own is left in English (P12); axe as above (P11)."""
    found = []
    for place, page in browsers_of(chromium, demo, part, "zh_Hans", bring_axe, color_scheme="dark"):
        has_all_parts(page)
        if not place.path.startswith(("/wall/", "/welcome/", "/kiosk/")):  # a screen speaks its link's language
            found += [f"{place.name} {fault}" for fault in left_in_english(page)]
        found += [f"{place.name} in Chinese {fault}" for fault in violations(page, "dark")]
    assert not found, "\n".join(found)


def faults(page: Page) -> list[str]:
    """What does not fit or cannot be hit, on each screen; the last is the desk's."""
    has_all_parts(page)
    found = []
    for screen, (width, height) in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        found += [f"on a {screen}: {fault}" for fault in page.evaluate(FAULTS, screen != "desk")]
    return found


def has_all_parts(page: Page) -> None:
    """Also those that come after the page."""
    expect(page.locator("[data-live][data-v='']")).to_have_count(0)


def test_the_scales_count(chromium: Browser, demo: Running):
    """Each time anew: what the browser has from the page before costs again."""
    page = chromium.new_context(base_url=demo.url).new_page()
    scales = Scales(page)
    for _ in range(2):
        page.goto("/sign-in")
        weight, requests = scales.weigh()
        assert requests >= 6, "page, styles, scripts, icons"
        assert weight > 40_000
        scales.forget()
    page.context.close()
