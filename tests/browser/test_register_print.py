"""The register on paper is the form: A4 landscape, 24 lines on a sheet (A20, BR29)."""

import re

import pytest

from portal.domain.rights import Role
from tests.browser.running import Running
from tests.browser.walking import somebody

A4_LANDSCAPE = re.compile(rb"/MediaBox ?\[0 0 84[12]\.?\d* 59[45]\.?\d*\]")
ANY_PAGE = re.compile(rb"/MediaBox")
LEAVE = """lines => {
  const body = document.querySelector(".register tbody");
  const there = [...body.querySelectorAll("tr:not(.only-print)")];
  body.replaceChildren(...Array.from({length: lines}, (_, n) => there[n % there.length].cloneNode(true)));
}"""


@pytest.mark.parametrize(("lines", "sheets"), [(24, 1), (30, 2)])
def test_so_many_lines_are_so_many_sheets(opened, demo: Running, lines: int, sheets: int):
    """BR29: lines of the demo's day, which say much; the browser prints them."""
    page = opened(demo, somebody(demo.app, Role.FRONT_DESK))
    page.goto("/register")
    page.evaluate(LEAVE, lines)
    paper = page.pdf(prefer_css_page_size=True)
    assert len(A4_LANDSCAPE.findall(paper)) == len(ANY_PAGE.findall(paper)) == sheets
