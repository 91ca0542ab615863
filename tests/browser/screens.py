"""Photographs every page of the demo into build/screens: `make screens`, or `./test screens tickets roster` for some.

`./test screens --readme` takes the pictures of the README, into .pictures.

A picture is named after the page, who looks at it, and how: tickets.tickets.show-agent-1-desk.png. Whoever changes a
page looks at these before the change is finished.
"""

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from portal.domain.rights import Role
from tests.browser.conftest import ARGUMENTS, chromium_path
from tests.browser.moments import MOMENTS
from tests.browser.running import Running, running
from tests.browser.walking import Place, all_places, browsers_of, fill_demo, somebody

FOLDER = Path(__file__).resolve().parents[2] / "build" / "screens"
DESK = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
VIEWS: dict[str, tuple[str, dict[str, Any]]] = {
    "desk": ("en", DESK),
    "desk-dark": ("en", {**DESK, "color_scheme": "dark"}),
    "phone": ("en", PHONE),
    "phone-dark-zh": ("zh_Hans", {**PHONE, "color_scheme": "dark"}),
    "desk-zh": ("zh_Hans", DESK),
    "tablet": ("en", {"viewport": {"width": 1024, "height": 768}, "has_touch": True}),
    "tablet-upright": ("en", {"viewport": {"width": 768, "height": 1024}, "has_touch": True}),
    "no-script": ("en", {**DESK, "java_script_enabled": False}),
    "wall": ("en", {"viewport": {"width": 1920, "height": 1080}}),
    "wide-dark-zh": ("zh_Hans", {"viewport": {"width": 1600, "height": 1000}, "color_scheme": "dark"}),
}
MOMENTS_IN = ("desk", "phone", "wide-dark-zh")
WHOLE = ("desk", "phone", "desk-zh")  # every page; the others look at one example of each kind
ONLY = {"wall": "wall.", "wide-dark-zh": "queue."}  # views that are for some pages alone
HIGHEST = 4000  # pixels of a picture


# The pictures of the README: name, whose role, how. Those of a ticket show the first of the list
README = Path(__file__).resolve().parents[2] / ".pictures"
TALL = {"viewport": {"width": 1440, "height": 1150}}
FOR_README = (
    ("tickets", Role.AGENT, TALL, "light"),
    ("tickets-dark", Role.AGENT, TALL, "dark"),
    ("ticket-phone", Role.PRIMARY_CONTACT, PHONE, "light"),
)


def main(words: list[str]) -> None:
    """Photograph the pages whose name or address contains one of the words; without words, all."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), fill_demo, "web") as demo,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        if "--readme" in words:
            for_readme(chromium, demo)
            return
        places = [
            place
            for place in all_places(demo.app)
            if not words or any(word in f"{place.endpoint} {place.name}" for word in words)
        ]
        if not words:
            shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True, exist_ok=True)
        taken = sum(photograph(chromium, demo, places, view) for view in VIEWS)
        taken += sum(photograph_moments(chromium, demo, view, words) for view in MOMENTS_IN)
        chromium.close()
    print(f"{taken} pictures of {len(places)} pages in {FOLDER}")


def photograph(chromium: Browser, demo: Running, places: list[Place], view: str) -> int:
    """All of them in one view; returns how many pictures were taken."""
    locale, context = VIEWS[view]
    only = ONLY.get(view, "")
    named = [(place, name) for place, name in names(places) if view in (*WHOLE, *ONLY) or name.endswith("-1")]
    named = [(place, name) for place, name in named if name.startswith(only)]
    by_place = dict(named)
    for place, page in browsers_of(chromium, demo, list(by_place), locale, **context):
        height = min(
            HIGHEST,
            page.evaluate("document.documentElement.scrollHeight")
            if context.get("java_script_enabled", True)
            else 1600,
        )
        width = context["viewport"]["width"]
        page.screenshot(
            path=FOLDER / f"{by_place[place]}-{view}.png",
            full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": max(height, context["viewport"]["height"])},
            animations="disabled",
        )
        if view == "desk" and place.endpoint == "tickets.tickets.show" and by_place[place].endswith("-1"):
            page.pdf(path=FOLDER / f"{by_place[place]}-print.pdf", format="A4")
    return len(by_place)


def photograph_moments(chromium: Browser, demo: Running, view: str, words: list[str]) -> int:
    """Refusals and errors, which no link leads to; returns how many pictures were taken."""
    locale, context = VIEWS[view]
    wanted = {name: moment for name, moment in MOMENTS.items() if not words or any(word in name for word in words)}
    for name, (role, happens) in wanted.items():
        browser = chromium.new_context(base_url=demo.url, locale=locale, **context)
        if role:
            browser.add_cookies([demo.cookie_of(somebody(demo.app, role))])
        page = browser.new_page()
        happens(page)
        page.screenshot(path=FOLDER / f"{name}-{view}.png", full_page=True, animations="disabled")
        browser.close()
    return len(wanted)


def for_readme(chromium: Browser, demo: Running) -> None:
    """What the first glance at the project shows: the list of an agent, and one ticket of a customer on a phone."""
    README.mkdir(exist_ok=True)
    for name, role, context, scheme in FOR_README:
        browser = chromium.new_context(base_url=demo.url, color_scheme=scheme, **context)
        browser.add_cookies([demo.cookie_of(somebody(demo.app, role))])
        page = browser.new_page()
        page.goto("/tickets")
        if "ticket-" in name:
            page.locator("a.row-title").first.click()
            page.wait_for_url("**/tickets/*")
        page.screenshot(path=README / f"{name}.png", animations="disabled")
        browser.close()


def names(places: list[Place]) -> Iterator[tuple[Place, str]]:
    """Each place with the name of its picture."""
    numbers: Counter[str] = Counter()
    for place in places:
        stem = f"{place.endpoint}-{place.role or 'visitor'}"
        numbers[stem] += 1
        yield place, f"{stem}-{numbers[stem]}"


if __name__ == "__main__":
    main(sys.argv[1:])
