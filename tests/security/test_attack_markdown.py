"""Attack: messages that are short to write and long to draw (threats: denial of service)."""

import pytest

from portal.web.forms import LONGEST_TEXT
from portal.web.markdown import rendered

pytestmark = pytest.mark.once

BOMBS = {
    "table of short rows": "|a" * 1000 + "\n" + "|-" * 1000 + "\n" + "|a\n" * 5000,
    "brackets": "[" * LONGEST_TEXT,
    "links": "[a](b)" * (LONGEST_TEXT // 6),
    "half links": "[a](" * (LONGEST_TEXT // 4),
    "pictures": "![[" * (LONGEST_TEXT // 3),
    "stars": "**a*" * (LONGEST_TEXT // 4),
    "quotes": ">" * LONGEST_TEXT,
    "lists": "> - " * (LONGEST_TEXT // 4),
    "backticks": "".join("`" * length + " " for length in range(1, 199)),
    "references": "".join(f"[a{number}]: b\n" for number in range(1500)),
}
MOST_CELLS = 4_000  # cells, rows and tables: drawing them is what took the time, and unlike time they can be counted


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_the_worst_message_stays_small_when_it_is_drawn(bomb: str) -> None:
    """What is small was quick to draw: a table of short rows once took 2 s and made 700 kB."""
    drawn = rendered(bomb[:LONGEST_TEXT])
    assert (drawn.own + drawn.quoted).count("<t") < MOST_CELLS
    assert len(drawn.own) + len(drawn.quoted) < 15 * LONGEST_TEXT
