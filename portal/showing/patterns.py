"""Rows drawn by a template once for each shape, then filled in: fifty new rows cost fifty fillings (P44).

A shape is what a template decides by: which parts a row has, its colours. Where words stand, the template is given
`hole(name)`; what it makes of that is a pattern, into which the words go, escaped as the template would.
"""

from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

OPEN, CLOSE = "\x02", "\x03"  # nothing that a template draws holds them


def hole(name: str) -> str:
    """Where the value of that name goes."""
    return f"{OPEN}{name}{CLOSE}"


def pattern_of(drawn: str) -> str:
    """What a template made of holes, ready to be filled."""
    return str(drawn).replace("%", "%%").replace(OPEN, "%(").replace(CLOSE, ")s")


def filled(pattern: str, words: Iterable[tuple[str, str]], marks: Mapping[str, object]) -> Markup:
    """With these words, whoever wrote them; and marks of our own making: numbers, addresses, moments for machines."""
    return Markup(pattern % {**marks, **{name: escape(word) for name, word in words}})  # noqa: S704 - escaped
