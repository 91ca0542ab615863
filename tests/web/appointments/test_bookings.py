"""Booking for a caller in one screen (A2, A4, A9, A14, BR11, BR13, BR26, BR27), by pages alone."""

import pytest
from sqlalchemy import func, select

from portal.clock import now
from portal.db import transaction
from portal.domain.actors import SYSTEM
from portal.domain.appointments.models import Appointment
from portal.domain.booking.bookings import Allocation, Booking
from portal.domain.booking.models import Resource, Shop
from portal.domain.customers.models import Asset, Customer
from portal.domain.customers.operations import note_open_item, record_complaint
from portal.domain.erasures.operations import erase_customer
from portal.domain.rights import Role
from tests.factories_booking import make_a_service
from tests.factories_customers import make_service_customer, make_vehicle
from tests.factories_people import stored_person

MEI = {"name": "Mei Lin", "phone": "+49 30 901820", "plate": "B·ML 77", "model": "Swift"}


def counted(app, model) -> int:
    with app.app_context(), transaction() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def known(app) -> Customer:
    """A customer with a vehicle, open work and a complaint."""
    with app.app_context(), transaction():
        at = now()
        customer = make_service_customer("王建国", at=at)
        vehicle = make_vehicle(customer, "京A·8F236", at=at)
        note_open_item(vehicle, "Front brake pads", at.date(), None, by=SYSTEM, at=at)
        record_complaint(vehicle, "Scratched the door", at.date(), by=SYSTEM, at=at)
        return customer


def test_a_new_customer_a_vehicle_and_an_appointment_are_made_with_one_form(app, an, desk):
    """A2, BR24: and the same form twice is once (BE9)."""
    page = an.get("/appointments/new")
    sent = {**MEI, "service": desk.service.id, "start_at": desk.nine, "fault": "It rattles"}
    first = an.submit(page, "booking", sent)
    assert an.submit(page, "booking", sent).location == first.location
    shown = an.follow(first)
    assert "Mei Lin" in shown.h1
    assert "It rattles" in shown.text("main")
    assert [counted(app, model) for model in (Booking, Appointment, Customer, Asset)] == [1, 1, 1, 1]


def test_the_file_stands_beside_the_form_and_open_work_goes_into_it(app, an, desk):
    """A2, BR6, BR7, BR13: found as one types; what was not done last time can be ticked."""
    customer = known(app)
    found = an.get("/appointments/new?q=8F236", headers={"HX-Request": "true"})
    page = an.get(found.link("王建国"))
    assert "Front brake pads" in page.text("aside")
    assert "Scratched the door" in page.text("aside")
    assert page.value("name") == "王建国"
    item = page.soup.select_one("[name=items]")["value"]
    sent = {"service": desk.service.id, "start_at": desk.nine, "items": item, "content": "Oil and filter"}
    shown = an.follow(an.submit(page, "booking", sent))
    assert "Oil and filter" in shown.text("main")
    assert "Front brake pads" in shown.text("main")
    again = an.get(f"/appointments/new?customer={customer.id}")
    assert "Booked already" in again.text("aside")


def test_what_has_to_be_chosen_is_not_called_optional(an, desk):
    """A2: a service is needed, and an advisor is always answered: any, or one."""
    page = an.get("/appointments/new")
    assert not [one for one in page.texts("#booking .field-label") if one.startswith(("Service opt", "Advisor opt"))]
    assert "Choose what is to be booked." in an.submit(page, "booking", {**MEI}, status=422).text(".summary")


def test_times_of_a_week_say_how_full_the_days_are(an, desk):
    """BR26, A5: as a part while one chooses, and by a button without JavaScript."""
    part = an.get(f"/appointments/times?service={desk.service.id}&on={desk.day}", headers={"HX-Request": "true"})
    assert len(part.soup.select(".day-button")) == 7
    assert "quiet" in part.text(".week-strip")
    assert desk.nine in [one["value"] for one in part.soup.select("[name=start_at]")]
    page = an.submit(
        an.get("/appointments/new"),
        "booking",
        {**MEI, "service": desk.service.id, "look": "y", "on": desk.day.isoformat()},
        status=422,
    )
    assert page.value("name") == "Mei Lin"
    assert page.soup.select("[name=start_at]")


@pytest.mark.slow
def test_who_loses_the_race_keeps_everything_and_gets_three_other_times(app, an, desk):
    """A4, BE1, BE4: nothing is written, neither customer nor half a booking."""
    sent = {"service": desk.service.id, "advisor": desk.anna.id, "start_at": desk.nine}
    an.submit(an.get("/appointments/new"), "booking", {**MEI, **sent})
    before = [counted(app, model) for model in (Booking, Allocation, Customer, Asset)]
    other = {"name": "Tom Otto", "phone": "030 1234567", "plate": "B·T 1", "fault": "Squeaks", "summary": "It squeaks"}
    page = an.submit(an.get("/appointments/new"), "booking", {**other, **sent}, status=409)
    assert [page.value(name) for name in ("name", "plate", "fault", "summary")] == [
        "Tom Otto", "B·T 1", "Squeaks", "It squeaks",
    ]  # fmt: skip
    instead = [one["value"] for one in page.soup.select("#instead [name=start_at]")]
    assert len(instead) >= 3
    assert [counted(app, model) for model in (Booking, Allocation, Customer, Asset)] == before
    assert desk.nine in instead, "the same time with Ben, who is free"
    for number, start in enumerate(instead):
        page = an.submit(
            an.get("/appointments/new"),
            "booking",
            {**other, **sent, "phone": f"030 12345{number}", "plate": f"B·T {number}"},
            status=409,
        )
        an.submit(page, "booking", {"start_at": start})


def test_a_bay_free_and_the_advisor_busy_is_no_appointment(app, an, desk):
    """BE4."""
    sent = {"service": desk.service.id, "start_at": desk.nine}
    for number, advisor in enumerate((desk.anna.id, desk.ben.id)):
        said = {"name": f"N{number}", "phone": f"+4930{number}12345"}
        an.submit(an.get("/appointments/new"), "booking", {**said, **sent, "advisor": advisor})
    before = counted(app, Allocation)
    an.submit(an.get("/appointments/new"), "booking", {**MEI, **sent}, status=409)
    assert counted(app, Allocation) == before


def test_a_summary_is_confirmed_only_when_something_was_read_back(app, an, desk):
    """A14, BR11: both are kept."""
    sent = {**MEI, "service": desk.service.id, "start_at": desk.nine, "fault": "Rattles", "summary_confirmed": "y"}
    page = an.submit(an.get("/appointments/new"), "booking", sent, status=422)
    assert "read back" in page.text("[role=alert]")
    an.submit(page, "booking", {"summary": "Rattles over bumps", "start_at": desk.nine})
    with app.app_context(), transaction() as session:
        made = session.scalars(select(Appointment)).one()
        assert (made.summary, made.summary_confirmed_at is not None) == ("Rattles over bumps", True)


def test_a_taken_time_is_given_twice_only_with_a_reason_and_by_those_who_may(app, an, boss, desk):
    """BE40: on a lane of its own, marked on the page, in the book's day and on the register."""
    sent = {"service": desk.service.id, "advisor": desk.anna.id}
    an.submit(an.get("/appointments/new"), "booking", {**MEI, **sent, "start_at": desk.nine})
    wanted = {"name": "Tom Otto", "phone": "030 1234567", **sent, "on": desk.day.isoformat(), "taken_time": "09:00"}
    page = boss.submit(boss.get("/appointments/new"), "booking", wanted, status=422)
    assert "Say why" in page.text("[role=alert]")
    shown = boss.follow(boss.submit(page, "booking", {**wanted, "overbook": "Waits in the shop"}))
    assert "Overbooked" in shown.text("main")
    for path in (f"/appointments?on={desk.day}", f"/register/{desk.day}"):
        assert "overbooked" in boss.get(path).text("main"), path
    an.submit(
        an.get("/appointments/new"), "booking", {**wanted, "phone": "+4930777777", "overbook": "I too"}, status=403
    )


def test_a_walk_in_is_booked_for_now_or_later_and_its_channel_kept(app, an, desk):
    """BR23, BR27."""
    page = an.get("/appointments/new?channel=walk_in")
    an.submit(page, "booking", {**MEI, "service": desk.service.id, "start_at": desk.nine})
    with app.app_context(), transaction() as session:
        assert session.scalars(select(Booking.channel)).one() == "walk_in"


def test_workshop_and_parts_see_the_book_and_write_nothing(app, signed_in, an, desk):
    """P1."""
    made = an.submit(an.get("/appointments/new"), "booking", {**MEI, "service": desk.service.id, "start_at": desk.nine})
    ben = signed_in(stored_person(app, Role.WORKSHOP))
    assert "Mei Lin" in ben.get(made.location).h1
    ben.get("/appointments/new", status=403)


def test_staff_enter_what_the_shop_wants_to_know_and_not_what_is_on_file(app, an, desk):
    """BR24: the vehicle that is chosen has its plate and model."""
    customer = known(app)
    with app.app_context(), transaction() as session:
        session.get_one(Shop, 1).asked_at_desk = "plate model need"
    sent = {"service": desk.service.id, "start_at": desk.nine}
    page = an.submit(an.get("/appointments/new"), "booking", {**sent, **MEI, "plate": "", "model": ""}, status=422)
    assert page.texts("#booking .error span") == [
        "Enter the plate.", "Enter make and model.", "Say in a few words what is to be done.",
    ]  # fmt: skip
    page = an.get(f"/appointments/new?customer={customer.id}")
    invented = an.submit(page, "booking", {**sent, "fault": "It rattles", "asset": "999"}, status=422)
    assert invented.texts("#booking .error span") == ["Enter the plate.", "Enter make and model."]
    shown = an.follow(an.submit(page, "booking", {**sent, "fault": "It rattles"}))
    assert "It rattles" in shown.text("main")


def test_nothing_new_is_booked_for_who_was_forgotten(app, an, desk):
    """P24: by a raw address the form begins as for somebody new; nor is an appointment said to be theirs."""
    customer = known(app)
    page = an.get("/appointments/new")
    made = an.submit(page, "booking", {**MEI, "service": desk.service.id, "start_at": desk.nine}).location
    with app.app_context(), transaction() as session:
        erase_customer(session.get_one(Customer, customer.id), "Somebody", by=SYSTEM, at=now())
    assert an.get(f"/appointments/new?customer={customer.id}").value("name") == ""
    page = an.get(f"{made}/customer/edit")
    refused = an.submit(page, "customer", {"whose": f"{customer.id}."}, status=409)
    assert "asked to be forgotten" in refused.text("main")


def test_the_times_name_advisors_in_the_readers_language(app, signed_in, desk):
    """P12."""
    with app.app_context(), transaction() as session:
        for one in session.scalars(select(Resource)):
            one.name_zh = "安娜"
    chen = signed_in(stored_person(app, Role.FRONT_DESK, locale="zh_Hans"))
    times = chen.get(f"/appointments/times?service={desk.service.id}&on={desk.day}", headers={"HX-Request": "true"})
    assert "安娜" in times.text(".slot-list")


def test_a_caller_has_several_things_done_in_one_visit(app, an, desk):
    """BR12: ticked beside the service; the times are for all of it, and all of it stands in the book."""
    with app.app_context(), transaction():
        other = make_a_service(30)
        name = other.name
    times = f"/appointments/times?service={desk.service.id}&on={desk.day}"
    alone = an.get(times, headers={"HX-Request": "true"}).soup.select("[name=start_at]")
    both = an.get(f"{times}&also={other.id}", headers={"HX-Request": "true"}).soup.select("[name=start_at]")
    assert 0 < len(both) <= len(alone)
    sent = {**MEI, "service": desk.service.id, "also": other.id, "start_at": desk.nine}
    shown = an.follow(an.submit(an.get("/appointments/new"), "booking", sent))
    assert f"+ {name}" in shown.text("main")
    with app.app_context(), transaction() as session:
        booking = session.scalars(select(Booking)).one()
        assert (booking.end_at - booking.start_at).total_seconds() == (desk.service.minutes + 30) * 60
