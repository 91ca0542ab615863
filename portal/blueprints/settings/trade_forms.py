"""The form of the trade: the steps that are taken, and a field for each noun in each language the portal speaks."""

from collections.abc import Iterator
from typing import NamedTuple

from babel import Locale
from flask_babel import LazyString, force_locale
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectMultipleField, StringField

from portal.domain.house.trade import NOUNS, Step, Term, Trade, Words, is_word
from portal.web.reading import LOCALES, as_written
from portal.web.versions import VersionedForm

STEPS = {
    Step.WORKSHOP: _l("Workshop"),
    Step.PARTS: _l("Parts"),
    Step.CALLS: _l("Call now"),
    Step.OUTREACH: _l("Call list"),
    Step.REGISTER: _l("Register"),
    Step.BOARD: _l("Welcome board"),
    Step.CHECK_IN: _l("Check in by oneself"),
    Step.MILEAGE: _l("Mileage and licence"),
}
HINTS = {
    Step.WORKSHOP: _l("Is told of each booking, to keep the bay."),
    Step.PARTS: _l("Parts are asked for with each booking, and reserved."),
    Step.CALLS: _l("The front desk reads each booking, and calls customers before their time."),
    Step.OUTREACH: _l("Customers are called first, by the order of the reasons; calls that come in are noted."),
    Step.REGISTER: _l("A sheet for each day, to be printed."),
    Step.BOARD: _l("Today’s customers at the entrance."),
    Step.CHECK_IN: _l("By the link in the mail, or on a tablet at the door. Staff note arrivals in any case."),
    Step.MILEAGE: _l("What only cars have stands in the customer’s file: mileage, VIN, use, running-in service."),
}
_SAID = _l("Write it in letters and digits, at most 30 characters.")
_BOTH = _l("Write both, for one and for several.")
COUNTS = {code: bool(Locale.parse(code).plural_form.tags) for code in LOCALES}  # whether one and several differ


class Pair(NamedTuple):
    """The fields of a noun; a language that counts without endings has one."""

    one: Field
    several: Field | None


class TradeForm(VersionedForm):
    """A word that is left empty is a workshop's."""

    id = "trade"

    steps = SelectMultipleField(
        _l("Steps that you take"),
        choices=[(str(step), word) for step, word in STEPS.items()],
        description=_l("What is left out has no page, no notice and no task. What was kept stays, and comes back."),
    )

    def fill(self, trade: Trade) -> None:
        """As a trade has it."""
        self.steps.data = [str(step) for step in Step if step not in trade.off]
        for code in LOCALES:
            words = trade.words_in(code)
            for term, pair in self.in_language(code).items():
                one, several = words.get(term, ("", ""))
                pair.one.data = one
                if pair.several is not None:
                    pair.several.data = several

    def in_language(self, code: str) -> dict[Term, Pair]:
        """The fields of a language."""
        return {term: Pair(*(self[name] if name else None for name in _names(code, term))) for term in Term}

    def validate(self, extra_validators: object = None) -> bool:
        """Words that fit into sentences; of one and several both or neither."""
        super().validate(extra_validators)
        for pair in (pair for code in LOCALES for pair in self.in_language(code).values()):
            fields = [field for field in pair if field is not None]
            for field in fields:
                if field.data and not is_word(field.data):
                    field.errors = [*field.errors, _SAID]
                elif not field.data and any(other.data for other in fields):
                    field.errors = [*field.errors, _BOTH]
        return not self.errors

    def trade(self) -> Trade:
        """As domain values."""
        words = {code: said for code in LOCALES if (said := self._words(code))}
        return Trade(words, frozenset(step for step in Step if step not in (self.steps.data or ())))

    def _words(self, code: str) -> Words:
        pairs = self.in_language(code).items()
        return {term: (one.data, several.data if several else one.data) for term, (one, several) in pairs if one.data}


def workshops_words() -> dict[str, str]:
    """What each field stands for while it is empty, in its own language; by the field's name."""
    found = {}
    for code in LOCALES:
        with force_locale(code):
            for term in Term:
                words = zip(_names(code, term), NOUNS[term][-1], strict=True)
                found |= {name: as_written(word) for name, word in words if name}
    return found


def _names(code: str, term: Term) -> tuple[str, str | None]:
    return f"{code}_{term}", f"{code}_{term}_several" if COUNTS[code] else None


def _fields() -> Iterator[tuple[str, StringField]]:
    for code in LOCALES:
        for term in Term:
            for name, noun in zip(_names(code, term), NOUNS[term][-1], strict=True):
                if name:
                    yield name, StringField(LazyString(as_written, noun))


for _name, _field in _fields():
    setattr(TradeForm, _name, _field)
