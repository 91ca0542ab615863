"""Views under a name: one's own and the team's (Q4)."""

from portal.db import read_only, session
from portal.domain.audit.models import AuditEntry
from portal.domain.promises.models import QueueView


def save(browser, name, query="severity=1", **fields):
    page = browser.get(f"/queue/views?{query}")
    return browser.submit(page, "view", {"name": name, **fields})


def test_choices_are_saved_under_a_name_and_lead_back_to_them(app, desk):
    sent = save(desk.browser, "Urgent ones", "severity=1&whose=nobodys")
    assert sent.location == "/queue?severity=1&whose=nobodys"
    page = desk.browser.get("/queue")
    assert page.link("Urgent ones") == "/queue?severity=1&whose=nobodys"
    with app.app_context(), read_only():
        assert session().query(AuditEntry).filter_by(action="queue_view.saved").count() == 1


def test_a_colleague_sees_the_teams_views_and_not_ones_own(desk, signed_in):
    save(desk.browser, "Dana's own")
    save(desk.browser, "Of all", is_shared="y")
    sams = signed_in(desk.sam.person)
    assert sams.get("/queue").texts(".queue-views a")[:-1] == ["Of all"]
    refused = (
        save(sams, "Of all also", is_shared="y") if sams.get("/queue/views").soup.select("[name=is_shared]") else None
    )
    assert refused is None, "an agent isn't offered to save for the team"
    sams.post("/queue/views", {"name": "Smuggled", "is_shared": "y", "choices": "?severity=1"}, status=403)


def test_a_view_is_renamed_and_deleted_by_whose_it_is(app, desk, signed_in):
    save(desk.browser, "Old name")
    with app.app_context(), read_only():
        number = session().query(QueueView).one().id
    signed_in(desk.sam.person).post(f"/queue/views/{number}", {"name": "Stolen"}, status=404)
    desk.browser.submit(desk.browser.get(f"/queue/views/{number}/edit"), "view-name", {"name": "New name"})
    assert desk.browser.get("/queue/views").texts(".row-title") == ["New name"]
    desk.browser.post(f"/queue/views/{number}/deletion")
    assert desk.browser.get("/queue/views").texts(".row-title") == []


def test_two_views_of_one_name_cant_be_told_apart(desk):
    save(desk.browser, "Urgent ones")
    page = desk.browser.get("/queue/views?severity=2")
    refused = desk.browser.submit(page, "view", {"name": "Urgent ones"}, status=409)
    assert "Urgent ones" in refused.text("main")


def test_what_is_saved_is_read_again_as_choices_and_nothing_else(desk):
    sent = desk.browser.post("/queue/views", {"name": "Odd", "choices": "?severity=9&evil=1&q=<b>&kind=nothing#x"})
    assert sent.location.startswith("/queue?q=%3Cb%3E")
    assert "evil" not in sent.location


def test_a_saved_view_says_what_it_chooses_and_nothing_chosen_is_not_offered(desk):
    save(desk.browser, "Urgent ones", "severity=1&whose=nobodys")
    save(desk.browser, "At the counter", "kind=service")
    page = desk.browser.get("/queue/views")
    assert "Unassigned · 1 Urgent" in page.text(".rows")
    assert "Service desk" in page.text(".rows")
    assert "is deleted" in page.form("Delete")["data-confirm"]
    assert not page.soup.select("#view")
