"""The first view of any page costs at most 100 kB over the wire and 8 requests, none of them to elsewhere (P13)."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.running import Running, until
from tests.browser.walking import Place, in_parts
from tests.browser.watching import Watched

MOST_BYTES, MOST_REQUESTS = 100_000, 8
AT_A_TIME = 6  # pages open at once


class Scales:
    """What one page view costs, headers included, as the browser counts it."""

    def __init__(self, page: Page) -> None:
        """Listen from before the first byte."""
        self.page = page
        self.sizes: dict[str, float] = {}  # by request; what is under way weighs nothing yet
        self.addresses: dict[str, str] = {}
        cdp = page.context.new_cdp_session(page)
        cdp.send("Network.enable")
        cdp.on("Network.requestWillBeSent", self._asked)
        cdp.on("Network.loadingFinished", self._finished)

    def weigh(self) -> tuple[float, int]:
        """Bytes and requests of the page; its icon for the tab may come later and counts as one, come or not."""
        until(self._has_all, f"all of {self.page.url} has come")
        late = 0 if any("favicon" in address for address in self.addresses.values()) else 1
        return sum(self.sizes.values()), len(self.sizes) + late

    def _has_all(self) -> bool:
        self.page.evaluate("0")  # lets the browser tell what has happened
        return all(self.sizes.values())

    def _asked(self, event: dict[str, Any]) -> None:
        """Each request, also a second one for a file; not what stands in the page, nor what living parts ask later."""
        request = event["request"]
        again = event.get("type") in ("Fetch", "XHR") and request["url"] in self.addresses.values()
        if not (again or request["url"].startswith("data:") or "HX-Request" in request["headers"]):
            self.addresses[event["requestId"]] = request["url"]
            self.sizes[event["requestId"]] = 0

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.sizes:
            self.sizes[event["requestId"]] = event["encodedDataLength"]


@in_parts(2)
def test_the_first_view_of_every_page_is_light(chromium: Browser, demo: Running, part: list[Place]):
    """Several at a time: what a page asks for late has come when the last of them is there."""
    heavy, problems = [], []
    for some in batched(part, AT_A_TIME):
        first_views = [(place, *first_view(chromium, demo, place)) for place in some]
        for place, scales, watched in first_views:
            weight, requests = scales.weigh()
            if weight > MOST_BYTES or requests > MOST_REQUESTS:
                asked = ", ".join(scales.addresses.values())
                heavy.append(f"{place.name}: {weight / 1000:.0f} kB, {requests} requests: {asked}")
            problems += [f"{place.name}: {problem}" for problem in watched.problems]
            watched.context.close()
    assert not heavy, "\n".join(heavy)
    assert not problems, "\n".join(problems)


def first_view(chromium: Browser, demo: Running, place: Place) -> tuple[Scales, Watched]:
    """The page in a browser that has nothing in its cache."""
    context = chromium.new_context(base_url=demo.url)
    if place.person_id is not None:
        context.add_cookies([demo.cookie_of(place.person_id)])
    watched = Watched(context, demo.url)
    scales = Scales(context.new_page())
    scales.page.goto(place.path)
    return scales, watched


def batched(places: list[Place], size: int) -> Iterator[list[Place]]:
    """So many at a time."""
    yield from (places[begin : begin + size] for begin in range(0, len(places), size))


def test_the_scales_count(chromium: Browser, demo: Running):
    scales, watched = first_view(chromium, demo, Place(None, None, "/sign-in", "", frozenset()))
    weight, requests = scales.weigh()
    watched.context.close()
    assert requests >= 6, "page, styles, scripts, icons"
    assert weight > 40_000
