"""Each requirement of the spec that is built is named by a test; what isn't built yet is listed with the reason."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
LATER = {  # not reached yet, and why
    "SE38": "merging comes later",
    "SE39": "mail comes in later (P31)",
    "SE42": "a deadline's plan is changed, never deleted; nothing switches a clock off",
    "SE43": "next-response clocks come with the live queue",
    "SE50": "quotas (S61) come later",
}


def numbered(prefix: str, *ranges: tuple[int, int]) -> list[str]:
    """S1, S2, ..."""
    return [f"{prefix}{number}" for first, last in ranges for number in range(first, last + 1)]


REQUIREMENTS = [
    *numbered("S", (1, 12), (17, 17), (23, 26), (30, 48), (55, 56)),
    *numbered("P", (1, 5), (10, 15), (20, 24), (30, 30), (40, 43)),
    *numbered("SE", (1, 51)),
    *numbered("Q", (1, 9)),
    *numbered("A", (1, 14), (20, 23), (30, 33)),
    *numbered("BR", (1, 39)),
    *numbered("BE", (1, 44)),
    *numbered("V", (1, 7), (10, 10), (12, 12), (16, 17), (20, 21), (25, 26), (30, 35)),
    *numbered("VE", (1, 25), (29, 32), (35, 38), (40, 43), (47, 49), (51, 51)),
    *numbered("V", (30, 35)),
    *numbered("VE", (12, 21), (42, 44), (51, 51)),
    *numbered("U", (1, 5), (7, 8), (10, 10), (12, 15), (21, 22)),
]


@pytest.fixture(scope="module")
def named() -> set[str]:
    """All ids in names, docstrings and comments of tests, in whatever case; S30-S32 names three."""
    found: set[str] = set()  # but Level.V2 and "v2", which are levels
    for path in TESTS.rglob("test_*.py"):
        if path.name == Path(__file__).name:
            continue
        for prefix, first, last in re.findall(
            r"(?i)(?<![a-z0-9])(SE|BE|BR|VE|S|P|A|Q|V|U)(\d{1,2})(?:-\1?(\d{1,2}))?(?!\d)", path.read_text()
        ):
            found |= {f"{prefix.upper()}{number}" for number in range(int(first), int(last or first) + 1)}
    return found


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_a_requirement_is_named_by_a_test(requirement: str, named: set[str]):
    if requirement in LATER:
        pytest.skip(LATER[requirement])
    assert requirement in named, f"Write {requirement} into the name or docstring of the test that keeps it"


def test_what_is_tested_is_not_put_off(named: set[str]):
    assert not set(LATER) & named, "These have a test: take them out of LATER"
