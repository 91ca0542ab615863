"""The house's trade: what it calls the things of the service desk, and what it does without. A workshop by default.

Sentences are written for a workshop. A house of another trade has words of its own for the nouns below, and puts them
into those sentences (portal/web/trade.py); what people typed, and the names of services and staff, stay as they are.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from portal.domain.errors import N_, Refused

LONGEST = 30  # characters
# Nothing that a sentence with values, a page or a mail would take for a sign of its own
WORD = re.compile(r"[^\W_](?:[\w ·’/-]*[^\W_])?")


class Term(StrEnum):
    """What a house may call otherwise."""

    ASSET = "asset"
    PLATE = "plate"
    MODEL = "model"
    BAY = "bay"
    ADVISOR = "advisor"
    TECHNICIAN = "technician"
    PART = "part"
    WORKSHOP = "workshop"
    LOAN = "loan"


class Step(StrEnum):
    """What a house may do without: no page, task, notice or kind of promise; what was kept stays."""

    WORKSHOP = "workshop"  # told of bookings, to keep the bay (A21)
    PARTS = "parts"  # told of bookings, to reserve parts (A21)
    CALLS = "calls"  # the front desk's list: bookings to read, customers to call before their time (A21, A22)
    OUTREACH = "outreach"  # the day's call list, calls that come in (A10-A13)
    REGISTER = "register"  # the sheet of each day (A20)
    BOARD = "board"  # at the entrance (A23, A30)
    MILEAGE = "mileage"  # and what else a file says of cars alone: licence, use, running in
    CHECK_IN = "check_in"  # by the customer: link, code, kiosk (A33); staff note arrivals in any case


Forms = tuple[str, str]  # one, several
NOUNS: dict[Term, tuple[Forms, ...]] = {  # as the sentences call it; the last is what it is called by itself
    Term.ASSET: ((N_("car"), N_("cars")), (N_("vehicle"), N_("vehicles"))),
    Term.PLATE: ((N_("plate number"), N_("plate numbers")), (N_("plate"), N_("plates"))),
    Term.MODEL: ((N_("make and model"), N_("makes and models")),),
    Term.BAY: ((N_("bay"), N_("bays")),),
    Term.ADVISOR: ((N_("service advisor"), N_("service advisors")), (N_("advisor"), N_("advisors"))),
    Term.TECHNICIAN: ((N_("technician"), N_("technicians")),),
    Term.PART: ((N_("part"), N_("parts")),),
    Term.WORKSHOP: ((N_("workshop"), N_("workshops")),),
    Term.LOAN: ((N_("courtesy car"), N_("courtesy cars")),),
}
Words = dict[Term, Forms]


class NoWord(Refused):
    """It can't stand in a sentence."""

    sentence = N_("Write the words in letters and digits, at most 30 characters each.")


@dataclass(frozen=True, slots=True)
class Trade:
    """The house's own words, by language, and the steps that it does without.

    A language or noun that is missing keeps the workshop's word.
    """

    words: Mapping[str, Words] = field(default_factory=dict)
    off: frozenset[Step] = frozenset()

    def words_in(self, locale: str) -> Words:
        """In that language."""
        return self.words.get(locale, {})

    def written(self) -> str:
        """As it is kept; "" for a workshop. The same trade is always the same text."""
        words = {
            locale: {str(term): list(forms) for term, forms in sorted(said.items())}
            for locale, said in sorted(self.words.items())
            if said
        }
        whole = {"words": words, "off": sorted(self.off)}
        return json.dumps(whole, ensure_ascii=False) if words or self.off else ""


@lru_cache(maxsize=20)
def trade_of(written: str) -> Trade:
    """As it was written."""
    return _read(json.loads(written)) if written else Trade()


@cache
def ready_trades() -> dict[str, Trade]:
    """Trades to begin from, by name."""
    told = tomllib.loads(Path(__file__).with_name("trades.toml").read_text(encoding="utf-8"))
    return {name: _read(said) for name, said in told.items()}


def _read(said: Mapping[str, Any]) -> Trade:
    words = {
        locale: {Term(term): (one, several) for term, (one, several) in nouns.items()}
        for locale, nouns in said["words"].items()
    }
    return Trade(words, frozenset(map(Step, said["off"])))


def is_word(text: str) -> bool:
    """Letters and digits, with blanks, hyphens and slashes between them."""
    return len(text) <= LONGEST and WORD.fullmatch(text) is not None
