"""Who may import whom (architecture.md, section 2). A failing line says which import goes the wrong way."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PORTAL = ROOT / "portal"
DOMAIN_ORDER = (
    "errors", "rights", "actors", "audit", "house", "outbox", "heartbeat", "calendars", "attachments", "people",
    "departments", "tasks", "checklists", "drafts", "organisations", "roster", "deadlines", "booking", "tickets",
    "customers", "appointments", "outreach", "figures", "stays", "promises", "staffing", "exports", "erasures",
)  # fmt: skip
WEB_PACKAGES = {"flask", "flask_login", "flask_wtf", "flask_babel", "wtforms", "werkzeug", "jinja2", "htmx_flask"}
BORROWED_BY = {  # each library of the domain is used through one file of ours
    "holidays": {"portal/domain/calendars/holidays.py"},
    "babel": {"portal/domain/calendars/holidays.py"},
    "pwdlib": {"portal/domain/people/passwords.py"},
    "puremagic": {"portal/domain/attachments/types.py"},
    "phonenumbers": set(),
}


@cache
def imports_of(path: Path) -> list[tuple[str, int, bool]]:
    """Every imported module with its line, and whether only the type checker sees it."""
    return list(_imports_in(ast.parse(path.read_text())))


def _imports_in(tree: ast.Module) -> Iterator[tuple[str, int, bool]]:
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno, id(node) in for_types
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno, id(node) in for_types
            if node.module.count(".") < 2:  # from portal.domain import tickets
                for alias in node.names:
                    yield f"{node.module}.{alias.name}", node.lineno, id(node) in for_types


def files(*under: str) -> list[Path]:
    """The Python files below these folders of portal/."""
    return sorted(path for folder in under for path in (PORTAL / folder).rglob("*.py"))


def place(path: Path) -> str:
    """Its path from the root, for messages."""
    return str(path.relative_to(ROOT))


def offences(paths: list[Path], is_wrong) -> list[str]:
    """`file:line imports module` for each import that is wrong for that file."""
    return [
        f"{place(path)}:{line} imports {module}"
        for path in paths
        for module, line, only_types in imports_of(path)
        if not only_types and is_wrong(path, module)
    ]


def test_the_domain_knows_neither_the_web_nor_the_worker():
    outside = ("portal.web", "portal.blueprints", "portal.worker", "portal.adapters", "portal.commands", "portal.cli")

    def is_wrong(_path: Path, module: str) -> bool:
        return module.split(".", maxsplit=1)[0] in WEB_PACKAGES or module.startswith(outside)

    assert offences(files("domain"), is_wrong) == []


def test_a_library_of_the_domain_is_used_through_one_file():
    def is_wrong(path: Path, module: str) -> bool:
        borrowed = module.split(".", maxsplit=1)[0]
        return borrowed in BORROWED_BY and place(path) not in BORROWED_BY[borrowed]

    assert offences(files("domain"), is_wrong) == []


def is_pure(path: Path) -> bool:
    """It, and all of ours that it imports, is made of values: no SQL, no clock, no web."""
    for module, _line, only_types in imports_of(path):
        if only_types:
            continue
        if module.split(".")[0] in {"sqlalchemy", "flask", "holidays"} or module in ("portal.db", "portal.clock"):
            return False
        ours = ROOT / (module.replace(".", "/") + ".py")
        if module.startswith("portal.") and ours.exists() and not is_pure(ours):
            return False
    return True


def test_rules_are_pure():
    assert [place(path) for path in files("domain") if path.name == "rules.py" and not is_pure(path)] == []


def test_nothing_in_the_domain_reads_the_clock():
    def is_wrong(_path: Path, module: str) -> bool:
        return module in ("portal.clock", "time")

    assert offences(files("domain"), is_wrong) == []


def test_a_package_of_the_domain_imports_only_those_above_it():
    def is_wrong(path: Path, module: str) -> bool:
        parts = module.split(".")
        if parts[:2] != ["portal", "domain"] or len(parts) < 3 or parts[2] not in DOMAIN_ORDER:
            return False
        own = path.relative_to(PORTAL / "domain").parts[0].removesuffix(".py")
        if own == "__init__":
            return True
        return DOMAIN_ORDER.index(parts[2]) > DOMAIN_ORDER.index(own)

    assert offences(files("domain"), is_wrong) == []


def test_every_package_of_the_domain_has_its_place_in_the_order():
    found = {p.name.removesuffix(".py") for p in (PORTAL / "domain").iterdir() if not p.name.startswith("_")}
    assert found <= set(DOMAIN_ORDER), f"Give {found - set(DOMAIN_ORDER)} a place in DOMAIN_ORDER"


def test_a_blueprint_never_imports_another():
    def is_wrong(path: Path, module: str) -> bool:
        own = path.relative_to(PORTAL / "blueprints").parts[0]
        parts = module.split(".")
        return parts[:2] == ["portal", "blueprints"] and len(parts) > 2 and parts[2] != own

    assert offences(files("blueprints"), is_wrong) == []


def test_what_blueprints_show_alike_knows_no_blueprint():
    def is_wrong(_path: Path, module: str) -> bool:
        return module.startswith(("portal.blueprints", "portal.worker", "portal.commands"))

    assert offences(files("showing", "web"), is_wrong) == []


def test_no_query_stands_in_a_blueprint():
    def is_wrong(_path: Path, module: str) -> bool:
        return module.startswith(("sqlalchemy", "portal.db"))

    assert offences(files("blueprints", "showing"), is_wrong) == [], "Ask through a query of the domain"


def test_adapters_know_neither_domain_nor_web():
    def is_wrong(_path: Path, module: str) -> bool:
        return module.startswith(("portal.domain", "portal.web", "portal.blueprints", "flask"))

    assert offences(files("adapters"), is_wrong) == []


def test_the_web_knows_no_desk():
    desks = {"organisations", "roster", "tickets", "promises", "deadlines", "calendars", "customers", "outreach"}

    def is_wrong(_path: Path, module: str) -> bool:
        parts = module.split(".")
        return parts[:2] == ["portal", "domain"] and len(parts) > 2 and parts[2] in desks

    assert offences(files("web"), is_wrong) == []


def test_only_the_transaction_commits():
    allowed = {"portal/db.py", "portal/migrations/env.py"}
    offenders = [
        f"{place(path)}:{node.lineno} calls .{node.func.attr}()"
        for path in files(".")
        if place(path) not in allowed and re.search("commit|rollback", path.read_text())
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("commit", "rollback")
        and "session" in ast.unparse(node.func.value)
    ]
    assert offenders == [], "Returning commits, raising rolls back: nobody else does"


@pytest.mark.parametrize("name", ["utils", "helpers", "misc", "common", "managers", "services"])
def test_there_are_no_drawers(name: str):
    assert [place(p) for p in PORTAL.rglob(f"{name}*") if p.suffix in ("", ".py")] == []
