"""Styles: what depends on the language is how its characters are set, never a colour."""

import re
from pathlib import Path

STYLES = Path(__file__).parents[2] / "portal" / "static" / "css"
RULE = re.compile(r"(?P<who>[^{}]*)\{(?P<what>[^{}]*)\}")
SETTING = re.compile(r"(?:--(?:leading|tight|bold)|(?:font|line|letter|word|text-emphasis)[\w-]*)$")


def test_no_colour_depends_on_the_language():
    """Who reads another language sees the same states by the same colours (P11, P12)."""
    rules = [rule for file in sorted(STYLES.glob("*.css")) for rule in RULE.finditer(file.read_text())]
    of_a_language = [rule for rule in rules if ":lang(" in rule["who"] or "[lang" in rule["who"]]
    assert len(of_a_language) > 3, "the rules are found"
    properties = {name for rule in of_a_language for name in re.findall(r"([\w-]+)\s*:", rule["what"])}
    assert [name for name in sorted(properties) if not SETTING.match(name)] == []
