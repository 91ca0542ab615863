"""axe finds nothing on any page: light and dark, English and Chinese (P11, P12)."""

from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.running import Running
from tests.browser.walking import Place, browsers_of, in_parts

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


@pytest.mark.parametrize(("locale", "scheme", "other"), [("en", "light", "dark"), ("zh_Hans", "dark", "light")])
@in_parts(2)
def test_axe_finds_nothing(chromium: Browser, demo: Running, part: list[Place], locale: str, scheme: str, other: str):
    """Every page in both languages and both themes. Another theme changes colours alone, so it is not loaded again."""
    found = []
    for place, page in browsers_of(chromium, demo, part, locale, color_scheme=scheme):
        page.evaluate(axe())
        found += violations(page, f"{place.name} {locale} {scheme}", ALL)
        page.emulate_media(color_scheme=other)
        found += violations(page, f"{place.name} {locale} {other}", COLOURS)
        page.emulate_media(color_scheme=scheme)
    assert not found, "\n".join(found)
