"""The queue as a page and as its living part (Q1-Q4)."""

import gzip
from datetime import timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from flask_babel import force_locale, pgettext

from portal.blueprints.queue.kinds import SHOWN, TABS
from portal.clock import now
from portal.db import transaction
from portal.domain.actors import SYSTEM
from portal.domain.promises.queries import DESKS
from portal.domain.promises.rules import Kind
from portal.domain.rights import Role
from portal.domain.staffing.operations import withhold_sight
from portal.web.live import Views
from tests.factories_tickets import make_agent, make_ticket

FRAGMENT = {"HX-Request": "true"}


def test_what_runs_out_first_comes_first_and_what_waits_last(desk):
    """Q1."""
    page = desk.browser.get("/queue?kind=ticket")
    assert page.texts(".row-title") == ["Late one", "Soon one", "Answered one", "Carrier's one", "Waiting one"]


def test_the_living_part_is_a_part_of_the_page(desk):
    """Q3: GET /queue/live answers the element that stands in the page."""
    part = desk.browser.get("/queue/live", headers=FRAGMENT)
    assert part.soup.select_one("#queue-live #queue-rows [data-row]") is not None
    assert desk.browser.get("/queue").soup.select_one("#queue-live") == part.soup.select_one("#queue-live")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("severity=1", ["Late one", "Soon one"]),
        ("state=open", ["Soon one", "Answered one"]),
        ("state=waiting_for_third_party", ["Carrier's one"]),
        ("whose=nobodys&severity=1", ["Late one"]),
        ("breached=1", ["Late one"]),
        ("q=answered", ["Answered one"]),
        ("kind=substitution", []),
    ],
)
def test_choices_stand_in_the_address(desk, query, found):
    """Q4."""
    assert desk.browser.get(f"/queue?{query}").texts(".row-title") == found


@pytest.mark.parametrize(
    "query",
    [
        "severity=9&state=closed&whose=all&kind=x&plan=-1&organisation=1e9&assignee=99999999999&area=x&breached=2",
        "after=%00&q=%00&severity=%F0%9F%98%80",
        "after=0-99999999999999999999-0-1",
    ],
)
def test_what_no_choice_means_is_as_if_unsaid(desk, query):
    """Q4: hostile or unknown values."""
    assert len(desk.browser.get(f"/queue?{query}").texts(".row-title")) == len(desk.numbers)
    desk.browser.get(f"/queue/live?{query}", headers=FRAGMENT)


def test_a_choice_of_somebody_or_something_can_be_taken_away_with_one_touch(app, desk):
    """Q4."""
    organisation = desk.customer.organisation.id
    page = desk.browser.get(f"/queue?organisation={organisation}&assignee={desk.sam.id}&severity=1")
    assert page.texts(".row-title") == ["Soon one"]
    assert page.link("Organisation: Northwind") == f"/queue?severity=1&assignee={desk.sam.id}"
    chosen = desk.browser.get(f"/queue/choices?organisation={organisation}")
    assert chosen.value("organisation") == str(organisation)


def test_a_row_says_whom_a_ticket_waits_for_and_how_old_it_is(desk):
    """Q1, Q2."""
    page = desk.browser.get("/queue?kind=ticket")
    assert "waits for the carrier" in page.text(f"#ticket-{desk.numbers['carrier']}-row")
    late = page.text(f"#ticket-{desk.numbers['late']}-row")
    for words in ("late", "first response", " old", "1 Urgent", "New", "Northwind Logistics", "Elite", "Claim"):
        assert words in late


def test_all_who_look_at_one_view_get_the_same_bytes(desk, signed_in, monkeypatch):
    """Q9: nothing of the reader is in it, and no token."""
    monkeypatch.setattr("portal.web.live.COUNTS_FOR", 1_000.0)  # however busy the machine is
    danas, sams = (
        browser.get("/queue/live", headers=FRAGMENT) for browser in (desk.browser, signed_in(desk.sam.person))
    )
    assert "csrf" not in danas.html
    assert "Dana" not in danas.html
    assert danas.html.replace(danas.soup.div["data-v"], "") == sams.html.replace(sams.soup.div["data-v"], "")


def test_what_a_view_shows_is_read_once_for_both_languages(app, desk, signed_in, monkeypatch):
    """Q9: and anew for who comes from a change of their own."""
    monkeypatch.setattr("portal.web.lately.COUNTS_FOR", 1_000.0)
    with app.app_context(), transaction():
        min_lead = make_agent("Wang Min", Role.SUPPORT_LEAD).person
        min_lead.locale = "zh_Hans"
    mins, found = signed_in(min_lead), []
    for browser, address in ((desk.browser, ""), (mins, ""), (mins, "?now=1")):
        page = browser.get(f"/queue/live{address}", headers=FRAGMENT)
        found.append(("紧急" in page.html, any("FROM tickets" in query for query in page.queries)))
    assert found == [(False, True), (True, False), (True, True)]


def test_customers_have_no_queue_and_staff_begin_with_it(desk, signed_in):
    """Q3, P1."""
    mei = signed_in(desk.customer.mei.person)
    for path in ("/queue", "/queue/live", "/queue/trend", "/queue/views", f"/queue/{desk.numbers['late']}"):
        mei.get(path, status=403)
    assert "Queue" not in mei.get("/tickets").texts("nav a")
    assert desk.browser.get("/", status=303).location == "/queue"


def opened_today(desk):
    """By the house's clock: soon after midnight, what was opened two hours ago was yesterday's."""
    days = {at.astimezone(ZoneInfo("America/New_York")).date() for at in (now(), now() - timedelta(hours=2))}
    return str(len(desk.numbers) - (len(days) - 1))


def test_the_day_is_counted_by_hours_and_the_week_by_severity(desk):
    """Q8."""
    page = desk.browser.get("/queue/trend")
    assert page.text(".hourly-lines p b") == opened_today(desk)
    assert "of" in page.text(".kept")


def test_the_trend_is_a_living_part_by_the_same_rules(desk, app):
    """Q3, Q8: unchanged it is 204; who is signed out is told so and keeps the page and what is typed in it."""
    place = desk.browser.get("/queue").soup.select_one("#queue-trend[data-live]")
    assert place["hx-swap"] == "none"
    part = desk.browser.get(place["hx-get"], headers=FRAGMENT).soup.select_one("#queue-trend[data-live]")
    assert part.select_one("[data-part] .hourly-lines") is not None
    desk.browser.get(f"/queue/trend?v={part['data-v']}", status=204, headers=FRAGMENT)
    gone = app.test_client().get("/queue/trend?v=", headers=FRAGMENT)
    assert (gone.status_code, gone.headers.get("HX-Redirect")) == (401, None)


def test_the_trend_is_counted_once_a_minute_for_all_who_may_see_the_same(app, desk, monkeypatch):
    """Q8, Q9: each open page asks for it every minute."""
    at = now()
    monkeypatch.setattr("portal.blueprints.queue.trends.now", lambda: at)
    first = desk.browser.get("/queue/trend", headers=FRAGMENT)
    assert counting(first)
    app.extensions["live"] = Views()
    assert not counting(desk.browser.get("/queue/trend", headers=FRAGMENT))
    at += timedelta(minutes=1)
    app.extensions["live"] = Views()
    assert counting(desk.browser.get("/queue/trend", headers=FRAGMENT))


def counting(page):
    return [query for query in page.queries if "FROM state_changes" in query]


def test_the_trend_counts_nothing_that_is_kept_from_its_reader(app, desk, signed_in):
    """Q8, P2: and what one reader is shown isn't what another gets."""
    with app.app_context(), transaction():
        withhold_sight(desk.sam.person, desk.customer.organisation, "His sister works there", by=SYSTEM, at=now())
    assert desk.browser.get("/queue/trend").text(".hourly-lines p b") == opened_today(desk)
    sams = signed_in(desk.sam.person).get("/queue/trend")
    assert {b.text for b in sams.soup.select(".hourly-lines p b")} == {"0"}
    assert sams.soup.select(".kept b") == []


def test_the_moment_and_the_way_to_see_it_anew_are_for_who_has_no_javascript(desk):
    """Q3: with it the page is right by itself, and "As of 10:02" would grow old."""
    head = desk.browser.get("/queue").soup.select_one(".queue-head")
    assert "As of" in head.select_one("noscript").text
    assert head.select_one("noscript a")["href"] == "/queue"
    assert head.text.count("As of") == 1


def test_a_desk_offers_only_the_choices_that_it_knows(desk):
    """Q4: no "Late 5" that leads to an empty list; one that stands in the address can be taken away."""
    assert desk.browser.get("/queue").texts("#queue-choices .filters a")[:3] == ["Late 1", "Mine", "Unassigned 4"]
    closings = desk.browser.get("/queue?kind=closing")
    assert not [choice for choice in closings.texts("#queue-choices .filters a") if choice.startswith("Late")]
    assert desk.browser.get("/queue?kind=substitution").texts("#queue-choices .filters a") == []
    late = desk.browser.get("/queue?kind=substitution&breached=1").soup.select("#queue-choices .filters a")
    assert [(choice["href"], choice["aria-current"]) for choice in late] == [("/queue?kind=substitution", "page")]


def test_every_kind_of_promise_has_its_desk_and_its_words():
    """Q1: a new one that lacks either is found here, and not by who opens the queue."""
    assert [kind for desk in DESKS for kind in desk.kinds] == list(SHOWN) == list(Kind)
    assert ["", *(desk.kind for desk in DESKS)] == list(TABS)


def test_the_first_screen_weighs_less_than_60_kb_on_the_wire(app, desk):
    """Fifty rows of tickets, no two alike, with all that the page links to."""
    with app.app_context(), transaction():
        for number in range(50):
            make_ticket(
                desk.customer.mei,
                now(),
                title=f"Phone {number} doesn't enrol: {sha256(str(number).encode()).hexdigest()[:20]}",
            )
    page = desk.browser.http.get("/queue", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(page.data).count(b"data-row ") == 50
    soup = desk.browser.get("/queue").soup
    linked = [one["href"] for one in soup.select("link[rel=stylesheet]")] + [
        one["src"] for one in soup.select("script")
    ]
    parts = [desk.browser.http.get(address, headers={"Accept-Encoding": "gzip"}) for address in linked]
    sizes = {"page": len(page.data)} | {one.request.path: len(one.data) for one in parts}
    assert sum(sizes.values()) < 60_000, sizes


def test_a_search_that_finds_nothing_says_so_and_can_be_cleared(desk):
    page = desk.browser.get("/queue?q=zzzz&severity=1")
    assert "Nothing matches “zzzz”." in page.text("#queue-more")
    assert page.link("Clear the search") == "/queue?severity=1"


def test_an_organisation_that_is_not_there_is_as_if_unsaid(desk):
    assert desk.browser.get("/queue?organisation=999&severity=1", status=303).location == "/queue?severity=1"


def test_a_later_page_leads_back_to_the_start(desk, monkeypatch):
    monkeypatch.setattr("portal.domain.promises.queries.promises_of.__kwdefaults__", {"after": "", "most": 2})
    second = desk.browser.get(desk.browser.get("/queue?kind=ticket").link("Next 50"))
    assert second.link("From the start") == "/queue?kind=ticket"


def test_opened_tickets_are_not_called_by_the_moment_of_opening_in_chinese(app):
    with app.test_request_context(), force_locale("zh_Hans"):
        assert pgettext("trend", "Opened") == "新建"
