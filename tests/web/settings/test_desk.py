"""The service desk's setup (A3, A8, BE31-BE33, BE36, BE37): what a change would break is shown before it is saved."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.clock import now
from portal.db import transaction
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.links import new_keys
from portal.domain.appointments.operations import appoint
from portal.domain.booking.bookings import Allocation, Booking
from portal.domain.booking.drafts import BookingDraft, Contact
from portal.domain.booking.models import Closure, Resource, Service
from portal.domain.rights import Role
from tests.factories_booking import DESK, make_a_service, make_advisor, make_shop
from tests.factories_people import stored_person

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@pytest.fixture
def boss(app, signed_in):
    return signed_in(stored_person(app, Role.ADMINISTRATOR))


@pytest.fixture
def anna(app) -> Resource:
    """Booked by Mei in two days; Ben could take it over."""
    with app.app_context(), transaction():
        make_shop()
        anna, _ben = make_advisor("Anna", "00:00-24:00"), make_advisor("Ben", "00:00-24:00")
        service = make_a_service(step=60)
        start = (now() + timedelta(days=2)).replace(minute=0, second=0, microsecond=0)
        booking = BookingDraft(service.id, start, Contact("Mei Lin", phone="+4930901820"), frozenset({anna.id}))
        appoint(AppointmentDraft(booking), new_keys(), by=DESK, at=now())
        return anna


def day_off(anna) -> dict[str, str]:
    return dict.fromkeys(DAYS, "")


def takes(app) -> set[str]:
    """Who is booked."""
    with app.app_context(), transaction() as session:
        live = select(Resource.name).join(Allocation, Allocation.resource_id == Resource.id)
        return set(session.scalars(live.where(Allocation.released_at.is_(None))))


def booking(app) -> Booking:
    with app.app_context(), transaction() as session:
        return session.scalars(select(Booking)).one()


def test_a_plan_that_would_break_an_appointment_is_not_saved_before_that_is_decided(app, boss, anna):
    """A8, BE32: kept ones stay and are listed."""
    page = boss.get(f"/settings/resources/{anna.id}/edit")
    asked = boss.submit(page, "resource", day_off(anna), status=422)
    assert "1 appointment would no longer fit" in asked.h1
    assert "00:00-24:00" in boss.get(f"/settings/resources/{anna.id}/edit").html
    kept = boss.follow(boss.submit(asked, "fates"))
    assert "Mei Lin" in kept.text("main")
    assert takes(app) == {"Anna"}
    assert booking(app).cancelled_at is None


def test_somebody_else_takes_it_over_at_the_same_time_when_an_advisor_leaves(app, boss, anna):
    """BE37: or the leaving is refused as a whole."""
    reference, start = booking(app).reference, booking(app).start_at
    leave = f"/settings/resources/{anna.id}/retirement"
    asked = boss.post(leave, status=422)
    boss.submit(asked, "fates", {f"fate-{reference}": "give"})
    assert takes(app) == {"Ben"}
    assert booking(app).start_at == start
    with app.app_context(), transaction() as session:
        ben = session.scalars(select(Resource).where(Resource.name == "Ben")).one()
        assert session.get_one(Resource, anna.id).retired_at is not None
    refused = boss.post(f"/settings/resources/{ben.id}/retirement", {f"fate-{reference}": "give"}, status=409)
    assert "Nobody else is free" in refused.text("[role=alert]")
    with app.app_context(), transaction() as session:
        assert session.get_one(Resource, ben.id).retired_at is None


def test_an_absence_calls_off_what_is_said_and_nothing_else(app, boss, anna):
    """A8, BE36: a day without hours, and a closure of the whole shop."""
    start = booking(app).start_at
    sent = {"resource": anna.id, "on_date": start.date().isoformat(), "hours": "", "name": "Ill"}
    page = boss.get("/settings/absences")
    asked = boss.submit(page, "exception", sent, status=422)
    boss.submit(asked, "fates", {f"fate-{booking(app).reference}": "cancel"})
    assert booking(app).cancelled_at is not None
    page = boss.get("/settings/absences")
    assert "Ill" in page.text("main")
    wall = {"start": "2030-01-01T08:00", "end": "2030-01-03T18:00", "reason": "Course"}
    boss.submit(page, "closure", {"resource": "", **wall})
    with app.app_context(), transaction() as session:
        assert session.scalars(select(Closure)).one().resource_id is None
    boss.submit(boss.get("/settings/absences"), "Open again")
    boss.submit(boss.get("/settings/absences"), "Weekly plan again")
    page = boss.get("/settings/absences")
    assert "Ill" not in page.text("main")
    no_year = {"start": "0001-01-01T00:00", "end": "9999-12-31T23:59"}
    assert "between 1950 and 2100" in boss.submit(page, "closure", no_year, status=422).text("main")


def test_two_hours_on_one_date_are_refused(app, boss, anna):
    """BE31."""
    sent = {"resource": anna.id, "on_date": "2030-01-01", "hours": "10:00-14:00"}
    boss.submit(boss.get("/settings/absences"), "exception", sent)
    boss.submit(boss.get("/settings/absences"), "exception", sent, status=409)


def test_a_service_is_made_edited_and_retired_and_its_bookings_keep_their_times(app, boss, anna):
    """BE33; of two editors one is told."""
    new = {"name": "Oil", "slug": "oil", "minutes": 30, "advisor_minutes": 40}
    page = boss.submit(boss.get("/settings/services/new"), "service", new, status=422)
    assert "longer than it lasts" in page.text("[role=alert]")
    boss.submit(page, "service", {"advisor_minutes": 20})
    with app.app_context(), transaction() as session:
        service = session.scalars(select(Service).where(Service.slug == "oil")).one()
        other = session.scalars(select(Service).where(Service.slug != "oil")).one()
    mine, theirs = (boss.get(f"/settings/services/{other.id}/edit") for _ in range(2))
    end = booking(app).end_at
    boss.submit(mine, "service", {"minutes": 90})
    assert booking(app).end_at == end
    assert "meanwhile" in boss.submit(theirs, "service", {"minutes": 70}, status=409).text("[role=alert]")
    boss.post(f"/settings/services/{service.id}/retirement")
    assert "no longer offered" in boss.get("/settings/services").text("main")


def test_of_two_who_edit_a_resource_or_the_shop_one_is_told(app, boss, anna):
    """A8."""
    mine, theirs = (boss.get(f"/settings/resources/{anna.id}/edit") for _ in range(2))
    boss.submit(mine, "resource", {"name": "Anna K."})
    boss.submit(theirs, "resource", {"name": "Anna Z."}, status=409)
    mine, theirs = (boss.get("/settings/shop") for _ in range(2))
    boss.submit(mine, "shop", {"hold_for_minutes": 7})
    boss.submit(theirs, "shop", {"hold_for_minutes": 9}, status=409)


def test_a_new_resource_has_its_week_and_people_and_bays_stand_alone(app, boss, anna):
    """A3, BE7."""
    page = boss.get("/settings/resources/new")
    sent = {"kind": "bay", "name": "Bay 9", "capacity": 3, "monday": "08:00-12:00", "monday_breaks": "10:00-10:15"}
    page = boss.submit(page, "resource", sent, status=422)
    assert "stand alone" in page.text("[role=alert]")
    boss.submit(page, "resource", {"capacity": 1})
    assert "Bay 9" in boss.get("/settings/resources").text("main")


def test_a_plan_from_a_date_on_is_added_beside_the_usual_one(app, boss, anna):
    """A3, A8: what it would break is asked first; which holds when is shown; no date has two."""
    day = booking(app).start_at.date()
    page = boss.get(f"/settings/resources/{anna.id}/plans/new")
    assert page.value("monday") == "00:00-24:00"
    sent = {**day_off(anna), "name": "Winter", "valid_from": day.isoformat()}
    early = {"valid_to": (day - timedelta(days=1)).isoformat()}
    assert "before the first" in boss.submit(page, "dated-plan", {**sent, **early}, status=422).text("[role=alert]")
    asked = boss.submit(page, "dated-plan", sent, status=422)
    assert "1 appointment would no longer fit" in asked.h1
    page = boss.follow(boss.submit(asked, "fates"))
    assert page.texts("#rows .row-title") == ["Usual plan", "Winter"]
    assert page.value("monday") == "00:00-24:00"
    assert takes(app) == {"Anna"}
    assert "other plan" in boss.get("/settings/resources").text("main")
    again = boss.get(f"/settings/resources/{anna.id}/plans/new")
    refused = boss.submit(again, "dated-plan", {"valid_from": (day + timedelta(days=9)).isoformat()}, status=422)
    assert "Another plan holds from" in refused.text("[role=alert]")
    assert refused.value("monday") == again.value("monday")


def test_a_plan_by_date_is_changed_and_taken_back(app, boss, anna):
    """A3: an end for it, then the usual one again."""
    first = booking(app).start_at.date() + timedelta(days=10)
    page = boss.get(f"/settings/resources/{anna.id}/plans/new")
    page = boss.follow(boss.submit(page, "dated-plan", {"valid_from": first.isoformat(), "monday": ""}))
    page = boss.get(page.link("Plan by date"))
    page = boss.follow(boss.submit(page, "dated-plan", {"valid_to": first.isoformat()}))
    assert page.texts("#rows .row-title") == ["Usual plan", "Plan by date", "Usual plan"]
    page = boss.follow(boss.submit(boss.get(page.link("Plan by date")), "Usual plan again"))
    assert "Which plan holds when" not in page.text("main")


def test_what_has_to_be_entered_is_ticked_for_each_form(app, boss, anna):
    """BR24: ticked, seen again, and taken back."""
    boss.submit(boss.get("/settings/shop"), "shop", {"asked_online": ["plate", "phone"], "asked_at_desk": ["need"]})
    page = boss.get("/settings/shop")
    ticked = [(box["name"], box["value"]) for box in page.soup.select("#shop input[type=checkbox][checked]")]
    assert ticked == [("asked_online", "plate"), ("asked_online", "phone"), ("asked_at_desk", "need")]
    boss.submit(page, "shop", {"asked_online": [], "asked_at_desk": []})
    assert boss.get("/settings/shop").soup.select("#shop input[type=checkbox][checked]") == []
