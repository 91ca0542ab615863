"""Templates: a part declares its inputs, a page has a title, nothing is inline."""

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import meta

TEMPLATES = Path(__file__).parents[2] / "portal" / "templates"
PARTS = sorted(str(p.relative_to(TEMPLATES)) for p in TEMPLATES.rglob("_*.html"))
PAGES = sorted(str(p.relative_to(TEMPLATES)) for p in TEMPLATES.rglob("*.html") if not p.name.startswith("_") and p.parent.name not in ("layouts", "ui", "mail"))
GIVEN = {"me", "actor", "request", "session", "g", "config", "url_for", "get_flashed_messages", "_", "gettext", "ngettext", "caller", "loop", "self", "super"}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_declares_what_it_needs(name: str, app: Flask):
    source = (TEMPLATES / name).read_text()
    declared = re.match(r"\{#-? needs:([^#]*?)-?#\}", source)
    assert declared, "First line: {# needs: a, b #}"
    said = {word for word in re.split(r"[,\s]+", declared[1].strip()) if word and word not in ("nothing", "-")}
    used = meta.find_undeclared_variables(app.jinja_env.parse(source)) - GIVEN - set(app.jinja_env.globals)
    needed_by_includes = {
        word
        for include in re.findall(r'\{%-? include "([^"]+)"', source)
        for word in re.split(r"[,\s]+", (re.match(r"\{#-? needs:([^#]*?)-?#\}", (TEMPLATES / include).read_text()) or ["", ""])[1].strip())
        if word
    }
    assert used <= said, f"also uses {used - said}"
    assert said <= used | needed_by_includes, f"does not use {said - used}"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_a_title(name: str):
    source = (TEMPLATES / name).read_text()
    assert "{% extends" in source
    assert "{% block title %}" in source or "extends \"errors/" in source


@pytest.mark.parametrize("name", [*PARTS, *PAGES])
def test_nothing_is_inline(name: str):
    source = re.sub(r"\{#.*?#\}", "", (TEMPLATES / name).read_text(), flags=re.S)
    assert not re.search(r'\sstyle="|\son[a-z]+="|<script(?![^>]*\ssrc=)|<style|hx-on|javascript:', source), "P13"


def test_no_template_asks_for_a_role():
    asking = [p.name for p in TEMPLATES.rglob("*.html") if re.search(r"\.roles?\b|Role\.", p.read_text()) and "people" not in str(p)]
    assert asking == [], "Ask for a Right that the view passed in `may`"
