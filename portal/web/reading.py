"""In which language and time zone a person reads (P12)."""

from flask import Flask, g, request, session
from flask_babel import Babel, get_locale

from portal.web.house import present_house

LOCALES = {"en": "English", "zh_Hans": "中文"}
_PREFERRED = {"en": "en", "zh": "zh_Hans", "zh-cn": "zh_Hans", "zh-hans": "zh_Hans", "zh-sg": "zh_Hans"}


def init_reading(app: Flask) -> None:
    """Choose language and zone per reader."""
    Babel(app, locale_selector=locale_of_reader, timezone_selector=zone_of_reader, default_translation_directories="translations")


def locale_of_reader() -> str:
    """The person's choice; before sign-in the choice in the cookie, then the browser's."""
    if g.actor.is_known:
        return g.actor.locale
    chosen = session.get("locale")
    if chosen in LOCALES:
        return chosen
    asked = request.accept_languages.best_match(list(_PREFERRED), default="en")
    return _PREFERRED[asked]


def zone_of_reader() -> str:
    """The person's zone; before sign-in the house's."""
    return g.actor.zone if g.actor.is_known else present_house().zone


def lang() -> str:
    """The value of the page's lang attribute."""
    return str(get_locale()).replace("_", "-")
