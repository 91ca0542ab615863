"""Sizes: file 300 lines, function 40, part 60, page 120, conftest 150. An exception has its reason in exempt.py."""

import ast
from pathlib import Path

from tests.conventions.exempt import LONG_FILES, LONG_FUNCTIONS

ROOT = Path(__file__).parents[2]


def lines(path: Path) -> int:
    """How long it is."""
    return len(path.read_text().splitlines())


def test_files_stay_under_300_lines():
    long = {
        str(p.relative_to(ROOT)): lines(p)
        for p in [*ROOT.glob("portal/**/*.py"), *ROOT.glob("tests/**/*.py")]
        if lines(p) > 300
    }
    long = {name: count for name, count in long.items() if name not in LONG_FILES and "migrations/versions" not in name}
    assert long == {}, "A noun is hiding in it"


def test_functions_stay_under_40_lines():
    long = {}
    for path in [*ROOT.glob("portal/**/*.py"), *ROOT.glob("tests/**/*.py")]:
        if "migrations/versions" in str(path) or lines(path) <= 40:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and (length := (node.end_lineno or 0) - node.lineno + 1) > 40:
                long[f"{path.relative_to(ROOT)}:{node.name}"] = length
    assert {name: count for name, count in long.items() if name not in LONG_FUNCTIONS} == {}


def test_templates_stay_small():
    templates = ROOT / "portal" / "templates"
    long = {
        str(p.relative_to(templates)): lines(p)
        for p in templates.rglob("*.html")
        if p.parent.name != "ui" and lines(p) > (60 if p.name.startswith("_") else 120)
    }
    assert long == {}


def test_conftest_stays_readable():
    assert lines(ROOT / "tests" / "conftest.py") <= 150
