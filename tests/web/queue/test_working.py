"""Working from the row: every form without JavaScript, back to the same queue (Q5)."""

import pytest

from portal.db import read_only
from portal.domain.tickets.queries import ticket_for

HERE = "/queue?kind=ticket&severity=1"


def now_is(app, desk, word):
    with app.app_context(), read_only():
        ticket = ticket_for(desk.sam.actor, desk.numbers[word])
        return ticket.state, ticket.severity, ticket.assignee and ticket.assignee.name


def test_a_ticket_is_claimed_from_its_row(app, desk):
    page = desk.browser.get(HERE)
    button = page.soup.select_one(f"#ticket-{desk.numbers['late']}-row button")
    form = page.soup.select_one(f"form#{button['form']}")
    fields = {field["name"]: field["value"] for field in form.select("input")}
    assert desk.browser.post(button["formaction"], fields).location == HERE
    assert now_is(app, desk, "late")[2] == "Dana Reyes"


def test_who_claims_second_reads_who_has_it(desk, signed_in):
    path = f"/queue/{desk.numbers['late']}/claim"
    signed_in(desk.sam.person).post(path)
    assert "Sam Ortiz" in desk.browser.post(path, status=409).text("main")


@pytest.mark.parametrize(
    ("word", "form", "fields", "then"),
    [
        ("late", "assignment", {"assignee": "Sam"}, ("open", 1, "Sam Ortiz")),
        ("late", "severity-change", {"severity": "2", "severity_reason": "One site only."}, ("new", 2, None)),
        ("late", "reply", {"body": "Try the build of today."}, ("open", 1, None)),
        ("ours", "state-change", {"state": "resolved"}, ("resolved", 2, None)),
        ("ours", "state-change", {"state": "closed", "words": "Works again."}, ("closed", 2, None)),
        (
            "late",
            "state",
            {"state": "waiting_for_third_party", "words": "Carrier"},
            ("waiting_for_third_party", 1, None),
        ),
        ("carrier", "state-change", {"state": "open", "words": "They answered."}, ("open", 3, None)),
    ],
)
def test_each_form_of_the_panel_leads_back_to_the_same_queue(app, desk, word, form, fields, then):
    page = desk.browser.get(f"/queue/{desk.numbers[word]}?kind=ticket&severity=1")
    if "assignee" in fields:
        fields = {"assignee": desk.sam.id}
    sent = desk.browser.submit(page, form, fields)
    assert sent.location == HERE
    assert now_is(app, desk, word) == then


def test_a_form_that_needs_a_word_keeps_what_was_typed(desk):
    page = desk.browser.get(f"/queue/{desk.numbers['ours']}")
    refused = desk.browser.submit(page, "state-change", {"state": "closed"}, status=422)
    assert "Say why" in refused.text("#state-change")
    assert refused.value("state") == "closed"


def test_of_two_who_assign_at_once_the_second_reads_who_has_it_now(app, desk, signed_in):
    sams, danas = signed_in(desk.sam.person), desk.browser
    path = f"/queue/{desk.numbers['late']}"
    both = sams.get(path), danas.get(path)
    sams.submit(both[0], "assignment", {"assignee": desk.sam.id})
    refused = danas.submit(both[1], "assignment", {"assignee": desk.dana.id}, status=409)
    assert "Sam Ortiz has taken this ticket" in refused.text("main")
    back = danas.get(refused.link("Back to the form, with what you typed").split("#")[0])
    assert back.value("assignee") == str(desk.dana.id)
    assert back.value("seen_assignee") == str(desk.sam.id), "whom one sees now"
    assert now_is(app, desk, "late")[2] == "Sam Ortiz"


def test_a_refusal_is_read_in_the_panel_that_was_worked_in(desk, signed_in):
    """Beside the queue the top of the page may be out of sight (Q5)."""
    path = f"/queue/{desk.numbers['late']}"
    signed_in(desk.sam.person).post(f"{path}/claim")
    htmx = {"HX-Request": "true", "HX-Target": "queue-panel"}
    refused = desk.browser.post(f"{path}/claim", status=409, headers=htmx)
    place = refused.response.headers["HX-Retarget"]
    assert desk.browser.get(path).soup.select_one(f"#queue-panel {place}") is not None


def test_with_htmx_a_form_answers_with_a_panel_that_fetches_itself_anew(desk):
    path = f"/queue/{desk.numbers['late']}"
    page = desk.browser.get(path, headers={"HX-Request": "true"})
    assert page.soup.select_one("html") is None
    assert page.text("h2") == "Late one"
    answer = desk.browser.post(f"{path}/claim", {"back": "severity=1"}, status=200, headers={"HX-Request": "true"})
    assert answer.soup.select_one("#queue-panel")["hx-get"] == f"{path}?severity=1"
    assert "yours" in answer.response.headers["HX-Trigger"]


@pytest.mark.parametrize("back", ["//evil.example", "/\\evil.example", "a\tb", "x" * 900])
def test_a_form_leads_nowhere_else(desk, back):
    sent = desk.browser.post(f"/queue/{desk.numbers['late']}/claim", {"back": back})
    assert sent.location.startswith("/queue")


def test_a_panel_asks_for_words_alone_and_says_when_a_late_promise_was_answered(desk):
    number = desk.numbers["late"]
    empty = desk.browser.submit(desk.browser.get(f"/queue/{number}"), "reply", body="", status=422)
    assert "Write something." in empty.text("[role=alert]")
    desk.browser.submit(desk.browser.get(f"/queue/{number}"), "reply", body="We are on it.")
    assert "answered" in desk.browser.get(f"/queue/{number}").text(".deadline-left")
