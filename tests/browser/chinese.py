"""What is left in English on a page in Chinese."""

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from playwright.sync_api import Page

from tests.browser.running import ROOT

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
    for (const e of document.querySelectorAll(`[${name}]:not([lang])`)) words.add(e.getAttribute(name));
  }
  return [...words, document.title.split(' · ')[0]];
}"""


@cache
def english() -> set[str]:
    """The sentences of the portal that read differently in Chinese."""
    catalogue = Path(ROOT / "portal/translations/zh_Hans/LC_MESSAGES/messages.po")
    with catalogue.open("rb") as file:
        found = {(m.id if isinstance(m.id, str) else m.id[0], str(m.string)) for m in read_po(file) if m.id}
    return {sentence for sentence, chinese in found if sentence != chinese}


def left_in_english(page: Page) -> list[str]:
    """The portal's own sentences, and a page that does not say that it is Chinese."""
    is_chinese = page.locator("html").get_attribute("lang") == "zh-Hans"
    left = [f"left in English: {words}" for words in page.evaluate(WORDS) if words in english()]
    return left if is_chinese else ["does not say that it is Chinese", *left]
