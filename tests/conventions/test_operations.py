"""Every operation names who and when, and either asks for a right or says why not."""

import inspect
from importlib import import_module
from pathlib import Path

from tests.conventions.exempt import PARTS_OF_OPERATIONS, WITHOUT_MOMENT

DOMAIN = Path(__file__).parents[2] / "portal" / "domain"


def operations():
    """Every public function of every operations.py."""
    for path in sorted(DOMAIN.glob("*/operations*.py")) + sorted(DOMAIN.glob("*/operations/*.py")):
        module = import_module(".".join(path.relative_to(DOMAIN.parents[1]).with_suffix("").parts))
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and function.__module__ == module.__name__:
                yield f"{path.relative_to(DOMAIN).parts[0]}.{name}", function


def test_every_operation_says_who_may():
    silent = [name for name, f in operations() if not hasattr(f, "right") and name not in PARTS_OF_OPERATIONS]
    assert silent == [], "Put @needs(Right.X) above it, or name it in exempt.py with the reason"


def test_every_operation_says_when():
    def when(function) -> bool:
        at = inspect.signature(inspect.unwrap(function)).parameters.get("at")
        return at is not None and at.default is at.empty

    assert [name for name, f in operations() if not when(f) and name not in WITHOUT_MOMENT] == []


def test_every_operation_has_a_sentence():
    assert [name for name, f in operations() if not inspect.getdoc(f)] == []
