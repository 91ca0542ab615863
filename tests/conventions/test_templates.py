"""Templates: a part declares its inputs, a page has a title, nothing is inline."""

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import meta
from sqlalchemy import text

from portal.db import session

TEMPLATES = Path(__file__).parents[2] / "portal" / "templates"
PARTS = sorted(str(p.relative_to(TEMPLATES)) for p in TEMPLATES.rglob("_*.html"))
PAGES = sorted(
    str(p.relative_to(TEMPLATES))
    for p in TEMPLATES.rglob("*.html")
    if not p.name.startswith("_") and p.parent.name not in ("layouts", "ui", "mail")
)
GIVEN = {
    "me",
    "actor",
    "request",
    "session",
    "g",
    "config",
    "url_for",
    "get_flashed_messages",
    "_",
    "gettext",
    "ngettext",
    "caller",
    "loop",
    "self",
    "super",
}


def needs_of(source: str) -> set[str] | None:
    """What a part's first line says that it needs; None when it says nothing."""
    declared = re.match(r"\{#-? needs:([^#]*?)-?#\}", source)
    return set(re.findall(r"\w+", declared[1])) - {"nothing"} if declared else None


@pytest.mark.parametrize("name", PARTS)
def test_a_part_declares_what_it_needs(name: str, app: Flask):
    source = (TEMPLATES / name).read_text()
    said = needs_of(source)
    assert said is not None, "First line: {# needs: a, b #}"
    given = GIVEN | (set(app.jinja_env.globals) - said) | set(re.findall(r"\{%-? set (\w+)", source))
    used = meta.find_undeclared_variables(app.jinja_env.parse(source)) - given
    used |= {word for word in said & set(app.jinja_env.globals) if len(re.findall(rf"\b{word}\b", source)) > 1}
    included = re.findall(r'\{%-? include "([^"]+)"', source)
    needed_by_includes = {word for part in included for word in needs_of((TEMPLATES / part).read_text()) or ()}
    assert used <= said, f"also uses {used - said}"
    assert said <= used | needed_by_includes, f"does not use {said - used}"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_a_title(name: str):
    source = (TEMPLATES / name).read_text()
    assert "{% extends" in source
    assert "{% block title %}" in source or 'extends "errors/' in source


@pytest.mark.parametrize("name", [*PARTS, *PAGES])
def test_nothing_is_inline(name: str):
    source = re.sub(r"\{#.*?#\}", "", (TEMPLATES / name).read_text(), flags=re.DOTALL)
    assert not re.search(r'\sstyle="|\son[a-z]+="|<script(?![^>]*\ssrc=)|<style|hx-on|javascript:', source), "P13"


def test_no_template_asks_for_a_role():
    asking = [
        p.name
        for p in TEMPLATES.rglob("*.html")
        if re.search(r"\b(?:me|actor|person)\.roles?\b|\bRole\.", p.read_text())
    ]
    assert asking == [], "Ask for a Right that the view passed in `may`"


def test_sql_while_rendering_fails_the_test(app: Flask, client, monkeypatch: pytest.MonkeyPatch):
    """Templates get values and lists; the test client watches (P44)."""
    monkeypatch.setitem(app.jinja_env.globals, "page_words", lambda: str(session().execute(text("SELECT 1")).all()))
    app.jinja_env.cache.clear()
    with pytest.raises(AssertionError, match=r"SQL while .*\.html is rendered"):
        client.get("/sign-in")
    app.jinja_env.cache.clear()  # its templates keep the global they were made with
