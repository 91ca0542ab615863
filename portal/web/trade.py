"""The house's words in the portal's sentences: "vehicle" reads "patient" in a clinic, in every language it writes.

The sentences of the service desk are written, and translated, for a workshop. What a workshop's nouns are in a language
stands in its catalogue like every sentence; so they are found as whole words, and the house's are put in their place:
a sentence once, and kept as long as the house calls things so. A workshop's sentences are not touched at all.
"""

import re
from functools import lru_cache

from babel.support import NullTranslations

from portal.domain.house.trade import NOUNS, Words, trade_of

_PLACES = r"%\(\w+\)\d*[sdf]|\{\w+\}"  # for values: their names are no words
_SOUNDS_LIKE_A_VOWEL = re.compile(r"(?!uni|use|usa|eu|one\b|once)[aeiou]|hour|honest|heir", re.IGNORECASE)
_SYLLABLES = "\u2e80"  # from here on, scripts that write words without blanks between them


def in_words_of(trade: str, spoken: NullTranslations, locale: str) -> NullTranslations:
    """The catalogue, or the same one in the words of a house of this trade."""
    return spoken if not trade else _worded(trade, spoken, locale)


@lru_cache(maxsize=50)
def _worded(trade: str, spoken: NullTranslations, locale: str) -> NullTranslations:
    words = trade_of(trade).words_in(locale)
    return HousesWords(spoken, Sentences(_nouns(words, spoken), locale)) if words else spoken


def _nouns(words: Words, spoken: NullTranslations) -> dict[str, str]:
    """The house's word for each form of a noun; where one and several read alike, that for one."""
    found: dict[str, str] = {}
    for term, (one, several) in words.items():
        for forms in NOUNS[term]:
            for form, word in zip(forms, (one, several), strict=True):
                found.setdefault(spoken.gettext(form).casefold(), word)
    return found


class Sentences(dict[str, str]):
    """Each sentence as the house says it, made when it is first said."""

    def __init__(self, nouns: dict[str, str], locale: str) -> None:
        """`nouns`: the house's words by those that stand in the sentences."""
        super().__init__()
        self._nouns = nouns
        longest_first = sorted(nouns, key=len, reverse=True)
        bounded = "|".join(re.escape(noun) for noun in longest_first if noun[0] < _SYLLABLES)
        loose = "|".join(re.escape(noun) for noun in longest_first if noun[0] >= _SYLLABLES)
        either = "|".join([*([rf"(?<!\w)(?:{bounded})(?!\w)"] if bounded else []), *([loose] if loose else [])])
        article = r"(?:\b(an?)( ))?" if locale.startswith("en") else "()()"
        self._pattern = re.compile(rf"({_PLACES})|{article}({either})", re.IGNORECASE)

    def __missing__(self, sentence: str) -> str:
        """Make it."""
        said = self[sentence] = self._pattern.sub(self._put, sentence)
        return said

    def _put(self, found: re.Match[str]) -> str:
        place, article, blank, noun = found.groups()
        if place:
            return place
        word = self._nouns[noun.casefold()]
        if noun[0].isupper():
            word = word[:1].upper() + word[1:]
        if not article:
            return word
        return article[0] + ("n" if _SOUNDS_LIKE_A_VOWEL.match(word) else "") + blank + word


class HousesWords(NullTranslations):
    """A catalogue whose sentences come out in the house's words."""

    def __init__(self, spoken: NullTranslations, said: Sentences) -> None:
        """The language's own catalogue beneath."""
        super().__init__()
        self._spoken, self._said = spoken, said

    def put_into(self, text: str) -> str:
        """A text that is no sentence of the catalogue's."""
        return self._said[text]

    def gettext(self, message: str) -> str:
        """One sentence."""
        return self._said[self._spoken.gettext(message)]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """For so many."""
        return self._said[self._spoken.ngettext(msgid1, msgid2, n)]

    def pgettext(self, context: str, message: str) -> str:
        """In a context."""
        return self._said[str(self._spoken.pgettext(context, message))]

    def npgettext(self, context: str, singular: str, plural: str, num: int) -> str:
        """In a context, for so many."""
        return self._said[str(self._spoken.npgettext(context, singular, plural, num))]

    ugettext, ungettext, upgettext, unpgettext = gettext, ngettext, pgettext, npgettext
