"""Every page as a reader of Chinese sees it: no English word is left that isn't a name or somebody's own text (P12)."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag
from sqlalchemy import update

from portal.db import transaction
from portal.domain.outbox.models import Mail
from portal.domain.people.models import DisplayLink, Person
from tests.conventions.test_access import cases
from tests.conventions.things import differs
from tests.conventions.world import ROLES, STAFF, VISITOR, World, browser_of

READERS = [
    VISITOR,
    "primary contact",
    *(pytest.param(role, marks=pytest.mark.slow) for role in ("administrator", "contact", "agent")),
]
SAID_ALOUD = ("title", "aria-label", "placeholder", "alt", "data-confirm", "hx-confirm", "label")
WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
ROLE_WORDS = (
    "restricted agent|named caller|primary contact|contact|agent|account manager|support lead|administrator"
    "|front-desk advisor|workshop|parts|duty manager|housekeeping"
)
NO_WORDS = re.compile(  # addresses, zones, file names, codes; and what the world's people are called and wrote
    r"\S+@\S+|https?://\S+|\b[\w.-]+\.(?:com|example|txt)|[.]txt\b|\b[A-Z]\w+/\w+(?:[/ ]\w+)?|\b[a-z_]+\.[a-z_]+\b|#\w+"
    r"|%\(\w+\)\d*[sd]|\b(?:caras|closed|meis|toms) of \w+|\b(?:Answer|Internal) (?:for|of) \w+"
    r"|\b(?:answer|secret) of \w+"
    rf"|\bStaff (?:{ROLE_WORDS})|\bDraft of (?:{ROLE_WORDS})|Works again|Reports what others see|Fleet administrator"
    r"|Since about .* finishes enrolment|UP1A"
)
NAMES = frozenset(
    re.findall(
        r"\w+",
        """Deskbell Corvid Contoso Mei Cara Leo Dan Tom Rita Nora Lin Essential Advanced Elite Multinational Incident
    pack essential English Markdown VPN EMM MDM IMEI IMEIs GPS NFC Wi Fi Exchange ActiveSync Android One UI Beta PNG
    PIN FD HK JPEG GIF SVG ZIP US CA ID MB kB API GMT UTC EST EDT CST Enter several portal init ticket
    VIP Mr Wang Gu Wei CN CNY zh en ja alcohol nuts""",
    )
)


@pytest.fixture(scope="module", name="chinese")
def everybody_reads_chinese(world: World) -> Iterator[World]:
    """The world of all tests, in other words, and with browsers of its own; put back afterwards."""
    with world.app.app_context(), transaction() as session:
        for table in (Person, Mail, DisplayLink):
            session.execute(update(table).values(locale="zh_Hans"))
    with world.app.app_context():
        browsers = {role: browser_of(world, role) for role in ROLES}
    yield replace(world, browsers=browsers)
    world.put_back()


def said_on(page: BeautifulSoup) -> Iterator[str]:
    """What is read or read out; not what people typed, nor the names of zones and languages to choose from."""
    for tag in page.select("script, style, textarea, code, option, pre, kbd, [translate=no]"):
        if tag.name != "option" or "/" in tag.get_text() or "UTC" in tag.get_text():
            tag.decompose()
    for tag in page.find_all(True):
        assert isinstance(tag, Tag)
        yield from (str(tag[name]) for name in SAID_ALOUD if tag.get(name))
        if tag.name == "input" and tag.get("type") in ("submit", "button"):
            yield str(tag.get("value", ""))
    yield from page.stripped_strings


def english_on(page: str) -> set[str]:
    """The words that nobody translated."""
    words = {
        word for text in said_on(BeautifulSoup(page, "html.parser")) for word in WORD.findall(NO_WORDS.sub(" ", text))
    }
    return words - NAMES


@pytest.mark.parametrize("role", READERS)
def test_no_page_speaks_english_to_a_reader_of_chinese(chinese: World, role: str):
    browser, left, pages = chinese.browsers[role], [], 0
    rights = chinese.rights(role)
    for found in cases(chinese, "GET"):
        may = found[0].right is None or found[0].right in rights
        for case in [case for case in found if differs(role, case.label)] if may else found[:1]:
            answer = browser.get(case.path, headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.1"})
            body = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
            answer.close()
            if not body or answer.status_code in (302, 303):
                continue
            pages += 1
            assert 'lang="zh-Hans"' in body or "<html" not in body, case.path  # a part has none
            left += [f"{case.path}: {sorted(words)}" for words in [english_on(body)] if words]
    assert pages > (20 if role in STAFF else 5)
    assert not left, "\n".join(left)
