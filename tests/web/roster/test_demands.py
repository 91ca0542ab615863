"""Staff require a replacement; the primary contact sees it until resolved (S36)."""


def test_the_reason_is_read_by_the_primary_contact_until_resolved_s36(dana, mei, people):
    form = dana.get(dana.get(f"/organisations/{people.corvid}/roster").link("Require a replacement : Tom Ferro"))
    assert "Enter the reason" in dana.submit(form, "demand", status=422).text(".error")
    page = dana.follow(dana.submit(form, "demand", reason="Lacks administrator rights."))
    seen = mei.get("/roster").text(".notice")
    assert "Dana Lead requires a replacement of Tom Ferro" in seen
    assert "Lacks administrator rights." in seen
    settle = dana.get(page.link("Resolve"))
    dana.submit(settle, "settling", resolution="Has them now.")
    assert not mei.get("/roster").soup.select(".notice")
    assert "Has them now." in dana.get("/roster/demands/1").text("main")


def test_customers_and_plain_agents_require_nothing_s36(mei, olga, sam, people):
    for browser in (mei, olga, sam):
        browser.get(f"/roster/callers/{people.tom_place}/demands/new", status=403)
        browser.post(f"/roster/callers/{people.tom_place}/demands", reason="No", status=403)
        browser.get("/roster/demands/1", status=403)
        browser.post("/roster/demands/1/resolution", resolution="No", status=403)
