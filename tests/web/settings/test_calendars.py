"""The calendars' pages: by hand, without JavaScript, in twelve months (S25, S26, SE19)."""

from datetime import UTC, datetime

import pytest

from portal.db import transaction
from portal.domain.people.models import Person, PersonRole
from portal.domain.rights import Role

AT = datetime(2026, 1, 1, tzinfo=UTC)


def person_with(app, role):
    with app.app_context(), transaction() as session:
        person = Person(name=role.title(), email=f"{role}@desk.example.com", created_at=AT)
        person.roles = [PersonRole(role=role)]
        session.add(person)
        session.flush()
        return person


@pytest.fixture
def dana(app, signed_in):
    """She administers the portal."""
    return signed_in(person_with(app, Role.ADMINISTRATOR))


@pytest.fixture
def sam(app, signed_in):
    """He answers tickets."""
    return signed_in(person_with(app, Role.AGENT))


@pytest.fixture
def made(dana):
    """The address of a calendar that Dana has made."""
    form = dana.get("/settings/calendars/new")
    return dana.submit(form, "calendar", name="Berlin desk", zone="Europe/Berlin").location


def test_a_new_calendar_begins_with_the_guides_hours_and_holidays(dana):
    form = dana.get("/settings/calendars/new")

    assert (form.value("monday"), form.value("sunday")) == ("08:00-20:00", "")
    assert form.value("recurring") == "12-24 Christmas Eve"
    ticked = [box["value"] for box in form.soup.select("input[name=library][checked]")]
    assert len(ticked) == 8
    assert "Presidents Day" in form.texts("#library .choice")


def test_s26_the_next_twelve_months_name_their_closed_days(dana, made):
    shown = dana.get(made)

    assert shown.h1 == "Berlin desk"
    assert len(shown.soup.select("table.month-days")) == 12
    named = " ".join(shown.texts(".month-special li"))
    assert "Presidents Day" in named
    assert "Christmas Eve" in named
    assert "Mon–Fri 08:00-20:00 · Sat–Sun closed" in shown.text(".facts")


def test_the_list_leads_to_each_calendar(dana, made):
    index = dana.get("/settings/calendars")

    assert dana.get(index.link("Berlin desk")).h1 == "Berlin desk"


def test_an_edit_comes_back_as_it_was_written(dana, made):
    single = "2026-06-03 Moving house\n2026-06-04 Staff outing: 08:00-13:00"
    form = dana.get(f"{made}/edit")

    done = dana.submit(form, "calendar", saturday="22:00-06:00", single=single, observed="y", library=["US|Labor Day"])

    again = dana.get(f"{done.location}/edit")
    assert (again.value("saturday"), again.value("single")) == ("22:00-06:00", single)
    assert [box["value"] for box in again.soup.select("input[name=library][checked]")] == ["US|Labor Day"]
    assert again.soup.select_one("input[name=observed]").has_attr("checked")


def test_se19_a_calendar_without_hours_is_refused_and_nothing_typed_is_lost(dana, made):
    form = dana.get(f"{made}/edit")
    closed = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "")

    refused = dana.submit(form, "calendar", closed, name="Never open", status=422)

    assert "This calendar is never open." in refused.text("[role=alert]")
    assert refused.value("name") == "Never open"
    assert "Berlin desk" in dana.get(made).h1


def test_each_unreadable_field_gets_its_sentence(dana):
    form = dana.get("/settings/calendars/new")

    refused = dana.submit(form, "calendar", name="", monday="8 to 5", recurring="Christmas", single="soon", status=422)

    assert "Enter a name" in refused.text("#name-error")
    assert "for example 08:00-20:00" in refused.text("#monday-error")
    assert "Line 1 can't be read" in refused.text("#recurring-error")
    assert "Line 1 can't be read" in refused.text("#single-error")
    assert refused.value("recurring") == "Christmas"


def test_holidays_of_another_country_are_added_to_the_list_and_ticked_without_a_script(dana, made):
    form = dana.get(f"{made}/edit")

    longer = dana.submit(form, "calendar", name="Shanghai too", country="CN", show_country="1", status=422)
    assert longer.value("name") == "Shanghai too"
    assert longer.soup.select_one("[role=alert]") is None
    assert "Presidents Day · United States" in longer.texts("#library .choice")
    ticked = [box["value"] for box in longer.soup.select("input[name=library][checked]")]
    done = dana.submit(longer, "calendar", library=[*ticked, "CN|National Day"])

    assert "National Day" in dana.get(done.location).text(".facts")


def test_a_name_that_is_taken_is_refused(dana, made):
    form = dana.get("/settings/calendars/new")

    refused = dana.submit(form, "calendar", name="Berlin desk", status=422)

    assert "There is a calendar named Berlin desk already." in refused.text("#name-error")


def test_of_two_who_edit_at_once_the_second_is_told_and_may_send_it_again(dana, made):
    mine, theirs = dana.get(f"{made}/edit"), dana.get(f"{made}/edit")
    dana.submit(theirs, "calendar", saturday="09:00-12:00")

    assert "Somebody else changed this" in dana.submit(mine, "calendar", sunday="09:00-10:00", status=409).text("main")

    again = dana.get(f"{made}/edit")
    assert again.value("sunday") == "09:00-10:00"
    dana.submit(again, "calendar")


def test_an_agent_may_not_touch_calendars(sam):
    for path in (
        "/settings/calendars",
        "/settings/calendars/new",
        "/settings/calendars/1",
        "/settings/calendars/1/edit",
    ):
        sam.get(path, status=403)
    sam.post("/settings/calendars", {"name": "Mine"}, status=403)
    sam.post("/settings/calendars/1", {"name": "Mine"}, status=403)


def test_a_calendar_that_is_not_there_is_a_404(dana):
    dana.get("/settings/calendars/4711", status=404)
    dana.get("/settings/calendars/4711/edit", status=404)
    dana.post("/settings/calendars/4711", {"name": "Mine"}, status=404)
