"""The browser, and the two portals it looks at: the demo, which is read, and a small one, in which stories happen."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from portal.db import db
from tests.browser.kept import copied, keep, once, shared_folder
from tests.browser.night import night  # noqa: F401 - a fixture
from tests.browser.running import Running, environment, free_port, prepared, running, running_again
from tests.browser.walking import Place, all_places, fill_demo
from tests.browser.watching import Watched
from tests.browser.world import Desk, Firm, Who, make_firm, open_desk

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
expect.set_options(timeout=20_000)  # a busy machine is no fault of the portal


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs the browser. What takes longest comes first; the second process begins with the stories."""
    items.sort(key=lambda item: item.path.name != "test_pages.py")
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


def chromium_path() -> str | None:
    """Chromium of the machine; None lets Playwright take its own."""
    named = os.environ.get("PORTAL_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    return shutil.which(named) if named else None


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One real browser for all tests; each test has its own contexts in it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, list[Place]]]:
    kept = once(shared_folder(tmp_path_factory.getbasetemp()), fill_and_walk)
    folder = tmp_path_factory.mktemp("demo")
    places = copied(kept, folder)
    with running_again(folder) as portal:
        yield portal, places


def fill_and_walk(folder: Path) -> None:
    """The demo, and which pages it has. ./test has filled one already; then that is looked at."""
    filled = Path(os.environ.get("PORTAL_TEST_DEMO") or folder)
    if filled != folder and filled.exists():
        shutil.copytree(filled, folder, dirs_exist_ok=True)
    app = prepared(folder, environment(free_port()))
    fill_demo(app)
    keep(folder, all_places(app))
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def demo(_demo: tuple[Running, list[Place]]) -> Running:
    """The filled portal; nobody writes in it."""
    return _demo[0]


@pytest.fixture(scope="session")
def places(_demo: tuple[Running, list[Place]]) -> list[Place]:
    """Every page of the demo."""
    return _demo[1]


@pytest.fixture
def part(request: pytest.FixtureRequest, places: list[Place]) -> list[Place]:
    """Some of the pages, one person's together: two processes share the walk."""
    number, of = request.param
    return places[len(places) * number // of : len(places) * (number + 1) // of]


@pytest.fixture(scope="session")
def _small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Desk]]:
    found: list[Desk] = []
    with running(tmp_path_factory.mktemp("small"), lambda app: found.append(open_desk(app))) as portal:
        yield portal, found[0]


@pytest.fixture
def portal(_small: tuple[Running, Desk]) -> Running:
    """The small portal, with its worker."""
    return _small[0]


@pytest.fixture
def desk(_small: tuple[Running, Desk]) -> Desk:
    """The people who work in the small portal."""
    return _small[1]


@pytest.fixture
def firm(portal: Running) -> Firm:
    """A customer of this test's own."""
    return make_firm(portal.app)


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """`opened(portal, person, **context)`: a page in a browser of theirs. Whatever goes wrong in it fails the test."""
    watched: list[Watched] = []
    looked_at: list[Running] = []

    def open_browser(portal: Running, person: Who | int | None = None, **args: object) -> Page:
        looked_at.append(portal)
        args = {
            "base_url": portal.url,
            "locale": "en-US",
            "viewport": {"width": 1440, "height": 900},
            "reduced_motion": "reduce",
            **args,
        }
        context = chromium.new_context(**args)
        context.set_default_timeout(20_000)
        if person is not None:
            context.add_cookies([portal.cookie_of(person if isinstance(person, int) else person.id)])
        watched.append(Watched(context, portal.url))
        return context.new_page()

    yield open_browser
    for one in watched:
        one.context.close()
    problems = [problem for one in watched for problem in one.problems]
    assert problems == [], "\n".join(portal.said() for portal in looked_at)
