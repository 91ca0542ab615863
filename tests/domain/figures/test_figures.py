"""The figures of the service desk (BR38): each counted from a few days of which everything is known."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.db import session, transaction
from portal.domain.actors import NOBODY
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.links import new_keys
from portal.domain.appointments.operations import appoint, call_off, mark_absent
from portal.domain.booking.models import Closure, Resource
from portal.domain.booking.words import Channel, Kind
from portal.domain.customers.drafts import VisitDraft
from portal.domain.customers.operations import record_visit
from portal.domain.figures.queries import figures_of
from portal.domain.figures.rules import Share
from tests.factories_booking import DESK, NOW, booking_draft, make_a_service, make_advisor, make_bay, make_shop, wall
from tests.factories_customers import make_service_customer, make_vehicle

EVENING = wall("2026-06-03T20:00")
DAY = timedelta(days=1)


@pytest.fixture
def service(app):
    """An hour of an advisor and a bay, who work ten hours a day; the shop is open from nine to five."""
    with app.app_context(), transaction():
        make_shop(hours="09:00-17:00")
        make_advisor(), make_bay()
        yield make_a_service(60, (Kind.ADVISOR, Kind.BAY))


def made(service, start: str, channel=Channel.WEB, **facts):
    booking = booking_draft(service, wall(start), channel=channel)
    return appoint(AppointmentDraft(booking, **facts), new_keys(), by=DESK, at=NOW)


def arrives(appointment, minutes: int) -> None:
    """So many minutes after the agreed time."""
    appointment.arrived_at = appointment.booking.start_at + timedelta(minutes=minutes)
    appointment.arrived_how = "staff"


def test_who_came_who_did_not_and_who_had_said_so(service):
    early, late, absent = (made(service, f"2026-06-02T{hour:02}:00") for hour in (9, 11, 13))
    arrives(early, -5), arrives(late, 10)
    early.coming_at = early.booking.start_at - timedelta(hours=1)
    mark_absent(absent, by=DESK, at=EVENING)
    call_off(made(service, "2026-06-02T15:00"), by=DESK, at=NOW)
    made(service, "2026-06-04T09:00")  # has not passed
    figures = figures_of(DESK, 3, at=EVENING)
    assert (figures.shown, figures.absent, figures.confirmed) == (Share(2, 3), Share(1, 3), Share(1, 3))
    assert (figures.on_time, figures.came, figures.came_before) == (Share(1, 2), 2, 0)
    assert [figures.shown.percent, Share(0, 0).percent] == [67, None]


def test_as_many_days_before_are_counted_beside_it(service):
    arrives(made(service, "2026-06-02T09:00"), 0)
    figures = figures_of(DESK, 2, at=EVENING + DAY)
    assert (figures.came, figures.came_before) == (0, 1)


def test_the_use_of_the_bays_is_of_the_minutes_that_they_could_work(service):
    made(service, "2026-06-02T09:00"), made(service, "2026-06-02T11:00")
    assert figures_of(DESK, 1, at=wall("2026-06-02T20:00")).used == Share(120, 8 * 60)
    assert figures_of(DESK, 1, at=wall("2026-06-02T11:00")).used == Share(60, 2 * 60)  # until now
    bay = session().scalars(select(Resource).where(Resource.kind == Kind.BAY)).one()
    for resource_id, hours in ((bay.id, ("14:00", "15:30")), (None, ("15:00", "16:00"))):  # half an hour is both's
        start_at, end_at = (wall(f"2026-06-02T{hour}") for hour in hours)
        session().add(Closure(resource_id=resource_id, start_at=start_at, end_at=end_at, made_at=NOW))
    session().flush()
    assert figures_of(DESK, 1, at=wall("2026-06-02T20:00")).used == Share(120, 6 * 60)


def test_visits_are_of_a_year_old_files_and_appointments_alike(service):
    wang, li = (make_service_customer(name, at=NOW) for name in ("王建国", "李娜"))
    vehicle = make_vehicle(wang, at=NOW)
    for day in ("2025-05-01", "2025-07-01", "2026-05-31"):  # the first is too long ago
        record_visit(vehicle, VisitDraft(date.fromisoformat(day), "Oil", 100), by=DESK, at=NOW)
    arrives(made(service, "2026-06-02T09:00", customer_id=li.id), 0)
    session().flush()
    figures = figures_of(DESK, 3, at=EVENING)
    assert (figures.visits, figures.customers, figures.visits_per_customer) == (3, 2, 1.5)


def test_how_they_booked_and_nothing_for_those_who_may_not_see(service):
    (
        made(service, "2026-06-02T09:00"),
        made(service, "2026-06-02T11:00"),
        made(service, "2026-06-02T13:00", Channel.PHONE),
    )
    assert figures_of(DESK, 1, at=EVENING).channels == {}
    assert figures_of(DESK, 2, at=EVENING).channels == {"web": 2, "phone": 1}
    assert figures_of(NOBODY, 1, at=EVENING) is None
