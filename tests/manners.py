"""What every answer owes, page or fragment, looked at in one pass over its tags (architecture.md, section 9)."""

import os
import re
from hashlib import sha256
from html import unescape
from pathlib import Path

import html5lib

VOID = frozenset({"input", "br", "hr", "img", "meta", "link", "use", "path"})
_MARKUP = re.compile(r"""<!--.*?-->|<![^>]*>|<(/?)([A-Za-z][^\s/>]*)((?:[^"'>]|"[^"]*"|'[^']*')*)>""", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_NUMBERS = re.compile(r"\d+|[A-Za-z0-9_-]{20,}")
_strictly_parsed: set[str] = set()
_parsed: list[Path] = []  # where the processes of a run note what they have parsed


class Manners:
    """What one answer does; `faults` are sentences."""

    def __init__(self, html: str) -> None:
        """Read it through."""
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.wanted: list[tuple[str, str]] = []  # who points, and to which id
        self.forms: list[dict[str, str]] = []
        self.open_forms: list[dict[str, str]] = []
        self.inside: str | None = None  # h1 or title
        self.said: dict[str, list[str]] = {"h1": [], "title": []}
        self.text: list[str] = []
        self.feed(html)
        self._look_at_all()

    def feed(self, html: str) -> None:
        """Tag by tag. Two patterns take half the time of Python's parser, and forgive less."""
        at = 0
        for found in _MARKUP.finditer(html):
            self.handle_data(html[at : found.start()])
            at, (end, tag, attributes) = found.end(), found.groups()
            if end:
                self.handle_endtag(tag.lower())
            elif tag:
                self.handle_starttag(
                    tag.lower(),
                    {
                        name.lower(): unescape(double or single or bare)
                        for name, double, single, bare in _ATTRIBUTE.findall(attributes)
                    },
                )
        self.handle_data(html[at:])

    def handle_starttag(self, tag: str, has: dict[str, str]) -> None:
        """One tag and what it carries."""
        if "id" in has:
            self.ids.append(has["id"])
        if "style" in has:
            self.faults.append(f"inline style on <{tag}> (P13)")
        if tag == "script" and "src" not in has:
            self.faults.append("inline script (P13)")
        if any(name.startswith(("on", "hx-on")) for name in has):
            self.faults.append(f"inline handler on <{tag}> (P13)")
        for name in ("aria-describedby", "aria-labelledby"):
            self.wanted += [(name, wanted) for wanted in has.get(name, "").split()]
        if tag == "label" and "for" in has:
            self.wanted.append(("label for", has["for"]))
        self._form(tag, has)
        if tag in self.said:
            self.inside = tag
            self.said[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        """Headings and forms end."""
        if tag == self.inside:
            self.inside = None
        if tag == "form" and self.open_forms:
            self.open_forms.pop()

    def handle_data(self, data: str) -> None:
        """Text, as it is written."""
        if "<" in data:
            self.faults.append(f"no tag and no text: {data[data.index('<') :][:80]}")
        said = unescape(data)
        self.text.append(said)
        if self.inside:
            self.said[self.inside][-1] += said

    def _form(self, tag: str, has: dict[str, str]) -> None:
        if tag == "form":
            self.forms.append(has | {"has_token": ""})
            self.open_forms.append(self.forms[-1])
        elif self.open_forms and has.get("name") == "csrf_token":
            self.open_forms[-1]["has_token"] = "yes"

    def _look_at_all(self) -> None:
        ids = set(self.ids)
        if len(ids) != len(self.ids):
            self.faults.append(f"ids twice: {sorted({i for i in self.ids if self.ids.count(i) > 1})}")
        self.faults += [
            f"{who} points to {wanted}, which is not there" for who, wanted in self.wanted if wanted not in ids
        ]
        for form in self.forms:
            if "action" not in form:
                self.faults.append("form without action")
            elif form.get("method", "get").lower() == "post" and not form["has_token"]:
                self.faults.append(f"form {form['action']} without CSRF token")
        text = " ".join(self.text)
        self.faults += [f"{brace} in the text" for brace in ("{{", "{%") if brace in text]
        if re.search(r"\bNone\b", re.sub(r"\bNone (of|yet|left|open|here)\b", "", text)):
            self.faults.append("None in the text")

    def faults_of_a_page(self) -> list[str]:
        """A whole page has one h1, and its title begins with it."""
        heads, titles = ([" ".join(words.split()) for words in self.said[tag]] for tag in ("h1", "title"))
        if len(heads) != 1:
            return [f"{len(heads)} h1"]
        if not titles or not titles[0].startswith(heads[0]):
            return [f"title {titles} does not start with h1 {heads[0]!r}"]
        return []


def check_manners(html: str, path: str, status: int) -> None:
    """Fail with all faults of this answer."""
    manners = Manners(html)
    faults = manners.faults
    if html.lstrip().lower().startswith("<!doctype"):
        faults = faults + manners.faults_of_a_page()
        _parse_strictly(html, path, status)
    assert faults == [], f"{path}: {'; '.join(faults)}"


def parsed_in(folder: Path) -> None:
    """Where this run notes which pages it has parsed strictly."""
    _parsed[:] = [folder / "strictly"]
    _parsed[0].mkdir(exist_ok=True)


def _parse_strictly(html: str, path: str, status: int) -> None:
    """By the letter of HTML5: slow, so once for each shape of address and status; another database writes no other."""
    shape = f"{_NUMBERS.sub('N', path.partition('?')[0])} {status}"
    if shape in _strictly_parsed or "PORTAL_TEST_DATABASE_URL" in os.environ:
        return
    _strictly_parsed.add(shape)
    try:
        for folder in _parsed:  # none outside pytest: the bench is one process
            (folder / sha256(shape.encode()).hexdigest()).touch(exist_ok=False)
    except FileExistsError:
        return
    html5lib.HTMLParser(strict=True).parse(html)
