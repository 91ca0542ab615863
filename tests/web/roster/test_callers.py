"""The list, adding, changing, removing: Mei may, Tom may not, Olga finds nothing (S31, S33, S35, S38)."""

NIA = {
    "name": "Nia Okafor",
    "email": "nia@example.com",
    "phone": "+1 212 555 0199",
    "country": "US",
    "job_title": "Fleet lead",
    "declares_administrator": "y",
    "declares_access": "y",
}


def free_a_place(mei, people):
    mei.submit(mei.get(f"/roster/callers/{people.tom_place}/edit"), "removal", why="Changed departments")


def test_the_roster_shows_the_places_used_and_who_has_them_s31_s33(mei):
    page = mei.get("/roster")
    assert page.h1 == "Named callers"
    assert page.text(".count") == "2 of 2 places used"
    assert [row.split(" ·")[0] for row in page.texts("#callers .row-what")] == [
        "Mei Lin Fleet administrator",
        "Tom Ferro Fleet administrator",
    ]
    assert "Primary contact" in page.texts("#callers .row")[0]
    assert "ask us for 2 more places" in page.text()


def test_a_named_caller_and_a_contact_read_the_roster_and_change_nothing(tom, carl, people):
    for browser in (tom, carl):
        page = browser.get("/roster")
        assert page.text(".count") == "2 of 2 places used"
        assert not page.soup.select("main .button-main, #verified form, #callers a")
        browser.get("/roster/callers/new", status=403)
        browser.get(f"/roster/callers/{people.tom_place}/edit", status=403)
        browser.post(f"/roster/callers/{people.tom_place}/removal", status=403)


def test_nobody_reaches_the_roster_of_another_organisation_p2(olga, people):
    for path in (
        f"/organisations/{people.corvid}/roster",
        f"/organisations/{people.corvid}/roster/callers/new",
        f"/organisations/{people.corvid}/roster/history",
        f"/roster/callers/{people.tom_place}/edit",
        "/roster/callers/99999/edit",
    ):
        olga.get(path, status=404)
    for path in (
        f"/organisations/{people.corvid}/roster/callers",
        f"/roster/callers/{people.tom_place}",
        f"/roster/callers/{people.tom_place}/removal",
    ):
        olga.post(path, NIA, status=404)


def test_staff_with_the_right_reach_every_roster_and_others_read_it(dana, sam, people):
    page = dana.get(f"/organisations/{people.corvid}/roster")
    assert "Replace a named caller" in page.text("main")
    dana.get(f"/roster/callers/{people.tom_place}/edit")
    assert "Replace a named caller" not in sam.get(f"/organisations/{people.corvid}/roster").text("main")
    sam.get(f"/roster/callers/{people.tom_place}/edit", status=403)
    dana.get("/roster", status=404)


def test_a_place_that_is_free_is_given_and_the_caller_invited_s33(mei, people):
    free_a_place(mei, people)
    page = mei.get("/roster")
    assert (page.text(".count"), "1 place is free." in page.text()) == ("1 of 2 places used", True)
    done = mei.submit(mei.get("/roster/callers/new"), "caller", NIA)
    page = mei.follow(done)
    assert page.text(".count") == "2 of 2 places used"
    assert "Nia Okafor is a named caller now." in page.text()


def test_the_third_caller_of_two_is_refused_and_what_was_typed_becomes_a_substitution_s33_s34(mei, people):
    free_a_place(mei, people)
    form = mei.get("/roster/callers/new")
    mei.post("/roster/callers", NIA | {"name": "Zoe First", "email": "zoe@example.com"})
    refused = mei.submit(form, "caller", NIA, status=409)
    assert refused.text("[role=alert]").startswith("All 2 places are taken")
    again = mei.get(refused.link("Replace one of them"))
    assert [again.value(name) for name in ("name", "email", "job_title")] == [
        "Nia Okafor",
        "nia@example.com",
        "Fleet lead",
    ]
    leaver = next(tag["value"] for tag in again.soup.select("[name=leaver_id]"))
    page = mei.follow(mei.submit(again, "caller", leaver_id=leaver))
    assert "Nia Okafor for Zoe First" in page.text("#substitutions")


def test_everything_needed_is_asked_for_with_a_sentence_at_each_field(mei, people):
    free_a_place(mei, people)
    page = mei.submit(mei.get("/roster/callers/new"), "caller", {"job_title": "Kept"}, status=422)
    assert page.value("job_title") == "Kept"
    assert "Enter first and last name." in page.texts(".error")
    assert len(page.texts(".error")) == 3


def test_a_country_outside_the_plan_is_refused_in_words_and_nothing_is_lost_s35(mei, people):
    free_a_place(mei, people)
    page = mei.submit(mei.get("/roster/callers/new"), "caller", NIA | {"country": "FR"}, status=422)
    assert "Advanced covers named callers in United States only" in page.text(".error")
    assert (page.value("name"), page.value("country")) == ("Nia Okafor", "FR")
    edit = mei.get(f"/roster/callers/{people.mei_place}/edit")
    assert "covers named callers" in mei.submit(edit, "caller", country="FR", status=422).text(".error")


def test_an_address_of_elsewhere_is_refused_and_kept(mei, people):
    free_a_place(mei, people)
    refused = mei.submit(mei.get("/roster/callers/new"), "caller", NIA | {"email": "olga.berg@example.com"}, status=409)
    assert "can't be used for a named caller here" in refused.text("[role=alert]")
    assert mei.get(refused.link("Back to the form")).value("email") == "olga.berg@example.com"


def test_a_caller_is_changed(mei, people):
    form = mei.get(f"/roster/callers/{people.tom_place}/edit")
    assert form.h1 == "Tom Ferro"
    page = mei.follow(mei.submit(form, "caller", name="Tom Ferro-Ott", job_title="Chief", phone="+1 1"))
    assert "Tom Ferro-Ott Chief · tom.ferro@example.com · +1 1 · United States" in page.texts("#callers .row-what")


def test_two_editors_notice_each_other_and_nothing_typed_is_lost(mei, people, signed_in):
    form = mei.get(f"/roster/callers/{people.tom_place}/edit")
    other = signed_in(people.dana)
    other.submit(other.get(f"/roster/callers/{people.tom_place}/edit"), "caller", job_title="By Dana")
    refused = mei.submit(form, "caller", job_title="By Mei", status=409)
    assert "Somebody else changed this meanwhile" in refused.text("[role=alert]")
    again = mei.get(refused.link("Back to the form"))
    assert again.value("job_title") == "By Mei"
    assert "Somebody else changed this meanwhile" in again.text("main")
    assert "By Mei" in mei.follow(mei.submit(again, "caller")).text("#callers")


def test_a_caller_is_removed_and_stays_in_the_history_s33_s38(mei, people):
    free_a_place(mei, people)
    page = mei.get(mei.get("/roster").link("History"))
    rows = page.texts("tbody tr")
    assert any(row.startswith("Tom Ferro") and "Changed departments" in row for row in rows)
    assert "Mei Lin removed Tom Ferro." in page.text("main")
    assert (
        mei.get(f"/roster/callers/{people.tom_place}/edit").text(".notice").startswith("Tom Ferro is not on the roster")
    )


def test_the_primary_contact_is_not_removed_s31(mei, people):
    page = mei.get(f"/roster/callers/{people.mei_place}/edit")
    assert "hand the role over first" in page.text("main")
    mei.post(f"/roster/callers/{people.mei_place}/removal", version="3", status=409)


def test_the_role_is_handed_over_s33(mei, people):
    page = mei.get(f"/roster/callers/{people.tom_place}/edit")
    page = mei.follow(mei.submit(page, "Make Tom Ferro the primary contact"))
    assert "Tom Ferro is the primary contact now." in page.text()
    assert "Primary contact" in page.texts("#callers .row")[1]
    mei.get("/roster/callers/new", status=403)
