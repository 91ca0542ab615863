"""The queue as a page and as its living part (Q1-Q4)."""

import pytest

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


def test_all_who_look_at_one_view_get_the_same_bytes(desk, signed_in):
    """Q9: nothing of the reader is in it, and no token."""
    danas, sams = (
        browser.get("/queue/live", headers=FRAGMENT) for browser in (desk.browser, signed_in(desk.sam.person))
    )
    assert "csrf" not in danas.html
    assert "Dana" not in danas.html
    assert danas.html.replace(danas.soup.div["data-v"], "") == sams.html.replace(sams.soup.div["data-v"], "")


def test_customers_have_no_queue_and_staff_begin_with_it(desk, signed_in):
    """Q3, P1."""
    mei = signed_in(desk.customer.mei.person)
    for path in ("/queue", "/queue/live", "/queue/trend", "/queue/views", f"/queue/{desk.numbers['late']}"):
        mei.get(path, status=403)
    assert "Queue" not in mei.get("/tickets").texts("nav a")
    assert desk.browser.get("/", status=303).location == "/queue"


def test_the_day_is_counted_by_hours_and_the_week_by_severity(app, desk):
    """Q8."""
    app.extensions.pop("queue_trend", None)
    page = desk.browser.get("/queue/trend")
    app.extensions.pop("queue_trend", None)
    assert page.text(".hourly-lines p b").isdecimal()
    assert "of" in page.text(".kept")
