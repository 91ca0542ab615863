"""The roster is confirmed as it was seen (S37)."""


def test_the_roster_shows_when_it_was_confirmed_and_by_whom_s37(mei):
    page = mei.get("/roster")
    assert "Not confirmed yet." in page.text("#verified")
    page = mei.follow(mei.submit(page, "Confirm the roster"))
    assert "by Mei Lin." in page.text("#verified")
    assert "Mei Lin confirmed the roster." in mei.get("/roster/history").text("main")


def test_what_changed_meanwhile_is_not_confirmed_s37(mei, people):
    page = mei.get("/roster")
    mei.submit(mei.get(f"/roster/callers/{people.tom_place}/edit"), "caller", job_title="New")
    mei.submit(page, "Confirm the roster", status=409)


def test_only_who_looks_after_the_roster_confirms_it_p1_p2(tom, olga, people):
    tom.post("/roster/verifications", status=403)
    olga.post(f"/organisations/{people.corvid}/roster/verifications", status=404)
