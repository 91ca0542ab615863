"""The first view of any page costs at most 100 kB over the wire and 8 requests, none of them to elsewhere (P13)."""

from collections import defaultdict

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.running import Running
from tests.browser.walking import Place
from tests.browser.watching import Watched

MOST_BYTES, MOST_REQUESTS = 100_000, 8


class Scales:
    """What one page view costs, headers included, as the browser counts it."""

    def __init__(self, page: Page) -> None:
        """Listen from before the first byte."""
        self.sizes: dict[str, float] = defaultdict(float)
        cdp = page.context.new_cdp_session(page)
        cdp.send("Network.enable")
        cdp.on("Network.requestWillBeSent", lambda event: self.sizes[event["requestId"]])
        cdp.on("Network.loadingFinished", self._finished)

    def _finished(self, event: dict[str, object]) -> None:
        self.sizes[str(event["requestId"])] = float(str(event["encodedDataLength"]))


def test_the_first_view_of_every_page_is_light(chromium: Browser, demo: Running, places: list[Place]):
    heavy, problems = [], []
    for place in places:
        context = chromium.new_context(base_url=demo.url)  # nothing in its cache
        if place.person_id is not None:
            context.add_cookies([demo.cookie_of(place.person_id)])
        watched = Watched(context, demo.url)
        page = context.new_page()
        scales = Scales(page)
        page.goto(place.path, wait_until="networkidle")
        weight, requests = sum(scales.sizes.values()), len(scales.sizes)
        if weight > MOST_BYTES or requests > MOST_REQUESTS:
            heavy.append(f"{place.name}: {weight / 1000:.0f} kB, {requests} requests")
        problems += [f"{place.name}: {problem}" for problem in watched.problems]
        context.close()
    assert not heavy, "\n".join(heavy)
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("path", ["/sign-in"])
def test_the_scales_count(opened, demo: Running, path: str):
    page = opened(demo)
    scales = Scales(page)
    page.goto(path, wait_until="networkidle")
    assert len(scales.sizes) >= 4, "page, styles, scripts"
    assert sum(scales.sizes.values()) > 20_000
