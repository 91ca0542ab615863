"""Markdown that people wrote, as HTML that can do no harm; quoted mail is folded away (S47)."""

import re
from functools import lru_cache
from importlib import import_module
from typing import NamedTuple

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {"p", "br", "strong", "em", "del", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr", "table"} | {
    "thead", "tbody", "tr", "th", "td"
}  # fmt: skip
_MARKDOWN = (
    MarkdownIt("commonmark", {"html": False, "breaks": True})
    .enable(["table", "strikethrough"])
    .disable(["image", "heading", "lheading", "html_block", "html_inline"])
)
_TABLES = import_module("markdown_it.rules_block.table")  # the package has a function of that name
_TABLES.MAX_AUTOCOMPLETED_CELLS = 1_000  # type: ignore[attr-defined]  # that fill up short rows: 65,536 take 2 s to draw
_BEFORE_QUOTE = re.compile(r"^.{0,200}(?:wrote|schrieb|写道)\s*[:：]\s*$")


class Rendered(NamedTuple):
    """What was said, and what was quoted below it; `quoted` is empty when nothing was."""

    own: Markup
    quoted: Markup


@lru_cache(maxsize=2_000)
def rendered(body: str) -> Rendered:
    """A message's body. Raw HTML, pictures, headings, scripts and odd links don't get through."""
    own, quoted = _parted(body)
    return Rendered(_html(own), _html(quoted))


def _html(text: str) -> Markup:
    if not text:
        return Markup("")
    html = _MARKDOWN.render(text)
    return Markup(  # noqa: S704 - cleaned by an allow-list
        nh3.clean(
            html,
            tags=TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel="noopener noreferrer nofollow",
        )
    )


def _parted(body: str) -> tuple[str, str]:
    """The quoted lines at the end, with the line that introduces them. A body of quotes alone is shown as it is."""
    lines = body.splitlines()
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    begin = end
    while begin and (lines[begin - 1].lstrip().startswith(">") or not lines[begin - 1].strip()):
        begin -= 1
    quotes = [line for line in lines[begin:end] if line.lstrip().startswith(">")]
    if not quotes:
        return body, ""
    if begin and _BEFORE_QUOTE.match(lines[begin - 1]):
        begin -= 1
    if not "".join(lines[:begin]).strip():
        return body, ""
    return "\n".join(lines[:begin]), "\n".join(re.sub(r"^\s*> ?", "", line) for line in lines[begin:end]).strip()
