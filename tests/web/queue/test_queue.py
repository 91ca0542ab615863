"""The queue as a page and as its living part (Q1-Q4)."""

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
