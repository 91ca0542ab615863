"""Every sentence is there in every language, with its values; a further language is a folder (P12)."""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from portal.web.languages import SOURCE, best_of, found_in, named, patterns_of

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "portal" / "translations"
LANGUAGES = found_in(TRANSLATIONS)
PLACE = re.compile(r"%\((\w+)\)|(?<!\{)\{(\w+)\}")
WHOLE_PLACE = re.compile(r"%\(\w+\)\d*[sd]|\{\w+\}")
HALF_WIDTH = re.compile(r"[一-鿿”][,;:?!()]|[,;?!()][一-鿿]")
UNSPACED = re.compile(r"[一-鿿][A-Za-z0-9]|[A-Za-z0-9][一-鿿]")

Key = tuple[str | None, str]


@cache
def collected() -> Catalog:
    """What stands in code and templates, collected as `make translations` does."""
    with (TRANSLATIONS / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(["N_", "_l"])}
    found = Catalog()
    for name, _line, words, _comments, context in extract_from_dir(
        ROOT / "portal", method_map=methods, options_map=options, keywords=keywords
    ):
        found.add(words, locations=[(name, 0)], context=context)
    return found


@cache
def catalogue(code: str) -> Catalog:
    with (TRANSLATIONS / code / "LC_MESSAGES" / "messages.po").open("rb") as text:
        return read_po(text, locale=code, abort_invalid=True)


def messages(catalog: Catalog) -> Iterator[tuple[Key, Message]]:
    for message in catalog:
        if message.id:
            yield (message.context, singular(message)), message


def singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def places(words: str) -> set[str]:
    return {one or other for one, other in PLACE.findall(words)}


@pytest.mark.slow
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_sentence_is_translated(code: str):
    known = {key: message for key, message in messages(catalogue(code)) if all(texts(message)) and not message.fuzzy}
    missing = [f"{message.locations[0][0]}: {key[1]}" for key, message in messages(collected()) if key not in known]
    assert missing == [], "make translations collects them; then write them in the messages.po"


@pytest.mark.slow
@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_is_translated_that_nobody_says(code: str):
    said = {key for key, _message in messages(collected())}
    assert [key[1] for key, _message in messages(catalogue(code)) if key not in said] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_has_the_same_places_for_values(code: str):
    unlike = []
    for key, message in messages(catalogue(code)):
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = set().union(*map(places, ids))
        unlike += [key[1] for text in texts(message) if places(text) != wanted]
        unlike += [f"{key[1]}: {fault}" for fault in message.check(catalogue(code))]
    assert unlike == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_sentence_stands_twice_or_is_empty(code: str):
    source = (TRANSLATIONS / code / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")
    entries = re.findall(r'^(?:msgctxt (".*"(?:\n".*")*)\n)?msgid (".*"(?:\n".*")*)', source, re.MULTILINE)
    ids = [tuple(re.sub(r'"\n?"?', "", part) for part in entry) for entry in entries]
    assert len(ids) == len(set(ids))
    assert ids.count(("", "")) == 1, "only the header"
    assert "#~" not in source, "obsolete entries are taken out"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_catalogue_compiles(code: str):
    compiled = BytesIO()
    write_mo(compiled, catalogue(code))
    assert len(compiled.getvalue()) > 1_000


def test_chinese_is_set_as_chinese_is():
    """Full-width marks beside Chinese characters, and air between them and Latin letters or digits."""
    odd = []
    for _key, message in messages(catalogue("zh_Hans")):
        for text in texts(message):
            bare = WHOLE_PLACE.sub("", text)
            odd += [text for pattern in (HALF_WIDTH, UNSPACED) if pattern.search(bare)]
    assert odd == []


def test_a_further_language_is_a_folder(tmp_path: Path):
    """Its name, its dates and the browsers that mean it come from Babel; no line of code names it."""
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").touch()
    codes = [SOURCE, *found_in(tmp_path)]
    assert named(codes) == {"en": "English", "fr": "Français"}
    assert best_of(["fr-CA", "en"], codes) == "fr"
    assert patterns_of("fr")["day"] == "d MMM HH:mm"


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        (["zh-CN"], "zh_Hans"),
        (["zh"], "zh_Hans"),
        (["zh-TW"], "zh_Hans"),
        (["en-GB", "zh"], "en"),
        (["de", "zh-Hans"], "zh_Hans"),
        (["de"], "en"),
        (["*"], "en"),
        (["not a language"], "en"),
        ([], "en"),
    ],
)
def test_the_browser_s_wishes_choose_among_the_languages_there_are(asked: list[str], read: str):
    assert best_of(asked, ["en", "zh_Hans"]) == read


def test_two_scripts_of_one_language_are_told_apart():
    assert named(["zh_Hans", "zh_Hant"]) == {"zh_Hans": "中文 (简体)", "zh_Hant": "中文 (繁體)"}
    assert best_of(["zh-TW"], ["en", "zh_Hans", "zh_Hant"]) == "zh_Hant"
