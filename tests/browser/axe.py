"""What axe finds on a loaded page in the theme and the language that it has."""

from functools import cache
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
RUN = "options => axe.run(document, options).then(found => found.violations)"
THIN = (Path(__file__).parent / "thin.js").read_text()


@cache
def axe() -> str:
    """The script."""
    return next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()


def violations(page: Page) -> list[str]:
    """In lines. Cuts the page's long lists."""
    page.evaluate(THIN)
    page.evaluate(axe())
    return [
        f"{found['id']} at {node['target']}: {' '.join(node['failureSummary'].split())[:200]}"
        for found in page.evaluate(RUN, ALL)
        for node in found["nodes"]
    ]
