"""What services, advisors and bays are called, in the reader's language."""

from flask_babel import get_locale

from portal.domain.appointments.wording import Named, name_in


def named(thing: Named | None) -> str:
    """Its name for who reads this page; "" for nothing and nobody."""
    return name_in(thing, str(get_locale())) if thing else ""
