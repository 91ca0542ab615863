"""What is said on the phone, in the house's words."""

from portal.domain.outreach.queries import script_in_force
from portal.web.reading import in_the_houses_words


def said_in(kind: str, locale: str) -> tuple[str, int]:
    """The words in force in that language, and their version; what the portal began with reads as its sentences do."""
    words, version = script_in_force(kind, locale)
    return words if version else in_the_houses_words(words, locale), version
