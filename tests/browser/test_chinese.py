"""A page in Chinese is Chinese: it says so, and no sentence of the portal's own is left in English (P12)."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Browser

from tests.browser.running import ROOT, Running
from tests.browser.walking import Place, browsers_of, in_parts

WORDS = """() => {
  const words = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // what somebody wrote, names and the log's own words stay as they were written
    const theirs = '[lang]:not(html), .message .prose, .facts dd, #entries .row-sub, script, code';
    const own = !node.parentElement.closest(theirs);
    if (own) words.add(node.data.trim().replace(/\\s+/g, ' '));
  }
  for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'aria-description']) {
    for (const e of document.querySelectorAll(`[${name}]`)) words.add(e.getAttribute(name));
  }
  return [...words, document.title.split(' · ')[0]];
}"""


@pytest.fixture(scope="module")
def english() -> set[str]:
    """The sentences of the portal that read differently in Chinese."""
    catalogue = Path(ROOT / "portal/translations/zh_Hans/LC_MESSAGES/messages.po")
    with catalogue.open("rb") as file:
        found = {(m.id if isinstance(m.id, str) else m.id[0], str(m.string)) for m in read_po(file) if m.id}
    return {sentence for sentence, chinese in found if sentence != chinese}


@in_parts(2)
def test_no_english_is_left_on_a_chinese_page(chromium: Browser, demo: Running, part: list[Place], english: set[str]):
    left = []
    own = [place for place in part if not place.path.startswith("/wall/")]  # a screen speaks its link's language
    for place, page in browsers_of(chromium, demo, own, "zh_Hans"):
        if page.locator("html").get_attribute("lang") != "zh-Hans":
            left.append(f"{place.name}: does not say that it is Chinese")
        left += [f"{place.name}: {words}" for words in page.evaluate(WORDS) if words in english]
    assert not left, "\n".join(left)
