"""Countries by their two letters, in the reader's words."""

from functools import lru_cache

from babel import Locale
from flask_babel import get_locale, gettext

from portal.web.formats import listed

NOT_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})  # Babel has them among the territories


def country_name(code: str) -> str:
    """United States for US; the code itself when nobody knows it."""
    return _names(str(get_locale())).get(code, code)


def country_choices() -> list[tuple[str, str]]:
    """All countries by name, for a list to choose from."""
    return list(_names(str(get_locale())).items())


def is_country(code: str) -> bool:
    """One of those to choose from."""
    return code in _names("en")


def countries_in_words(codes: str) -> str:
    """What a plan says of countries: '*' any, 'several' some, else codes with blanks between."""
    if codes == "*":
        return gettext("worldwide")
    if codes == "several":
        return gettext("several countries")
    return listed(country_name(code) for code in codes.split())


@lru_cache(maxsize=8)
def _names(locale: str) -> dict[str, str]:
    territories = Locale.parse(locale).territories
    named = {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}  # noqa: PLR2004
    return {code: name for code, name in sorted(named.items(), key=lambda pair: pair[1]) if code not in NOT_COUNTRIES}
