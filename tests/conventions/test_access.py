"""Every route x every role x own, colleague's, foreign and missing object (P1, P2; threats: object access).

Generated from the URL map: a new route is walked without a word; a new kind of parameter fails until things.py knows
it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from werkzeug.routing import Rule

from tests.conventions.thing import MISSING, Thing, Values
from tests.conventions.things import differs, thing_of
from tests.conventions.world import ROLES, VISITOR, World

# ./test fast walks as a stranger and as the customer who may most; the others walk wholly in ./test, and two of them
# always past what they may not.
QUICK = (VISITOR, "primary contact")
REFUSED = ("agent", "front-desk advisor")
MANY = [pytest.param(role, marks=pytest.mark.slow) if role not in QUICK else role for role in ROLES]

CHANGES_EVERY_TIME = re.compile(
    r"""name="csrf_token" value="[^"]*"|hx-headers='[^']*'|data-words='[^']*'|\b[0-9a-f]{16}\b"""
)


@dataclass(frozen=True)
class Case:
    """One address, as somebody of a role asks for it."""

    rule: Rule
    thing: Thing
    label: str
    values: Values
    path: str
    right: str | None


def cases(world: World, method: str) -> Iterator[list[Case]]:
    """Rule by rule, the objects of each."""
    urls = world.app.url_map.bind("localhost")
    for rule in sorted(world.app.url_map.iter_rules(), key=lambda rule: rule.rule):
        thing = thing_of(rule)
        if method in (rule.methods or ()) and thing is not None:
            view = world.app.view_functions[rule.endpoint]
            right = None if hasattr(view, "board") else view.right  # a screen's link counts, not who holds it
            yield [
                Case(rule, thing, label, values, urls.build(rule.endpoint, values, method=method), right)
                for label, values in thing.objects(world).items()
            ]


class Walk:
    """One role's way through all addresses; collects what is not as it should be."""

    def __init__(self, world: World, role: str, method: str) -> None:
        """Signed in as somebody of the role."""
        self.world, self.role, self.method = world, role, method
        world.app.extensions.get("pace", {}).clear()  # every role comes from this address
        self.browser = world.browsers[role]
        self.rights = world.rights(role)
        self.wrong: list[str] = []
        self.asked = 0
        self.csrf = ""
        if method == "POST":
            page = self.browser.get("/sign-in" if role == VISITOR else "/account").get_data(as_text=True)
            self.csrf = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        self.cookie = self.browser.get_cookie("deskbell")

    def all(self, *, only_refused: bool = False) -> list[str]:
        """Every case of every rule; or of those alone that the role has no right to."""
        for found in cases(self.world, self.method):
            may = found[0].right is None or found[0].right in self.rights
            if may and only_refused:
                continue
            asked = [case for case in found if differs(self.role, case.label)] if may else found[:1]
            bodies = {case.label: self.one(case, may=may) for case in asked}
            for label, body in bodies.items():
                if body is not None and body != bodies.get(MISSING, body):
                    self.wrong.append(
                        f"{self.method} {found[0].rule.rule}, {label}: its 404 can be told from that of a missing one"
                    )
        return self.wrong

    def one(self, case: Case, *, may: bool) -> str | None:
        """Ask; the body of a 404 without what names this object and this answer."""
        status, body = self.ask(case.path)
        seen = may and case.thing.seen_by(self.world, self.role, case.label)
        if not self.is_right(status, case, may=may, seen=seen):
            said = "" if seen else ", not to be seen"
            why = f": {body}" if status == 500 else ""
            self.wrong.append(f"{self.method} {case.rule.rule} as {self.role}, {case.label}: {status}{said}{why}")
        if status < 400 and self.method == "POST":
            self.world.put_back()
        if status != 404:
            return None
        return CHANGES_EVERY_TIME.sub("", body.replace(case.path, "*"))

    def is_right(self, status: int, case: Case, *, may: bool, seen: bool) -> bool:
        """As architecture.md says: 303 or 401 for strangers, 403 without the right, 404 for what isn't theirs."""
        if not may:
            return status == (403 if self.role != VISITOR else 303 if self.method == "GET" else 401)
        if not seen:
            return status == 404 or (status == 403 and not case.values)  # nothing is named, so nothing is told
        if hasattr(self.world.app.view_functions[case.rule.endpoint], "is_signed"):
            return status == 401  # whoever it is, what counts is the signature, and there is none
        return status in ((200, 302, 303) if self.method == "GET" else (200, 303, 400, 409, 422))

    def ask(self, path: str) -> tuple[int, str]:
        """The answer; a bug counts as 500."""
        self.asked += 1
        if self.cookie is not None:
            self.browser.set_cookie("deskbell", self.cookie.value)
        data = {"csrf_token": self.csrf} if self.method == "POST" else None
        try:
            with self.browser.open(path, method=self.method, data=data) as answer:
                location = answer.headers.get("Location", "")
                if (
                    self.role == VISITOR
                    and answer.status_code == 303
                    and self.method == "GET"
                    and "/sign-in" not in location
                ):
                    return 500, f"a visitor is sent to {location}"
                return answer.status_code, answer.get_data(as_text=True) if answer.status_code == 404 else ""
        except Exception as error:  # noqa: BLE001 - under TESTING a bug is raised here
            return 500, repr(error)


def test_every_parameter_of_an_address_is_known(world: World):
    """P2: no route is left out of the walk."""
    unknown = [rule.rule for rule in world.app.url_map.iter_rules() if thing_of(rule) is None]
    assert unknown == [], "Say in THINGS of tests/conventions/things.py what these parameters name and who sees which"


@pytest.mark.parametrize("role", MANY)
def test_each_role_reads_what_it_may_and_nothing_else_and_reading_changes_nothing(world: World, role: str):
    """P1, P2. And no GET changes a single row."""
    before = world.checksum()
    walk = Walk(world, role, "GET")
    wrong = walk.all()
    assert not wrong, "\n".join(wrong)
    assert walk.asked > 40
    assert world.checksum() == before, "a GET changed something"


@pytest.mark.parametrize("role", MANY)
def test_each_role_changes_what_it_may_and_nothing_else(world: World, role: str):
    """P1, P2. Empty forms: refused or taken, never a way in."""
    walk = Walk(world, role, "POST")
    wrong = walk.all()
    assert not wrong, "\n".join(wrong)
    assert walk.asked > 40


@pytest.mark.parametrize("role", REFUSED)
def test_what_staff_have_no_right_to_is_refused(world: World, role: str):
    """P1, P2. The quick part of what the two tests above say."""
    for method in ("GET", "POST"):
        walk = Walk(world, role, method)
        wrong = walk.all(only_refused=True)
        assert not wrong, "\n".join(wrong)
        assert walk.asked > 20


def test_a_number_beyond_every_table_names_nothing(world: World):
    """No database is asked for what it can't hold: SQLite and PostgreSQL would answer with an error (threats)."""
    browser, wrong = world.browsers["administrator"], []
    for rule in world.app.url_map.iter_rules():
        path, holes = re.subn(r"<int:\w+>", str(2**31), rule.rule)
        if holes and browser.get(re.sub(r"<[^>]+>", "x" * 43, path)).status_code not in (404, 405):
            wrong.append(path)
    assert wrong == []
