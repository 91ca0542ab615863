"""axe finds nothing on any page: light and dark, English and Chinese (P11, P12)."""

from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Browser, Page

from tests.browser.running import Running
from tests.browser.walking import Place, browsers_of, one_of_each

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
RUN = "options => axe.run(document, options).then(found => found.violations)"


@cache
def axe() -> str:
    """The script."""
    return next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()


def violations(page: Page, name: str, options: dict[str, Any]) -> list[str]:
    """What axe finds, in lines."""
    return [
        f"{name}: {found['id']} at {node['target']}: {' '.join(node['failureSummary'].split())[:200]}"
        for found in page.evaluate(RUN, options)
        for node in found["nodes"]
    ]


def test_axe_finds_nothing_in_english(chromium: Browser, demo: Running, places: list[Place]):
    found = []
    for place, page in browsers_of(chromium, demo, places):
        page.evaluate(axe())
        found += violations(page, f"{place.name} light", ALL)
        page.emulate_media(color_scheme="dark")
        found += violations(page, f"{place.name} dark", COLOURS)
        page.emulate_media(color_scheme="light")
    assert not found, "\n".join(found)


def test_axe_finds_nothing_in_chinese(chromium: Browser, demo: Running, places: list[Place]):
    found = []
    for place, page in browsers_of(chromium, demo, one_of_each(places), "zh_Hans", color_scheme="dark"):
        page.evaluate(axe())
        found += violations(page, f"{place.name} dark", ALL)
    assert not found, "\n".join(found)
