"""One appointment's page and the calendar: confirm, move, call off, mark absent, edit (A2, A6, A9, BE10, BE13)."""

import re
from datetime import datetime, time, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import select, update

from portal.clock import now
from portal.db import transaction
from portal.domain.appointments.models import Appointment
from portal.domain.booking.bookings import Booking
from portal.domain.booking.models import Service
from portal.domain.booking.words import State
from portal.domain.house.queries import house
from portal.domain.rights import Role
from tests.factories_booking import BERLIN
from tests.factories_customers import make_service_customer, make_vehicle
from tests.factories_people import stored_person

MEI = {"name": "Mei Lin", "phone": "+49 30 901820", "plate": "B·ML 77"}


@pytest.fixture
def made(an, desk) -> str:
    """Anna at nine: the page's address."""
    sent = {**MEI, "service": desk.service.id, "start_at": desk.nine, "advisor": desk.anna.id}
    return an.submit(an.get("/appointments/new"), "booking", sent).location


def begin(app, ago: int = 5) -> None:
    """Its time has come, so many minutes ago."""
    with app.app_context(), transaction() as session:
        at = now() - timedelta(minutes=ago)
        session.execute(update(Booking).values(start_at=at, end_at=at + timedelta(hours=1)))


def test_a_move_takes_the_new_time_and_frees_the_old_or_changes_nothing(an, desk, made):
    """BE10: half an hour later it isn't in its own way; what is taken is answered with other times."""
    sent = {**MEI, "name": "Tom", "phone": "030 1234567", "plate": "", "service": desk.service.id}
    an.submit(an.get("/appointments/new"), "booking", {**sent, "start_at": desk.ten, "advisor": desk.anna.id})
    page = an.get(f"{made}/move/new")
    assert "Choose a service" not in page.text("#times")
    refused = an.submit(page, "move", {"start_at": desk.ten, "advisor": desk.anna.id, "reason": "Late"}, status=409)
    assert refused.value("reason") == "Late"
    assert len(refused.soup.select("#instead [name=start_at]")) >= 3
    assert "09:00" in an.get(made).h1
    shown = an.follow(an.submit(page, "move", {"start_at": desk.at(11), "reason": "Is late"}))
    assert "11:00" in shown.h1
    assert "Is late" in shown.text("main")
    an.submit(
        an.get("/appointments/new"), "booking", {**sent, "plate": "", "phone": "030 7654321", "start_at": desk.nine}
    )


def test_what_is_offered_no_more_goes_to_another_time_all_the_same(app, an, desk, made):
    """BE37: the service has left, its appointments stay; the desk sees their times and moves them."""
    with app.app_context(), transaction() as session:
        session.execute(update(Service).values(retired_at=now()))
    page = an.get(f"{made}/move/new")
    looked = an.submit(page, "move", {"on": desk.day, "look": "y"}, status=422)
    assert desk.at(11) in [one["value"] for one in looked.soup.select("#start_at [name=start_at]")]
    assert "11:00" in an.follow(an.submit(page, "move", {"start_at": desk.at(11)})).h1


def test_an_appointment_is_called_off_with_a_reason(an, desk, made):
    """A6, BE13: said in its history; it can't be called off without."""
    page = an.get(f"{made}/cancellation/new")
    an.submit(page, "cancellation", {"reason": ""}, status=422)
    shown = an.follow(an.submit(page, "cancellation", {"reason": "Sold the car"}))
    assert "cancelled" in shown.text("main")
    assert "Sold the car" in shown.text("main")
    assert "Nothing is booked" in an.get(f"/appointments?on={desk.day}").text("main")


def test_who_did_not_come_is_counted_and_shown_at_the_next_booking_until_it_is_taken_back(app, an, made):
    """A9."""
    assert not an.get(made).soup.find(string="Didn’t come")
    begin(app)
    shown = an.follow(an.submit(an.get(made), "Didn’t come"))
    assert "1 time" in shown.text("aside")
    assert "Didn’t come 1 time" in an.get("/appointments/new?customer=1").text("aside")
    shown = an.follow(an.submit(shown, "Came after all"))
    assert "1 time" not in shown.text("aside")


def test_a_requested_time_is_confirmed_with_one_touch(app, an, made):
    """BR25."""
    with app.app_context(), transaction() as session:
        session.execute(update(Booking).values(state=State.REQUESTED, confirmed_at=None))
    shown = an.follow(an.submit(an.get(made), "Confirm"))
    assert "Confirmed" in shown.texts("ol.rows .row-title")


def test_of_two_who_edit_the_second_is_told(an, boss, made):
    """P21: what was typed is kept."""
    mine, theirs = an.get(f"{made}/details/edit"), boss.get(f"{made}/details/edit")
    an.submit(mine, "details", {"content": "Brakes"})
    refused = boss.submit(theirs, "details", {"content": "Tyres"}, status=409)
    assert "meanwhile" in refused.text("[role=alert]")
    assert boss.get(f"{made}/details/edit").value("content") == "Tyres"
    assert "Brakes" in an.get(made).text("main")


def test_a_booking_keeps_its_length_and_price_when_the_service_changes(app, an, made):
    """BE33: at the page."""
    with app.app_context(), transaction() as session:
        service = session.scalars(select(Service).order_by(Service.id.desc())).first()
        service.minutes, service.price = 30, "now 99"
    shown = an.get(made)
    assert "now 99" not in shown.text("main")
    assert "10:00" in shown.text(".facts")


def test_the_day_stands_by_advisors_and_bays_and_an_empty_place_leads_to_a_booking(an, desk, made):
    """A2: with time and advisor filled in; fixed queries."""
    page = an.get(f"/appointments?on={desk.day}")
    assert page.texts(".day-grid thead th") == ["Time", "Anna", "Ben"]
    assert "Mei Lin" in page.text(".day-grid .is-booked")
    empty = next(a["href"] for a in page.soup.select("a.grid-empty") if "10:00 with Ben" in a["aria-label"])
    form = an.get(empty)
    assert (form.value("advisor"), form.value("start_at")) == (str(desk.ben.id), desk.ten)
    assert an.get(f"/appointments?on={desk.day}&by=bay").texts(".day-grid thead th")[1:] == ["Bay 1", "Bay 2"]


def test_an_empty_place_beside_a_taken_one_names_its_own_advisor_and_opens_its_own_day(an, desk, made):
    """A2: Ben's place at 09:30 lies beside Anna's hour; the times that are loaded are those of that day."""
    day = an.get(f"/appointments?on={desk.day}")
    empty = day.soup.select_one('.grid-empty[aria-label="Book 09:30 with Ben"]')
    assert f"advisor={desk.ben.id}" in empty["href"]
    times = an.get(f"/appointments/times?service={desk.service.id}&on=&start_at={desk.nine.replace('+', '%2B')}")
    assert times.value("on") == str(desk.day)


def test_the_calendar_says_of_each_how_it_stands_in_the_table_and_in_the_list(app, an, desk, made):
    """A2, A9: asked for, arrived, did not come, overbooked; what people wrote is text and nothing else."""
    places = f"/appointments?on={desk.day}"
    assert an.get(places).texts(".grid-booking .badge") == []
    asked_for = {"state": State.REQUESTED, "confirmed_at": None, "overbooked_because": "A friend"}
    with app.app_context(), transaction() as session:
        name = "<b>Mei</b> & \x1f Co"
        session.execute(update(Booking).values(contact_name=name, **asked_for))
    page = an.get(places)
    for where in (".grid-booking", "#rows"):
        assert page.texts(f"{where} .badge") == ["requested", "overbooked"]
        assert "<b>Mei</b> &" in page.text(where)
    with app.app_context(), transaction() as session:
        session.execute(update(Booking).values(overbooked_because=""))
        session.execute(update(Appointment).values(no_show_at=now()))
    assert an.get(places).texts(".grid-booking .badge") == ["didn’t come"]
    with app.app_context(), transaction() as session:
        session.execute(update(Appointment).values(no_show_at=None, arrived_at=now(), arrived_how="staff"))
    page = an.get(places)
    assert page.texts(".grid-booking .badge") == page.texts("#rows .badge") == ["arrived"]
    assert re.fullmatch(r"Anna · Bay [12]", page.text("#rows .row-aside")), "which bay, depends on the day"


def test_from_the_days_list_an_arrival_takes_two_touches(app, an, made, monkeypatch):
    """A33: the line, then the button; only on the day. While tomorrow's board is to be checked, too (A23, P44)."""
    monkeypatch.setattr("portal.domain.appointments.welcome.CHECKED_FROM", timedelta(days=1))
    page = an.get(made)
    assert "Is here" not in page.texts("main button")
    begin(app, ago=0)
    shown = an.follow(an.submit(an.get(made), "Is here"))
    assert "Waiting 0 min" in shown.text("#rows")
    assert "Is here" not in an.get(made).texts("main button")


def test_week_and_month_say_how_many(an, desk, made):
    """A2."""
    for view in ("week", "month"):
        page = an.get(f"/appointments?on={desk.day}&view={view}")
        assert "1 appointment" in page.text("main")
        assert page.link(f"{desk.day.day} ")


def test_the_calendars_today_is_the_shops(app, desk, signed_in):
    """A7, BE22: an hour after midnight in Berlin it is still yesterday where the house is."""
    with time_machine.travel(datetime.combine(desk.day, time(1), ZoneInfo(BERLIN))):
        an = signed_in(stored_person(app, Role.FRONT_DESK, name="An Ming"))
        (today,) = an.get("/appointments?view=week").soup.select("table [aria-current=date]")
        assert str(today["href"]).endswith(f"on={desk.day}")


def test_a_move_sent_again_with_another_time_says_that_nothing_was_changed(an, desk, made):
    """BE9, BE10: sent twice alike it is moved."""
    page = an.get(f"{made}/move/new")
    for _ in range(2):
        assert "Moved." in an.follow(an.submit(page, "move", {"start_at": desk.at(11)})).text("body")
    again = an.follow(an.submit(page, "move", {"start_at": desk.at(13)}))
    assert "nothing was changed" in again.text("body")
    assert "Moved." not in again.text("body")
    assert "11:00" in again.h1


def test_an_appointment_of_nobody_is_given_to_a_customer_of_the_file(app, an, boss, desk, made):
    """A2, BR6: found by what was said, or looked for; of two who say so the second is told."""
    with app.app_context(), transaction() as session:
        appointment = session.scalars(select(Appointment)).one()
        appointment.customer_id = appointment.asset_id = None
        wang = make_service_customer("王建国", phone="+86 138 0000 1111", at=now())
        car = make_vehicle(wang, "京A·8F236", at=now())
        session.flush()
        both = f"{wang.id}.{car.id}"
    shown = an.get(made)
    assert "Not known yet whose this is" in shown.text("aside")
    page = an.get(shown.link("Say whose it is"))
    assert "Mei Lin" in page.text("#customer")
    assert "Choose whose it is." in an.submit(page, "customer", status=422).text("[role=alert]")
    page = an.get(f"{made}/customer/edit?q=8F236")
    other = boss.get(f"{made}/customer/edit?q=8F236")
    shown = an.follow(an.submit(page, "customer", {"whose": both}))
    assert "王建国" in shown.text("aside")
    assert "京A·8F236" in shown.text("aside")
    assert "meanwhile" in boss.submit(other, "customer", {"whose": f"{wang.id}."}, status=409).text("[role=alert]")
    assert "Nobody in the file fits" in an.get(f"{made}/customer/edit?q=Nobody").text("main")
    page = an.get(f"{made}/customer/edit?q=8F236")
    an.submit(page, "customer", {"whose": "99999."}, status=404)


def test_while_one_books_or_moves_day_and_times_are_the_shops_not_the_houses(app, an, desk, made):
    """A7, BE22: 01:00 in Berlin is still the day before in New York, where this house has its books."""
    with app.app_context(), transaction():
        assert house().zone != BERLIN
    page = an.get(f"/appointments/new?service={desk.service.id}&start_at={quote(desk.at(1))}")
    assert "01:00" in page.text("#times")
    found = an.get(f"/appointments/times?service={desk.service.id}&start_at={quote(desk.at(1))}")
    assert found.value("on") == desk.day.isoformat()
