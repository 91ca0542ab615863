"""What axe finds on a loaded page in its language, light and dark."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
OTHER: dict[str, Literal["light", "dark"]] = {"light": "dark", "dark": "light"}
RUN = "options => axe.run(document, options).then(found => found.violations)"
THIN = (Path(__file__).parent / "thin.js").read_text()


@cache
def axe() -> str:
    """The script."""
    return next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()


def bring_axe(page: Page) -> None:
    """It is there on whatever this page loads from now on: sent to the browser once, not with every look."""
    page.add_init_script(axe())


def violations(page: Page, scheme: Literal["light", "dark"]) -> list[str]:
    """In lines: in the `scheme` that it has, then the other, which changes colours alone. Cuts the long lists.

    `bring_axe` comes before the page.
    """
    page.evaluate(THIN)
    found = [f"{scheme}: {line}" for line in _found(page, ALL)]
    page.emulate_media(color_scheme=OTHER[scheme])
    found += [f"{OTHER[scheme]}: {line}" for line in _found(page, COLOURS)]
    page.emulate_media(color_scheme=scheme)
    return found


def _found(page: Page, options: dict[str, Any]) -> list[str]:
    return [
        f"{found['id']} at {node['target']}: {' '.join(node['failureSummary'].split())[:200]}"
        for found in page.evaluate(RUN, options)
        for node in found["nodes"]
    ]
