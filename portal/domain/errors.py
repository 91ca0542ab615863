"""Refusals: what the house says when something cannot be done. Each carries one sentence for the person."""

from typing import ClassVar


def N_(sentence: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Mark a sentence for translation; the edge translates it when it knows the reader."""
    return sentence


class Refused(Exception):  # noqa: N818 - a refusal is not an error; names say what is the case
    """It can't be done, and the sentence says why and what can be. Answered 409; what was typed is kept.

    `sentence` may name values in braces: {name}; they are given by keyword and filled in after translation.
    """

    sentence: ClassVar[str] = N_("This can't be done now.")
    status: ClassVar[int] = 409
    field: ClassVar[str | None] = None  # the form field the sentence belongs to, if one does

    def __init__(self, **values: object) -> None:
        """Keep the values that the sentence names."""
        super().__init__(self.sentence.format(**values) if values else self.sentence)
        self.values = values


class RightMissing(Refused):
    """The person is known, the thing is theirs to know of, but the right is not theirs."""

    sentence = N_("You don't have the right to do this. Ask an administrator if you need it.")
    status = 403


class NotThere(Refused):
    """Nothing there, or nothing of yours: the two must not be told apart (P2)."""

    sentence = N_("There is nothing here, or nothing that is yours to see.")
    status = 404


class TooFast(Refused):
    """Too many attempts; says when to come back."""

    sentence = N_("Too many attempts. Try again in {minutes} minutes.")
    status = 429


class ChangedMeanwhile(Refused):
    """Somebody else changed it between reading and writing."""

    sentence = N_("Somebody else changed this meanwhile. Your text is kept: look at what is new, then send it again.")
