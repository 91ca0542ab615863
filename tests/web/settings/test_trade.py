"""What the house calls the things of the service desk is its own choice (issue 4: another trade renames them)."""

import pytest

from portal.db import read_only, session
from portal.domain.audit.models import AuditEntry
from portal.domain.house.queries import house
from portal.domain.rights import Role
from tests.factories_people import stored_person


@pytest.fixture
def boss(app, signed_in):
    return signed_in(stored_person(app, Role.ADMINISTRATOR))


def test_a_salons_words_stand_on_every_page_in_both_languages_and_the_change_in_the_log(app, boss):
    page = boss.get(boss.get("/settings/trade").link("Salon"))
    assert (page.value("en_asset"), page.value("zh_Hans_advisor")) == ("guest", "发型师")
    boss.submit(page, "trade", {"en_bay": "couch", "en_bay_several": "couches"})
    page = boss.get("/settings/resources")
    assert "Stylists and couches" in page.texts("nav a")
    with app.app_context(), read_only():
        entry = session().query(AuditEntry).filter_by(action="house.trade_changed").one()
        assert entry.details["before"] == ""
        assert '"bay": ["couch", "couches"]' in entry.details["after"]


def test_a_workshops_words_come_back_when_the_fields_are_emptied(app, boss):
    boss.submit(boss.get("/settings/trade?from=clinic"), "trade")
    assert "Physicians and treatment rooms" in boss.get("/settings/resources").texts("nav a")
    boss.submit(boss.get(boss.get("/settings/trade").link("Vehicle workshop")), "trade")
    assert "Advisors and bays" in boss.get("/settings/resources").texts("nav a")
    with app.app_context(), read_only():
        assert house().trade == ""


@pytest.mark.parametrize(
    ("field", "word", "sentence"),
    [("en_bay", "<b>chair</b>", "Write it in letters and digits"), ("en_bay", "", "Write both")],
)
def test_a_word_that_no_sentence_could_hold_is_refused_as_typed(boss, field: str, word: str, sentence: str):
    page = boss.submit(boss.get("/settings/trade?from=salon"), "trade", {field: word}, status=422)
    assert sentence in page.text("[role=alert]") or sentence in page.text(".field-wrong")
    assert page.value(field) == word
    assert page.value("en_bay_several") == "chairs"


def test_of_two_who_change_it_at_once_the_second_is_told(boss):
    first = boss.get("/settings/trade?from=salon")
    boss.submit(boss.get("/settings/trade?from=clinic"), "trade")
    page = boss.submit(first, "trade", status=409)
    assert "Somebody else changed this meanwhile" in page.text()


def test_the_front_desk_may_not_choose_it(app, signed_in):
    signed_in(stored_person(app, Role.FRONT_DESK)).get("/settings/trade", status=403)
