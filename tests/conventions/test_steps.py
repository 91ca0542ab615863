"""A house that does without every step that it can: no page of them is there, and nothing leads to one (issue 4)."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import update
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from portal.db import transaction
from portal.domain.house.models import House
from portal.domain.house.trade import Step, Trade
from tests.conventions.test_access import cases
from tests.conventions.test_chinese_pages import said_on
from tests.conventions.things import differs
from tests.conventions.world import VISITOR, World

ASKED_BY = {"href": "GET", "action": "POST", "formaction": "POST", "hx-get": "GET", "hx-post": "POST"}


@pytest.fixture(scope="module")
def without_any_step(world: World) -> Iterator[World]:
    """The world of all tests, in such a house; put back afterwards."""
    with world.app.app_context(), transaction() as session:
        session.execute(update(House).values(trade=Trade(off=frozenset(Step)).written()))
    yield world
    world.put_back()


@pytest.mark.parametrize("role", ["administrator", VISITOR])
def test_a_step_that_is_off_has_no_page_and_nothing_leads_there(without_any_step: World, role: str):
    world, wrong = without_any_step, []
    urls, rights = world.app.url_map.bind("localhost"), world.rights(role)
    for found in cases(world, "GET"):
        view = world.app.view_functions[found[0].rule.endpoint]
        may = found[0].right is None or found[0].right in rights
        for case in [case for case in found if may and differs(role, case.label)]:
            with world.browsers[role].get(case.path) as answer:
                if view.step is not None and answer.status_code != 404:
                    wrong.append(f"{case.path}: {answer.status_code}")
                if answer.mimetype == "text/html":
                    wrong += [
                        f"{case.path} leads to {path}" for path in dead_ends(world, urls, answer.get_data(as_text=True))
                    ]
    assert not wrong, "\n".join(wrong)


def test_a_file_says_nothing_of_cars_alone(without_any_step: World):
    browser, service = without_any_step.browsers["administrator"], without_any_step.service
    one = f"/customers/{service['customer']}"
    for path in (one, f"{one}/vehicles/{service['asset']}/edit", f"{one}/vehicles/new"):
        page = BeautifulSoup(browser.get(path).get_data(as_text=True), "html.parser")
        said = " ".join(said_on(page))
        assert said
        assert not re.search(r"\bVIN\b|[Mm]ileage|\bkm\b|车架号|里程|公里", said), path


def dead_ends(world: World, urls: MapAdapter, body: str) -> set[str]:
    """Addresses on a page that belong to a step."""
    found = set()
    for tag in BeautifulSoup(body, "html.parser").select("a[href], form[action], [formaction], [hx-get], [hx-post]"):
        for name, method in ASKED_BY.items():
            path = urlsplit(str(tag.get(name, ""))).path
            try:
                endpoint, _values = urls.match(path, method=method)
            except HTTPException:
                continue
            if path.startswith("/") and world.app.view_functions[endpoint].step is not None:
                found.add(path)
    return found
