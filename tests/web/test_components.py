"""What the macros of templates/ui promise to those who see, hear, or press (P11, P14, S56; look.md)."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from flask import Flask, g
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectField, StringField

from portal.domain.actors import NOBODY
from portal.web.forms import Needed, PortalForm

Rendered = Callable[..., BeautifulSoup]
HOUR = SimpleNamespace(
    urgency="soon", left="in 42 min", at="15:10", label="first response", fraction=70, due_iso="2026-03-09T15:10:00Z"
)


class StubForm(PortalForm):
    """A form with one of each."""

    id = "stub"
    title = StringField("Title", [Needed("Enter a title.")], description="One line.")
    phone = StringField("Phone")
    severity = RadioField("Severity", [Needed("Choose one.")], choices=[("1", "1 Urgent"), ("2", "2 High")])
    zone = SelectField("Zone", choices=[(f"z{n}", f"Zone {n}") for n in range(9)], default="z1")


@pytest.fixture
def rendered(app: Flask):
    """`rendered("field(form.title)", form=...)`: the HTML of a macro's call."""

    def render(call: str, **values: object) -> BeautifulSoup:
        imports = {
            "field": "field",
            "form": "error_summary, form_tag, form_foot",
            "deadline": "deadline",
            "badge": "badge, state_badge",
            "rows": "promise_row, facts",
            "page": "pager, notice, empty",
            "button": "post_button",
        }
        head = "".join(f'{{% from "ui/{file}.html" import {names} %}}' for file, names in imports.items())
        return BeautifulSoup(app.jinja_env.from_string(f"{head}{{{{ {call} }}}}").render(**values), "html.parser")

    with app.test_request_context("/stub"):
        g.actor = NOBODY
        yield render


@pytest.fixture
def empty_form(app: Flask, rendered: Rendered) -> StubForm:
    """Sent with nothing in it."""
    form = StubForm(formdata=MultiDict())
    form.validate()
    return form


def test_a_field_ties_its_hint_and_its_error_to_its_control(rendered: Rendered, empty_form: StubForm):
    html = rendered("field(form.title)", form=empty_form)
    control = html.select_one("input")
    assert control["aria-invalid"] == "true"
    assert [html.find(id=name).get_text(strip=True) for name in control["aria-describedby"].split()] == [
        "One line.",
        "Enter a title.",
    ]
    assert html.select_one("label")["for"] == control["id"]


def test_what_may_stay_empty_says_optional_and_nothing_wears_a_star(rendered: Rendered):
    form = StubForm()
    assert rendered("field(form.phone)", form=form).select_one(".optional").get_text() == "optional"
    assert rendered("field(form.title)", form=form).select_one(".optional") is None
    assert rendered("field(form.zone)", form=form).select_one(".optional") is None, "one is always chosen"


def test_choices_under_seven_are_shown_and_explained(rendered: Rendered):
    form = StubForm(data={"severity": "2"})
    html = rendered("field(form.severity, hints={'1': 'Product down.'})", form=form)
    assert [c["value"] for c in html.select("input[type=radio]")] == ["1", "2"]
    assert html.select_one("input[checked]")["value"] == "2"
    assert html.select_one("legend").get_text(strip=True) == "Severity"
    assert html.select_one(".choice-hint").get_text() == "Product down."
    assert rendered("field(form.zone)", form=form).select_one("select") is not None


def test_the_summary_links_to_each_field_that_needs_a_sentence(rendered: Rendered, empty_form: StubForm):
    empty_form.form_errors.append("All 2 places are taken.")
    html = rendered("error_summary(form)", form=empty_form)
    assert html.select_one("[role=alert]")["tabindex"] == "-1"
    assert next(li.get_text(strip=True) for li in html.select("li")) == "All 2 places are taken."
    wholes = rendered("field(form.title) ~ field(form.severity)", form=empty_form)
    for link in html.select("a"):
        assert wholes.find(id=link["href"].removeprefix("#")), link


def test_without_errors_there_is_no_summary(rendered: Rendered):
    assert rendered("error_summary(form)", form=StubForm()).get_text(strip=True) == ""


def test_a_deadline_says_what_is_left_and_when_it_is(rendered: Rendered):
    html = rendered("deadline(view)", view=HOUR)
    root = html.select_one(".deadline")
    assert " ".join(root.get_text(" ").split()) == "in 42 min 15:10 · first response"
    assert root["data-due"] == "2026-03-09T15:10:00Z"
    assert {"is-soon", "left-70"} <= set(root["class"])
    assert root.select_one("svg use")["href"].endswith("#hourglass-split"), "an icon says the same as the colour"


def test_a_promise_that_waits_or_is_kept_does_not_tick(rendered: Rendered):
    for urgency in ("kept", "held", "none"):
        view = SimpleNamespace(**{**vars(HOUR), "urgency": urgency})
        assert "data-due" not in rendered("deadline(view)", view=view).select_one(".deadline").attrs


def test_a_deadline_can_be_said_in_a_sentence_of_its_own(rendered: Rendered):
    html = rendered("deadline(view, 'big', say='We answer by 15:10')", view=HOUR)
    assert html.select_one(".deadline-left").get_text(strip=True) == "We answer by 15:10"
    assert html.select_one("[data-left]").get_text() == "in 42 min"


def test_severity_has_a_shape_and_words_but_no_promise_colour(rendered: Rendered):
    shapes = {rendered(f"badge({n}, 'word')").select_one("use")["href"] for n in (1, 2, 3, 4)}
    assert len(shapes) == 4
    assert rendered("badge(1)").get_text(strip=True) == "1 Urgent"
    assert "is-late" not in rendered("badge(1)").select_one(".badge")["class"]


def test_text_from_people_is_escaped_everywhere(rendered: Rendered):
    bad = "<img src=x onerror=alert(1)>"
    view = SimpleNamespace(**{**vars(HOUR), "label": bad, "left": bad})
    calls = (
        "promise_row('r', bad, bad, '/x', sub=bad, party=bad, owner=bad)",
        "facts([(bad, bad)])",
        "notice(bad, title=bad)",
    )
    for call in (
        *calls,
        "deadline(view)",
        "state_badge('open', bad)",
        "empty(bad, bad)",
        "post_button(bad, '/x', confirm=bad)",
    ):
        assert rendered(call, bad=bad, view=view).find("img") is None, call


def test_a_pager_without_pages_is_nothing(rendered: Rendered):
    assert rendered("pager()").get_text(strip=True) == ""
    assert rendered("pager(next='/x?after=1')").select_one("a")["rel"] == ["next"]
