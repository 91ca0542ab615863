"""Rows drawn by a template once for each shape, then filled in: fifty new rows cost fifty fillings (P44).

A shape is what a template decides by: which parts a row has, its colours. Where words stand, the template is given
`hole(name)`; what it makes of that is a pattern, into which the words go, escaped as the template would.
"""

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from markupsafe import Markup, escape

OPEN, CLOSE, BETWEEN = "\x02", "\x03", "\x1f"  # nothing that a template draws holds them, and no word that was sent
HOLE = re.compile(f"{OPEN}(.*?){CLOSE}")


class Pattern(NamedTuple):
    """A row with holes, and which value goes into each."""

    text: str  # with %s
    picked: Callable[[Sequence[str]], tuple[str, ...]]

    def around(self, *parts: str) -> str:
        """The text with these in its holes as they are: parts that templates made."""
        return self.text % self.picked(parts)


def hole(name: str) -> str:
    """Where the value of that name goes."""
    return f"{OPEN}{name}{CLOSE}"


def pattern_of(drawn: str, names: Sequence[str]) -> Pattern:
    """What a template made of holes, ready to be filled with values in the order of `names`."""
    found = [names.index(name) for name in HOLE.findall(drawn)]
    text = HOLE.sub("%s", str(drawn).replace("%", "%%"))
    return Pattern(text, itemgetter(*found))


def filled(pattern: Pattern, words: list[str], marks: Sequence[str]) -> Markup:
    """With these words, whoever wrote them; then marks of our own making: numbers, addresses, moments for machines.

    Words are escaped all at once, which costs as much as one of them.
    """
    said = str.split(escape(BETWEEN.join(words)), BETWEEN)
    if len(said) != len(words):  # somebody wrote a word that holds the mark between two
        said = [str(escape(word)) for word in words]
    return Markup(pattern.text % pattern.picked([*said, *marks]))  # noqa: S704 - escaped
