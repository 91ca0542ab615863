"""In which language and time zone a person reads (P12)."""

from babel.support import NullTranslations
from flask import Flask, g, request, session
from flask_babel import Babel, Domain, force_locale, get_domain, get_locale

from portal.db import session as transaction_under_way
from portal.web.house import present_house, trade_for_words
from portal.web.languages import LOCALES, best_of
from portal.web.trade import HousesWords, in_words_of

__all__ = ["LOCALES", "init_reading", "lang", "locale_of_reader", "zone_of_reader"]


def init_reading(app: Flask) -> None:
    """Choose language and zone per reader."""
    babel = Babel(
        app,
        locale_selector=locale_of_reader,
        timezone_selector=zone_of_reader,
        default_translation_directories="translations",
    )
    babel.domain_instance = words = ReadersWords()
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda said: words.get_translations().ugettext(said),
        lambda one, many, n: words.get_translations().ungettext(one, many, n),
        newstyle=True,
        pgettext=lambda context, said: words.get_translations().upgettext(context, said),
        npgettext=lambda context, one, many, n: words.get_translations().unpgettext(context, one, many, n),
    )


class ReadersWords(Domain):
    """The catalogue of the reader's language, found once a request: a page asks it for a hundred words (P44)."""

    def get_translations(self) -> NullTranslations:
        """Flask-Babel finds it anew for every word. The house's own words are in it, once the house can be read."""
        found: NullTranslations | None = g.get("catalogue")
        if found is None:
            found = super().get_translations()
            if "house" in g or transaction_under_way().in_transaction():
                found = g.catalogue = in_words_of(trade_for_words(), found, str(get_locale()))
        return found


def as_written(sentence: str) -> str:
    """In the reader's language, in the portal's own words: for what people named, and for the nouns themselves."""
    return Domain.get_translations(get_domain()).ugettext(sentence)


def in_the_houses_words(text: str, locale: str) -> str:
    """A text of the portal's own in that language, as its sentences read there."""
    with force_locale(locale):
        spoken = in_words_of(present_house().trade, Domain.get_translations(get_domain()), locale)
    return spoken.put_into(text) if isinstance(spoken, HousesWords) else text


def locale_of_reader() -> str:
    """The person's choice, or the screen's; before sign-in the choice in the cookie, then the browser's."""
    if g.actor.is_known or g.actor.is_display:
        return g.actor.locale
    chosen = session.get("locale")
    if chosen in LOCALES:
        return chosen
    return best_of((tag for tag, quality in request.accept_languages if quality > 0), LOCALES)


def zone_of_reader() -> str:
    """The person's zone; before sign-in, and on a screen, the house's."""
    return g.actor.zone if g.actor.is_known else present_house().zone


def lang() -> str:
    """The value of the page's lang attribute."""
    return str(get_locale()).replace("_", "-")
