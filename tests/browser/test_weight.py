"""The first view of any page costs at most 100 kB over the wire and 8 requests, none of them to elsewhere (P13)."""

from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.running import Running, until
from tests.browser.walking import Place, one_of_each
from tests.browser.watching import Watched

MOST_BYTES, MOST_REQUESTS = 100_000, 8


class Scales:
    """What one page view costs, headers included, as the browser counts it."""

    def __init__(self, page: Page) -> None:
        """Listen from before the first byte."""
        self.page = page
        self.sizes: dict[str, float] = {}  # by address; what is under way weighs nothing yet
        self._addresses: dict[str, str] = {}
        cdp = page.context.new_cdp_session(page)
        cdp.send("Network.enable")
        cdp.on("Network.requestWillBeSent", self._asked)
        cdp.on("Network.loadingFinished", self._finished)

    def look_at(self, path: str) -> tuple[float, int]:
        """Bytes and requests of this page; its icon for the tab may come later and counts as one."""
        self.page.goto(path)
        until(self._has_all, f"all of {path} has come")
        others = [address for address in self.sizes if "favicon" not in address]
        return sum(self.sizes.values()), len(others) + 1

    def _has_all(self) -> bool:
        self.page.evaluate("0")  # lets the browser tell what has happened
        return all(self.sizes.values())

    def _asked(self, event: dict[str, Any]) -> None:
        address = event["request"]["url"]
        if not address.startswith("data:"):
            self._addresses[event["requestId"]] = address
            self.sizes[address] = 0

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self._addresses:
            self.sizes[self._addresses[event["requestId"]]] = event["encodedDataLength"]


def test_the_first_view_of_every_page_is_light(chromium: Browser, demo: Running, places: list[Place]):
    heavy, problems = [], []
    for place in one_of_each(places):
        context = chromium.new_context(base_url=demo.url)  # nothing in its cache
        if place.person_id is not None:
            context.add_cookies([demo.cookie_of(place.person_id)])
        watched = Watched(context, demo.url)
        page = context.new_page()
        weight, requests = Scales(page).look_at(place.path)
        if weight > MOST_BYTES or requests > MOST_REQUESTS:
            heavy.append(f"{place.name}: {weight / 1000:.0f} kB, {requests} requests")
        problems += [f"{place.name}: {problem}" for problem in watched.problems]
        context.close()
    assert not heavy, "\n".join(heavy)
    assert not problems, "\n".join(problems)


def test_the_scales_count(opened, demo: Running):
    weight, requests = Scales(opened(demo)).look_at("/sign-in")
    assert requests >= 6, "page, styles, scripts, icons"
    assert weight > 40_000
