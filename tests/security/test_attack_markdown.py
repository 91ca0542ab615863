"""Attack: messages that are short to write and long to draw (threats: denial of service)."""

import time

import pytest

from portal.web.forms import LONGEST_TEXT
from portal.web.markdown import rendered

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


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_the_worst_message_is_drawn_in_a_second_and_stays_small(bomb: str) -> None:
    """CPU seconds, on a machine that does other things besides. A table of short rows took 2 s and made 700 kB."""
    begun = time.process_time()
    drawn = rendered(bomb[:LONGEST_TEXT])
    assert time.process_time() - begun < 1.0
    assert len(drawn.own) + len(drawn.quoted) < 15 * LONGEST_TEXT
