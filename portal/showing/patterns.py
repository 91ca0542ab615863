"""Rows drawn by a template once for each shape, then filled in: fifty new rows cost fifty fillings (P44).

A shape is what a template decides by: which parts a row has, its colours. Where words stand, the template is given
`hole(name)`; what it makes of that is a pattern, into which the words go, escaped as the template would.
"""

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from markupsafe import escape

OPEN, CLOSE, BETWEEN = "\x02", "\x03", "\x1f"  # nothing that a template draws holds them, and no word that was sent
HOLE = re.compile(f"{OPEN}(.*?){CLOSE}")


class Pattern(NamedTuple):
    """A row with holes, and which value goes into each."""

    pieces: tuple[str, ...]  # every other one is a hole
    picked: Callable[[Sequence[str]], tuple[str, ...]]

    def around(self, *parts: str) -> str:
        """The text with these in its holes as they are: parts that templates made."""
        pieces = list(self.pieces)
        pieces[1::2] = self.picked(parts)
        return "".join(pieces)


def hole(name: str) -> str:
    """Where the value of that name goes."""
    return f"{OPEN}{name}{CLOSE}"


def pattern_of(drawn: str, names: Sequence[str]) -> Pattern:
    """What a template made of holes, ready to be filled with values in the order of `names`."""
    pieces = HOLE.split(str(drawn))
    return Pattern(tuple(pieces), itemgetter(*map(names.index, pieces[1::2])))


Blank = tuple[Pattern, Sequence[str], Sequence[str]]  # with words, and marks of our own making


def filled(blanks: Sequence[Blank]) -> list[str]:
    """Each with its words, whoever wrote them, then its marks: numbers, addresses, moments for machines.

    All words are escaped at once, which costs as much as one of them.
    """
    words = [word for _pattern, said, _marks in blanks for word in said]
    escaped = str.split(escape(BETWEEN.join(words)), BETWEEN)
    if len(escaped) != len(words):  # somebody wrote a word that holds the mark between two
        escaped = [str(escape(word)) for word in words]
    begin, found = 0, []
    for pattern, said, marks in blanks:
        end = begin + len(said)
        found.append(pattern.around(*escaped[begin:end], *marks))
        begin = end
    return found
