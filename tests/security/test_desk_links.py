"""Every token opens its own kind of door alone: of customers, the waiting list, screens, accounts (threats).

Walked: each token of one small world in each address that takes one, read and sent.
"""

import re

import pytest
from werkzeug.routing import Rule

from tests.conventions.world import VISITOR, World, make_world

OWN = {  # where each kind is at home
    "see": ("/book/appointments",),
    "move": ("/book/moves",),
    "cancel": ("/book/cancellations",),
    "check_in": ("/check-in",),
    "waiting": ("/book/waiting/<",),
    "waiting/offers": ("/book/waiting/offers",),
    "kiosk": ("/kiosk",),
    "welcome": ("/welcome",),
    "wall": ("/wall",),
    "invitations": ("/invitations", "/password-resets"),  # either chooses a password, once
    "password-resets": ("/password-resets", "/invitations"),
    "enrolments": ("/enrolments",),
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return make_world(tmp_path_factory.mktemp("world"))


def doors(world: World) -> list[Rule]:
    """Every address with a token in it."""
    return [rule for rule in world.app.url_map.iter_rules() if "token" in rule.arguments]


def test_each_kind_of_link_that_the_portal_gives_is_tried(world: World):
    assert set(world.links) == set(OWN)
    assert len(doors(world)) > 20


def test_no_token_opens_another_kind_of_door_and_trying_changes_nothing(world: World):
    """Twice over: as it was given, and with a letter more or less."""
    browser, before, wrong = world.browsers[VISITOR], world.checksum(), []
    page = browser.get("/sign-in").get_data(as_text=True)
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    for kind, token in world.links.items():
        for rule in doors(world):
            at_home = rule.rule.startswith(OWN[kind])
            for said in {token[:-1], f"{token}x", token.swapcase()} | (set() if at_home else {token}):
                world.app.extensions["pace"] = {}
                path = re.sub(r"<[^>]*token>", said, rule.rule)
                for method in {"GET", "HEAD", "POST"} & set(rule.methods or ()):
                    answer = browser.open(path, method=method, data={"csrf_token": csrf} if method == "POST" else None)
                    if answer.status_code != 404:
                        wrong.append(f"{method} {rule.rule} by a token of {kind}: {answer.status_code}")
    assert wrong == []
    assert world.checksum() == before
