"""Not on the roster: referred by name, one click asks, what was typed is kept (S32)."""


def test_a_contact_is_referred_by_name_and_asks_with_one_click_s32(carl, mei):
    refused = carl.get("/tickets/new", status=409)
    assert "Mei Lin (mei.lin@example.com)" in refused.text("[role=alert]")
    assert "Asked." in carl.follow(carl.submit(refused, "Ask for a place")).text()
    assert "You asked on" in carl.get("/tickets/new", status=409).text("main")
    assert "Carl Ott" in mei.get("/roster").text("#requests")


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
