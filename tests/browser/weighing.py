"""What the first view of a page costs over the wire, and that nothing in it goes wrong (P13)."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.running import until

MOST_BYTES, MOST_REQUESTS = 100_000, 8


class Scales:
    """What each page view costs, headers included, as the browser counts it; each begins with nothing in the cache."""

    def __init__(self, page: Page) -> None:
        """Listen from before the first byte."""
        self.page = page
        self.sizes: dict[str, float] = {}  # by request; what is under way weighs nothing yet
        self.addresses: dict[str, str] = {}
        self.loads: list[str] = []  # of the page; what the one before asks last is not this one's
        self.cdp = page.context.new_cdp_session(page)
        self.frame = self.cdp.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        self.cdp.send("Network.enable")
        self.cdp.on("Network.requestWillBeSent", self._asked)
        self.cdp.on("Network.loadingFinished", self._finished)
        self.cdp.on("Network.loadingFailed", self._failed)

    def forget(self) -> None:
        """What comes now comes to a browser that has never been here."""
        self.cdp.send("Network.clearBrowserCache")

    def weigh(self) -> tuple[float, int]:
        """Bytes and requests of the page; its icon for the tab may come later and counts as one, come or not."""
        until(self._has_all, f"all of {self.page.url} has come")
        late = 0 if any("favicon" in address for address in self.addresses.values()) else 1
        return sum(self.sizes.values()), len(self.sizes) + late

    def too_heavy(self) -> list[str]:
        """In a line, if it is."""
        weight, requests = self.weigh()
        if weight <= MOST_BYTES and requests <= MOST_REQUESTS:
            return []
        return [f"{weight / 1000:.0f} kB, {requests} requests: {', '.join(self.addresses.values())}"]

    def _has_all(self) -> bool:
        self.page.evaluate("0")  # lets the browser tell what has happened
        return all(self.sizes.values())

    def _asked(self, event: dict[str, Any]) -> None:
        """Each request, also a second one for a file; not what stands in the page, nor what living parts ask later."""
        request, load = event["request"], event["loaderId"]
        if event.get("type") == "Document" and event["frameId"] == self.frame and load not in self.loads:
            self.loads.append(load)
            self.sizes, self.addresses = {}, {}
        again = event.get("type") in ("Fetch", "XHR") and request["url"] in self.addresses.values()
        stray = load in self.loads[:-1] or request["url"].startswith("data:") or "HX-Request" in request["headers"]
        if not (again or stray):
            self.addresses[event["requestId"]] = request["url"]
            self.sizes[event["requestId"]] = 0

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.sizes:
            self.sizes[event["requestId"]] = event["encodedDataLength"]

    def _failed(self, event: dict[str, Any]) -> None:
        """What the policy forbids or nobody answers weighs nothing; that it was asked for, the console says."""
        self.sizes.pop(event["requestId"], None)
        self.addresses.pop(event["requestId"], None)
