"""Routes: who may, how they are called, and that none disappears unnoticed."""

import re

from flask import Flask

from tests.conventions.routes import LIST, addresses, rules

NAMES = {"index", "new", "create", "show", "edit", "update", "destroy"}


def test_every_view_says_who_may_see_it(app: Flask):
    silent = [rule.endpoint for rule in rules(app) if not hasattr(app.view_functions[rule.endpoint], "right")]
    assert silent == [], "Say @public or @requires(...)"


def test_views_are_named_by_the_seven_words(app: Flask):
    odd = [rule.endpoint for rule in rules(app) if rule.endpoint.rsplit(".", 1)[-1] not in NAMES | {"asset"}]
    assert odd == [], f"A new action is a new noun; its functions are named {sorted(NAMES)}"


def test_addresses_are_kebab_case_and_their_parameters_typed(app: Flask):
    odd = [
        rule.rule
        for rule in rules(app)
        if re.search(r"<[a-z_]+>", rule.rule) or re.search(r"[A-Z_]", re.sub(r"<[^>]+>", "", rule.rule))
    ]
    assert odd == [], "Write <int:number>, <string(length=43):token>; words with hyphens"


def test_reading_and_writing_never_share_a_rule(app: Flask):
    both = [r.rule for r in rules(app) if {"GET", "POST"} <= set(r.methods or ())]
    other = [r.rule for r in rules(app) if set(r.methods or ()) & {"PUT", "PATCH", "DELETE"}]
    assert both == [], "One function reads, another writes"
    assert other == [], "GET and POST only: it works without JavaScript (P10)"


def test_no_address_disappears_unnoticed(app: Flask):
    found, listed = addresses(app), LIST.read_text().splitlines()
    gone, new = sorted(set(listed) - set(found)), sorted(set(found) - set(listed))
    assert (gone, new) == ([], []), f"Decide; then write {LIST.name} with: python -m tests.conventions.routes"
