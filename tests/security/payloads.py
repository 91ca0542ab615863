"""What attackers type (threats: stored XSS): tags, events, schemes, ways to hide them; and whether a page runs any."""

import html
import json
import re
from itertools import product
from pathlib import Path
from urllib.parse import quote

import html5lib
from bs4 import BeautifulSoup, Tag

RUN = "alert(1)"
KINDS = json.loads(Path(__file__).with_suffix(".json").read_text())
WHOLE: list[str] = KINDS["whole"]


def payloads() -> list[str]:
    """All of them, each once."""
    found = [f"<{tag} {event}={RUN}>" for tag, event in product(KINDS["tags"], KINDS["events"])]
    found += [form.format(scheme) for form, scheme in product(KINDS["markdown"], KINDS["schemes"])]
    found += WHOLE
    found += [html.escape(one) for one in WHOLE[:10]] + [quote(one) for one in WHOLE[:5]]
    return list(dict.fromkeys(found))


PAYLOADS = payloads()
NEVER = {
    "iframe", "object", "embed", "applet", "base", "math", "video", "audio", "source", "marquee", "frame", "frameset",
    "xmp", "plaintext", "foreignobject", "animate", "set", "style", "mglyph", "noscript", "x", "isindex",
}  # fmt: skip
ADDRESSES = (
    "href",
    "src",
    "action",
    "formaction",
    "xlink:href",
    "data",
    "poster",
    "background",
    "srcdoc",
    "srcset",
    "ping",
    "cite",
)
SAFE_SCHEMES = ("http", "https", "mailto", "tel")


def executable(text: str, *, is_mail: bool = False) -> list[str]:
    """What in this HTML would run, or reach out, or pretend to be ours; judged by two parsers."""
    found = []
    for soup in (
        BeautifulSoup(text, "html.parser"),
        html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=False),
    ):
        elements = soup.find_all(True) if isinstance(soup, BeautifulSoup) else soup.iter()
        for element in elements:
            name, attributes = _parts(element)
            found += [f"{name}: {why}" for why in _offences(name, attributes, is_mail=is_mail)]
    return found


def _parts(element: object) -> tuple[str, dict[str, str]]:
    if isinstance(element, Tag):
        return element.name.lower(), {
            key.lower(): " ".join(v) if isinstance(v, list) else str(v) for key, v in element.attrs.items()
        }
    tag = element.tag if isinstance(element.tag, str) else "comment"  # type: ignore[attr-defined]
    return tag.rsplit("}", 1)[-1].lower(), {
        str(key).rsplit("}", 1)[-1].lower(): value for key, value in element.attrib.items()
    }  # type: ignore[attr-defined]


def _offences(name: str, attributes: dict[str, str], *, is_mail: bool) -> list[str]:
    if name == "comment":
        return []
    wrong = [f"never here: {attributes}"] if name in NEVER and not (is_mail and name == "style") else []
    if name == "script" and not attributes.get("src", "").startswith("/assets/"):
        wrong.append("a script that is not ours")
    if name == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        wrong.append("sends the reader away")
    for key, value in attributes.items():
        if key.startswith(("on", "hx-on", "data-hx")) or (key == "style" and not is_mail):
            wrong.append(f"{key}={value!r}")
        if key in ADDRESSES and _runs_or_leaves(value):
            wrong.append(f"{key}={value!r}")
        if key in ("src", "action", "formaction", "data", "background", "poster") and value.startswith(("//", "http")):
            wrong.append(f"reaches out: {key}={value!r}")
    return wrong


def _runs_or_leaves(address: str) -> bool:
    """Another scheme than those of links. Browsers skip controls before a scheme, and line ends within it."""
    seen = re.sub(r"[\t\r\n]", "", address).lstrip("".join(map(chr, range(33))))
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", seen)
    return scheme is not None and scheme[1].lower() not in SAFE_SCHEMES
