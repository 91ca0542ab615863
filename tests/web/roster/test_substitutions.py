"""Giving and withdrawing notice (S34)."""

from types import SimpleNamespace

from portal.db import read_only
from portal.domain.people.queries import person_by_email
from tests.web.roster.test_callers import NIA


def give(mei, people):
    form = mei.get(f"/roster/substitutions/new?leaver={people.tom_place}")
    assert form.value("leaver_id") == str(people.tom_place)
    return mei.follow(mei.submit(form, "caller", NIA))


def test_the_submitted_form_is_the_notice_and_counts_down_s34(mei, people):
    page = give(mei, people)
    assert "Notice given. Nia Okafor takes the place of Tom Ferro on" in page.text()
    assert page.text("#substitutions .row").startswith("in 1")  # 13 d or 14 d
    assert "Leaves on" in page.texts("#callers .row")[1]


def test_it_is_withdrawn_with_one_button_s34(mei, people):
    page = mei.follow(mei.submit(give(mei, people), "Withdraw"))
    assert "Withdrawn. Tom Ferro stays a named caller." in page.text()
    assert not page.soup.select("#substitutions")


def test_its_row_in_the_queue_leads_to_its_line_on_the_roster_q7(mei, people, dana, olga):
    give(mei, people)
    row = dana.get("/queue?kind=substitution").soup.select_one("#queue-rows a.row-title[href]")
    assert "data-beside" not in row.attrs, "the roster is a page of its own"
    sent = dana.get(row["href"], status=303).location
    assert sent.split("#")[0] == f"/organisations/{people.corvid}/roster"
    assert dana.get(sent).soup.select_one(f"#{sent.split('#')[1]}.row") is not None
    olga.get(row["href"], status=404)


def test_who_leaves_must_be_chosen_and_is_never_the_primary_contact(mei, people):
    form = mei.get("/roster/substitutions/new")
    assert [tag["value"] for tag in form.soup.select("[name=leaver_id]")] == [str(people.tom_place)]
    page = mei.submit(form, "caller", NIA, status=422)
    assert "Choose who leaves." in page.text(".error")
    assert page.value("name") == "Nia Okafor"


def test_a_leaver_of_another_organisation_is_no_choice_p2(mei, people):
    form = mei.get("/roster/substitutions/new")
    mei.submit(form, "caller", NIA | {"leaver_id": str(people.olga_place)}, status=422)


def test_with_nobody_to_replace_the_page_says_why(olga):
    assert "Nobody can be replaced at present" in olga.get("/roster/substitutions/new").text("main")


def test_others_neither_give_nor_withdraw_notice_p1_p2(mei, tom, olga, people):
    give(mei, people)
    tom.get("/roster/substitutions/new", status=403)
    tom.post("/roster/substitutions/1/withdrawal", status=403)
    olga.post("/roster/substitutions/1/withdrawal", status=404)
    olga.post("/roster/substitutions/99/withdrawal", status=404)


def test_the_coming_caller_is_refused_with_the_date_s34_se49(mei, people, app, signed_in, ticket):
    give(mei, people)
    with app.app_context(), read_only():
        nia = person_by_email("nia@example.com").id
    refused = signed_in(SimpleNamespace(id=nia)).post("/tickets", ticket, status=409)
    assert refused.text("[role=alert]").startswith("You become a named caller on ")
    assert "Until then Tom Ferro opens tickets in your place." in refused.text("[role=alert]")
