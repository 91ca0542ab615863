"""The line of the appointment book: made with its time, moved with it, called off with it (A1, A2, A9, A14, BR28)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from portal.db import session
from portal.domain.actors import NOBODY
from portal.domain.appointments.drafts import AppointmentDraft, DetailsDraft
from portal.domain.appointments.links import appointment_by_link, new_keys
from portal.domain.appointments.models import Appointment, AppointmentLink
from portal.domain.appointments.offers import Wanted, offer
from portal.domain.appointments.operations import (
    appoint,
    call_off,
    confirm_appointment,
    edit_details,
    mark_absent,
    move_appointment,
    take_back_absence,
)
from portal.domain.appointments.queries import appointment_for, lines_between, no_shows_of
from portal.domain.appointments.refusals import IsThere, NotReadBack, NotYet, OthersVehicle
from portal.domain.appointments.words import Purpose
from portal.domain.booking.refusals import SlotTaken
from portal.domain.booking.words import Kind
from portal.domain.errors import ChangedMeanwhile, RightMissing
from tests.factories_booking import DESK, NOW, booked, booking_draft, contact, make_a_service, to, wall
from tests.factories_customers import make_service_customer, make_vehicle

NINE, TEN = wall("2026-06-02T09:00"), wall("2026-06-02T10:00")
DAY = timedelta(days=1)


@pytest.fixture
def service(anna):
    return make_a_service()


@pytest.fixture
def wang(shop):
    """A customer with a vehicle."""
    customer = make_service_customer(phone="+49 30 901820", at=NOW)
    return customer, make_vehicle(customer, "B·WX 123", at=NOW)


def made(service, start_at=NINE, *, by=NOBODY, keys=None, said=None, **facts) -> Appointment:
    """Booked by a stranger unless said."""
    draft = AppointmentDraft(booking_draft(service, start_at, contact=said or contact()), **facts)
    return appoint(draft, keys or new_keys(), by=by, at=NOW)


def test_a_time_and_its_line_in_the_book_are_made_together(service, anna):
    appointment = made(service, said=contact(wishes="It rattles"))
    (line,) = lines_between(DESK, NINE, TEN)
    assert line.appointment is appointment
    assert (appointment.content, line.of_kind(Kind.ADVISOR), line.of_kind(Kind.BAY)) == ("It rattles", anna, None)
    assert appointment_for(DESK, line.booking.reference) is appointment
    assert (lines_between(NOBODY, NINE, TEN), appointment_for(NOBODY, line.booking.reference)) == ([], None)


def test_the_same_form_sent_twice_is_one_appointment_with_one_set_of_links(service):
    said, keys = contact(), new_keys()
    draft = AppointmentDraft(booking_draft(service, NINE, contact=said, form_key="form"))
    assert appoint(draft, keys, by=NOBODY, at=NOW) is appoint(draft, keys, by=NOBODY, at=NOW)
    assert session().scalar(select(func.count()).select_from(AppointmentLink)) == len(Purpose)


def test_a_plate_alone_makes_it_nobodys(service, wang):
    customer, vehicle = wang
    stranger = made(service, said=contact(plate="b wx 123"))
    owner = made(service, TEN, said=contact(plate="b wx 123", email="", phone="0049 30 901820"))
    assert (stranger.customer_id, stranger.asset_id) == (None, None)
    assert (owner.customer_id, owner.asset_id) == (customer.id, vehicle.id)


def test_the_desk_says_whose_it_is_and_never_with_anothers_vehicle(service, wang):
    _, vehicle = wang
    other = make_service_customer("李娜", at=NOW)
    with pytest.raises(OthersVehicle):
        made(service, by=DESK, customer_id=other.id, asset_id=vehicle.id)
    session().rollback()


def test_what_was_read_back_is_kept_and_confirmed_only_with_words(service):
    with pytest.raises(NotReadBack):
        made(service, by=DESK, is_summary_confirmed=True)
    appointment = made(service, by=DESK, summary="Rattles when cold", is_summary_confirmed=True)
    assert (appointment.summary, appointment.summary_confirmed_at) == ("Rattles when cold", NOW)


def test_a_stranger_neither_names_a_customer_nor_confirms(service, wang):
    appointment = made(service, customer_id=wang[0].id, summary="Mine", is_summary_confirmed=True)
    assert (appointment.customer_id, appointment.summary, appointment.summary_confirmed_at) == (None, "", None)


def test_a_link_is_good_for_one_thing_until_a_day_after_the_end(service):
    keys = new_keys()
    appointment = made(service, keys=keys)
    assert appointment_by_link(keys[Purpose.MOVE], Purpose.MOVE, NINE) is appointment
    assert appointment_by_link(keys[Purpose.MOVE], Purpose.CANCEL, NINE) is None
    assert appointment_by_link("x" * 43, Purpose.MOVE, NINE) is None
    assert appointment_by_link(keys[Purpose.SEE], Purpose.SEE, TEN + DAY) is None


def test_a_move_renews_the_links_and_lets_the_old_ones_work_some_minutes(service):
    """Threats: rotated on reschedule. Who gets no mail keeps them: they couldn't get others."""
    keys, later = new_keys(), new_keys()
    appointment = made(service, keys=keys)
    move_appointment(appointment, to(NINE + 3 * DAY), later, by=NOBODY, at=NOW)
    assert appointment_by_link(keys[Purpose.SEE], Purpose.SEE, NOW + timedelta(minutes=9)) is appointment
    assert appointment_by_link(keys[Purpose.SEE], Purpose.SEE, NOW + timedelta(minutes=11)) is None
    assert appointment_by_link(later[Purpose.SEE], Purpose.SEE, TEN + 3 * DAY) is appointment
    by_phone = made(service, keys=(phone := new_keys()), said=contact(email="", phone="+49 30 901820"))
    move_appointment(by_phone, to(NINE + 4 * DAY), by=NOBODY, at=NOW)
    assert appointment_by_link(phone[Purpose.SEE], Purpose.SEE, TEN + 4 * DAY) is by_phone


def test_no_token_stands_in_the_table(service):
    keys = new_keys()
    made(service, keys=keys)
    kept = str(session().execute(select(AppointmentLink.__table__)).all())
    assert not any(token in kept for token in keys.values())


def test_moved_onto_a_taken_time_nothing_has_changed(service):
    appointment, _ = made(service), made(service, TEN)
    appointment.coming_at = NOW
    with pytest.raises(SlotTaken):
        move_appointment(appointment, to(TEN), by=NOBODY, at=NOW)
    assert (appointment.booking.start_at, appointment.coming_at) == (NINE, NOW)
    move_appointment(appointment, to(TEN + timedelta(hours=1)), by=NOBODY, at=NOW)
    assert appointment.coming_at is None  # that was said about nine o'clock


def test_called_off_it_is_out_of_the_book_and_nobody_is_to_be_called(service):
    appointment = made(service)
    appointment.confirm_due_at = NINE - timedelta(hours=1)
    for _ in range(2):
        call_off(appointment, by=NOBODY, at=NOW)
    assert appointment.confirm_due_at is None
    assert lines_between(DESK, NINE, TEN) == []


def test_a_requested_time_is_confirmed_by_the_desk_alone(anna):
    appointment = made(make_a_service(is_confirmed_at_once=False))
    with pytest.raises(RightMissing):
        confirm_appointment(appointment, by=NOBODY, at=NOW)
    confirm_appointment(appointment, by=DESK, at=NOW)
    assert appointment.booking.confirmed_at == NOW


def test_of_two_editors_one_wins(service, wang):
    appointment = made(service)
    edit_details(appointment, DetailsDraft("Oil", customer_id=wang[0].id), 1, by=DESK, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        edit_details(appointment, DetailsDraft("Brakes"), 1, by=DESK, at=NOW)
    assert (appointment.content, appointment.customer_id) == ("Oil", wang[0].id)


def test_absence_is_marked_after_the_time_counted_and_taken_back(service, wang):
    appointment = made(service, by=DESK, customer_id=wang[0].id)
    with pytest.raises(NotYet):
        mark_absent(appointment, by=DESK, at=NINE - timedelta(seconds=1))
    mark_absent(appointment, by=DESK, at=TEN)
    session().flush()
    assert no_shows_of(wang[0].id) == 1
    take_back_absence(appointment, by=DESK, at=TEN)
    session().flush()
    assert no_shows_of(wang[0].id) == 0
    appointment.arrived_at, appointment.arrived_how = TEN, "staff"
    with pytest.raises(IsThere):
        mark_absent(appointment, by=DESK, at=TEN)


def test_a_booking_of_before_has_no_line(service):
    assert appointment_for(DESK, booked(service, NINE).reference) is None


def test_the_five_weeks_begin_with_the_shops_monday(service):
    """A7: in Berlin it is Monday while it is still Sunday in UTC; the fifth week is whole."""
    found = offer(service, Wanted(), wall("2026-06-01T00:30"))
    assert (found.first, max(found.days) >= date(2026, 7, 3)) == (date(2026, 6, 1), True)
