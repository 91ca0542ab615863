"""Every sentence is translated, with the same places for values in it (P12)."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping
from babel.messages.pofile import read_po

PORTAL = Path(__file__).parents[2] / "portal"
TRANSLATIONS = PORTAL / "translations"
LOCALE = "zh_Hans"
KEYWORDS = {
    "_": None,
    "_l": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
PLACES = re.compile(r"%\(\w+\)|\{\w+\}|%%|https?://[^\s<]+")

pytestmark = pytest.mark.skipif(not (TRANSLATIONS / LOCALE).exists(), reason="there is no Chinese catalogue yet")


@cache
def said() -> set[str]:
    """Every sentence that the portal says; of two forms the first."""
    with (TRANSLATIONS / "babel.cfg").open() as file:
        methods, options = parse_mapping(file)
    methods = [(pattern.removeprefix("portal/"), method) for pattern, method in methods]
    options = {pattern.removeprefix("portal/"): option for pattern, option in options.items()}
    found = extract_from_dir(PORTAL, methods, options, KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _file, _line, message, *_ in found if message}


@cache
def catalogue() -> Catalog:
    """The translations."""
    with (TRANSLATIONS / LOCALE / "LC_MESSAGES" / "messages.po").open() as file:
        return read_po(file, locale=LOCALE)


@cache
def translated() -> dict[str, Message]:
    """By sentence."""
    return {m.id if isinstance(m.id, str) else m.id[0]: m for m in catalogue() if m.id}


def words(message: Message) -> list[str]:
    """Its translation, in all forms."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


def test_every_sentence_is_in_the_catalogue():
    assert sorted(said() - set(translated())) == [], "Run ./test translations, then translate"


def test_every_sentence_is_translated_and_none_by_guess():
    missing = [sentence for sentence in said() & set(translated()) if not all(words(translated()[sentence]))]
    fuzzy = [sentence for sentence, message in translated().items() if message.fuzzy and sentence in said()]
    assert (sorted(missing), fuzzy) == ([], [])


def test_a_translation_has_the_same_places_for_values():
    """A lost place is a lost number; an unknown one an error in front of a customer."""
    wrong = []
    for sentence, message in translated().items():
        own = [message.id] if isinstance(message.id, str) else list(message.id)
        allowed = [sorted(PLACES.findall(form)) for form in own]
        wrong += [
            f"{sentence!r}: {word!r}" for word in words(message) if word and sorted(PLACES.findall(word)) not in allowed
        ]
    assert wrong == []
