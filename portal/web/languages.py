"""The languages there are: English, in which the sentences are written, and each folder of portal/translations (P12).

A further language is a folder with its messages.po. What it is called, how it writes its dates, and which browsers mean
it: Babel knows.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

SOURCE = "en"
TRANSLATIONS = Path(__file__).parents[1] / "translations"
_OURS = {  # where we know better than the language's usual patterns
    "en": {
        "day": "d MMM HH:mm",
        "year": "d MMM y HH:mm",
        "full": "EEEE, d MMMM y, HH:mm",
        "date": "d MMM y",
        "weekday_date": "EEE d MMM",
        "day_month": "d MMMM",
    },
    "zh": {"full": "y年M月d日 EEEE HH:mm", "weekday_date": "M月d日 EEE"},
}


def named(codes: Iterable[str]) -> dict[str, str]:
    """Each language in its own words; the script or country beside it only where two would be called the same."""
    locales = {code: Locale.parse(code) for code in codes}
    short = {code: locale.get_language_name() or code for code, locale in locales.items()}
    names = list(short.values())
    return {
        code: _begun_large(name if names.count(name) == 1 else locales[code].get_display_name() or name)
        for code, name in short.items()
    }


def found_in(folder: Path) -> list[str]:
    """The codes of the languages that have a catalogue there: zh_Hans, pt_BR."""
    return sorted(catalogue.parts[-3] for catalogue in folder.glob("*/LC_MESSAGES/messages.po"))


def best_of(asked: Iterable[str], codes: Iterable[str]) -> str:
    """What a browser's wishes (zh-TW, de), dearest first, come to: same language and script, else the same language."""
    offered = {code: Locale.parse(code) for code in codes}
    for tag in asked:
        try:
            wish = Locale.parse(tag.replace("-", "_"))
        except (ValueError, UnknownLocaleError):
            continue
        alike = [code for code, locale in offered.items() if locale.language == wish.language]
        if alike:
            return min(alike, key=lambda code: _difference(wish, offered[code]))
    return SOURCE


def _difference(wish: Locale, offered: Locale) -> tuple[bool, bool]:
    return wish.script is not None and wish.script != offered.script, wish.territory != offered.territory


@lru_cache(maxsize=50)
def patterns_of(code: str) -> dict[str, str]:
    """How the language writes moments and dates, for Babel.

    clock, weekday, day, year, full; date, weekday_date, month, day_month, weekday_name.
    """
    locale = Locale.parse(code)
    usual = {
        "date": _skeleton(locale, "yMMMd", "d MMM y"),
        "short": _skeleton(locale, "MMMd", "d MMM"),
        "weekday_date": _skeleton(locale, "MMMEd", "EEE d MMM"),
        "month": _skeleton(locale, "yMMMM", "MMMM y"),
        "day_month": _skeleton(locale, "MMMMd", "d MMMM"),
        "weekday_name": "EEEE",
    }
    clocks = {
        "clock": "HH:mm",
        "weekday": "EEE HH:mm",
        "day": f"{usual['short']} HH:mm",
        "year": f"{usual['date']} HH:mm",
        "full": f"{locale.date_formats['full'].pattern} HH:mm",
    }
    return usual | clocks | _OURS.get(locale.language, {})


def _skeleton(locale: Locale, name: str, otherwise: str) -> str:
    found = locale.datetime_skeletons.get(name)
    return found.pattern if found is not None else otherwise


def _begun_large(name: str) -> str:
    return name[:1].upper() + name[1:]


LOCALES = named([SOURCE, *found_in(TRANSLATIONS)])
