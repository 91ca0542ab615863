"""Not on the roster: referred by name, one click asks, what was typed is kept (S32)."""

from portal.clock import now
from portal.db import transaction
from tests.factories_roster import make_contact, make_customer


def test_a_contact_is_referred_by_name_asks_with_one_click_and_loses_nothing_s32(carl, mei, ticket):
    refused = carl.post("/tickets", ticket, status=409)
    assert "Mei Lin (mei.lin@example.com)" in refused.text("[role=alert]")
    assert "Asked." in carl.follow(carl.submit(refused, "Ask for a place")).text()
    again = carl.post("/tickets", ticket, status=409)
    assert "You asked on" in again.text("main")
    assert carl.get(again.link("Back to the form")).value("title") == ticket["title"]
    assert "Carl Ott" in mei.get("/roster").text("#requests")


def test_who_has_no_place_asks_on_the_roster_as_well_s32(carl, tom):
    assert "Ask for a place" not in tom.get("/roster").text("main")
    page = carl.follow(carl.submit(carl.get("/roster"), "Ask for a place"))
    assert "You asked for a place" in page.text("main")


def test_htmx_gets_the_referral_as_a_part_with_the_same_button_s32(carl, ticket):
    part = carl.post("/tickets", ticket, status=409, headers={"HX-Request": "true"})
    assert part.form("Ask for a place")["action"] == "/roster/requests"
    assert "Mei Lin (mei.lin@example.com)" in part.text(".notice")


def test_without_a_primary_contact_the_house_is_asked_s32(app, signed_in, ticket):
    with app.app_context(), transaction():
        lonely = make_contact(make_customer("Lonely", at=now()), "Lo Nely", at=now())
    refused = signed_in(lonely).post("/tickets", ticket, status=409)
    assert "has no primary contact yet. Write to support@example.com." in refused.text("[role=alert]")
    assert refused.form("Ask for a place")


def test_the_primary_contact_gives_a_place_from_the_request_s32_s33(carl, mei, people):
    carl.post("/roster/requests")
    mei.submit(mei.get(f"/roster/callers/{people.tom_place}/edit"), "removal")
    asked = mei.get(mei.get("/roster").link("Answer"))
    form = mei.get(asked.link("Give Carl Ott a place"))
    assert [form.value("name"), form.value("email")] == ["Carl Ott", "carl.ott@example.com"]
    page = mei.follow(mei.submit(form, "caller", phone="+1 212 555 0123"))
    assert "Carl Ott is a named caller now." in page.text()
    assert not page.soup.select("#requests")
    assert "Has a place" in mei.get("/roster/requests/1").text("main")


def test_or_declines_with_a_reason_s32(carl, mei):
    carl.post("/roster/requests")
    page = mei.get("/roster/requests/1")
    assert "Say why" in mei.submit(page, "declining", status=422).text(".error")
    assert "Carl Ott has been told." in mei.follow(mei.submit(page, "declining", answer="Ask Tom.")).text()
    refused = mei.submit(page, "declining", answer="Once more.", status=409)
    assert "answered already" in refused.text("[role=alert]")


def test_only_the_primary_contact_answers_p1_p2(carl, tom, olga):
    carl.post("/roster/requests")
    for path in ("/roster/requests/1",):
        tom.get(path, status=403)
        olga.get(path, status=404)
    tom.post("/roster/requests/1/refusal", answer="No", status=403)
    olga.post("/roster/requests/1/refusal", answer="No", status=404)
    tom.post("/roster/requests", status=409)
