"""SQL, LIKE wildcards, odd numbers and odd text in every query parameter and field (threats: injection; P2)."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from portal.clock import now
from portal.db import transaction
from portal.domain.rights import Role
from tests.factories_people import make_person
from tests.factories_tickets import make_agent, make_customer, make_ticket

PORTAL = Path(__file__).parents[2] / "portal"
AT = now() - timedelta(hours=3)
SURROGATE = "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")
ODD = [
    *("'", "1 OR 1=1", "1;DROP TABLE tickets--", "%", "\0", "-1", "9" * 30, "1e309", "NaN", "٣", SURROGATE),
    *("a" * 5000, "[]", "2026-13-45", "0x10", "😀"),
]
WILDCARDS = [
    ("100%", {"100% of devices"}),
    ("r_s", {"under_score"}),
    ("%", {"100% of devices"}),
    ("_", {"under_score"}),
    ("k\\s", {"back\\slash"}),
    ("' OR 1=1 --", set()),
]


def parameters() -> set[str]:
    """Every query parameter that the portal reads."""
    read = re.compile(r"""(?:args\.(?:get|getlist)|number|_number|moment_of|day_of)\(\s*["'](\w+)["']""")
    return {name for path in (PORTAL / "blueprints").rglob("*.py") for name in read.findall(path.read_text())} | {
        "q",
        "after",
        "before",
        "state",
    }


@pytest.fixture
def admin(app: Flask, signed_in):
    with app.app_context(), transaction():
        customer = make_customer("Under_score 100% Ltd")
        for title in ("100% of devices", "1000 of devices", "under_score", "underXscore", "back\\slash"):
            make_ticket(customer.mei, AT, title=title)
        person = make_person(Role.ADMINISTRATOR, name="Ann Under_score")
    return signed_in(person)


def pages(app: Flask) -> list[str]:
    """Lists and forms: every address that is read and has no hole."""
    return sorted(
        rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments
    )


def test_there_are_parameters_to_try():
    assert parameters() >= {"q", "after", "before", "state", "severity", "whose", "next"}


@pytest.mark.slow
def test_no_parameter_breaks_a_page(app: Flask, admin):
    """All at once, and each by itself where numbers are expected. Under test a bug is raised, not shown."""
    names = sorted(parameters())
    for path in pages(app):
        for value in ODD if path in ("/tickets", "/people", "/audit", "/mails", "/organisations") else ODD[:3]:
            answer = admin.http.get(path, query_string=dict.fromkeys(names, value))
            assert answer.status_code in (200, 302, 303, 400, 404), f"{path} {value!r}: {answer.status_code}"
    for path in (
        "/tickets",
        "/people",
        "/audit",
        "/mails",
        "/organisations",
        "/tickets/calls/new",
        "/roster/callers/new",
    ):
        for name in names:
            for value in (str(2**31), str(2**63), "-1", "0-0-0", f"1-{2**70}-1", "\0x"):
                answer = admin.http.get(path, query_string={name: value})
                assert answer.status_code in (200, 302, 303, 400, 404), f"{path}?{name}={value!r}: {answer.status_code}"


@pytest.mark.parametrize(("asked", "found"), WILDCARDS)
def test_a_wildcard_is_a_letter_like_any_other(admin, asked: str, found: set[str]):
    page = admin._send("GET", "/tickets", query_string={"q": asked})
    titles = {"100% of devices", "1000 of devices", "under_score", "underXscore", "back\\slash"}
    assert {title for title in titles if page.soup.find(string=title)} == found


def test_a_wildcard_finds_nobody_else(app: Flask, admin, signed_in):
    with app.app_context(), transaction():
        sam = make_agent()
    assert admin._send("GET", "/people", query_string={"q": "r_s"}).text("main").count("Under_score") >= 1
    assert "Mei" not in admin._send("GET", "/people", query_string={"q": "M_i"}).text("main")
    calls = signed_in(sam.person)
    assert "Mei" not in calls._send("GET", "/tickets/calls/new", query_string={"q": "M_i"}).text("main")
    assert "Mei" in calls._send("GET", "/tickets/calls/new", query_string={"q": "Mei"}).text("main")


def test_sorting_and_filtering_take_known_words_only(admin):
    """An unknown column, order or filter is as if it weren't said."""
    plain = admin._send("GET", "/tickets").texts("a[id^=ticket-], tr[id^=ticket-], li[id^=ticket-]")
    for query in (
        "sort=assignee.password_hash",
        "order=title;--",
        "password_hash__startswith=$argon2",
        "state=open'--",
        "whose=1",
    ):
        assert (
            admin._send("GET", f"/tickets?{query}").texts("a[id^=ticket-], tr[id^=ticket-], li[id^=ticket-]") == plain
        )


@pytest.mark.slow
def test_odd_text_in_every_field_of_every_form_is_refused_or_taken_but_breaks_nothing(app: Flask, admin):
    """Each form of each page that has no hole in its address, with the same odd value in all its fields."""
    for path in pages(app):
        page = admin._send("GET", path)
        for form in page.soup.select('form[method="post"]'):
            if re.search(r"sign-out|/end$|password|deactivation|roles", str(form["action"])):
                continue
            names = [field["name"] for field in form.select("[name]") if field["name"] not in ("csrf_token", "at_page")]
            token = {"csrf_token": admin.csrf}
            for value in ("\0", "9" * 30, "'\"<>%_\\"):
                answer = admin.http.post(str(form["action"]), data=dict.fromkeys(names, value) | token)
                assert answer.status_code < 500, f"{form['action']} {value!r}: {answer.status_code}"
                assert "had been open too long" not in answer.text, f"{form['action']}: its token is refused"


def test_no_control_gets_through_an_address(admin):
    """PostgreSQL refuses NUL with an error of its own."""
    for address in (
        "/tickets/1001/attachments/" + "%00" * 43,
        "/password-resets/%00" + "x" * 42,
        "/tickets?q=%00&after=%00",
    ):
        assert admin.http.get(address).status_code in (200, 404)
