"""The waiting list (A5, A6, BE44): first come first, each time kept for one, passed on when it isn't taken."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.db import session
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.links import new_keys
from portal.domain.appointments.models import WaitingEntry, WaitingOffer
from portal.domain.appointments.operations import (
    appoint,
    call_off,
    close_waiting_over,
    decline_offer,
    join_waiting_list,
    leave_waiting_list,
    move_appointment,
    pass_on_next_offer,
    take_off_waiting_list,
    take_offer,
)
from portal.domain.appointments.waiting import refusals
from portal.domain.appointments.waiting.drafts import WaitingDraft
from portal.domain.appointments.waiting.queries import offer_behind, waiting_behind, waiting_list
from portal.domain.appointments.waiting.tokens import leaving_token
from portal.domain.appointments.waiting.wishes import Wish, suits
from portal.domain.booking.queries import free_times
from portal.domain.booking.refusals import ContactMissing, SlotTaken
from portal.domain.booking.words import Audience
from portal.domain.outbox.models import Mail
from tests.factories_booking import (
    BERLIN,
    DESK,
    NOW,
    booked,
    booking_draft,
    contact,
    live,
    make_a_service,
    near,
    to,
    wall,
)

EIGHT, NINE, TEN, ELEVEN = (wall(f"2026-06-02 {hour}:00") for hour in ("08", "09", "10", "11"))
ON = NINE.date()
MINUTE = timedelta(minutes=1)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def service(anna):
    return make_a_service(60, step=60)


def made(service, start_at):
    return appoint(AppointmentDraft(booking_draft(service, start_at)), new_keys(), by=NOBODY, at=NOW)


def waits(service, name="Mei", first=ON, last=ON, at=NOW, key="", by=NOBODY, email=None, **wish):
    email = f"{name.lower()}@example.com" if email is None else email
    whom = contact(name, email=email, phone="+1 212 555 0100")
    draft = WaitingDraft(service.id, Wish(first, last, **wish), whom, key or f"the secret of the form of {name}")
    return join_waiting_list(draft, by=by, at=at)


def offers():
    return list(session().scalars(select(WaitingOffer).order_by(WaitingOffer.id)))


def offered_to():
    """Names, in the order of offers that are open."""
    rows = select(WaitingEntry.contact_name).join(WaitingOffer).where(WaitingOffer.ended_at.is_(None))
    return list(session().scalars(rows.order_by(WaitingOffer.id)))


def test_what_the_house_has_offered_can_be_taken_by_its_link_alone(service):
    """BE44: who signs in, or whom the desk puts on the list, waits for what strangers can't book."""
    service.audience = Audience.KNOWN
    appointment = appoint(AppointmentDraft(booking_draft(service, NINE)), new_keys(), by=DESK, at=NOW)
    waits(service, by=DESK)
    call_off(appointment, by=DESK, at=NOW)
    assert take_offer(offers()[0], new_keys(), by=NOBODY, at=NOW).booking.start_at == NINE


def test_all_that_a_move_leaves_is_offered_though_its_service_is_shorter_by_now(service):
    """A6, BE33: it had two hours, and who waits wants the second."""
    longer = make_a_service(120, step=60)
    appointment = made(longer, NINE)
    waits(service, from_minute=10 * 60, until_minute=11 * 60)
    longer.minutes = longer.needs[0].minutes = 60
    move_appointment(appointment, to(wall("2026-06-02 13:00")), by=NOBODY, at=NOW)
    assert [one.start_at for one in offers()] == [TEN]


def test_be44_what_is_called_off_is_kept_for_the_first_who_waits_and_told_by_mail(service):
    appointment = made(service, NINE)
    waits(service, "Mei")
    waits(service, "Tom", at=LATER)
    call_off(appointment, by=NOBODY, at=LATER)
    assert offered_to() == ["Mei"]
    [offer] = offers()
    assert (offer.start_at, offer.expires_at) == (NINE, LATER + 15 * MINUTE)
    mail = session().scalars(select(Mail).where(Mail.kind == "waiting_offered")).one()
    assert mail.to_email == "mei@example.com"
    found, _service = offer_behind(mail.values["access_path"].rsplit("/", 1)[1])
    assert found.id == offer.id
    assert mail.zone == BERLIN
    with pytest.raises(SlotTaken):
        booked(service, NINE, at=LATER)


def test_be44_taking_is_an_appointment_and_twice_is_once(service):
    call_off_for(service)
    [offer] = offers()
    appointment = take_offer(offer, new_keys(), by=NOBODY, at=LATER)
    assert take_offer(offer, new_keys(), by=NOBODY, at=LATER).booking_id == appointment.booking_id
    assert (appointment.booking.start_at, appointment.booking.contact_name) == (NINE, "Mei")
    assert waiting_list(DESK) == []
    assert offer.ended_because == "taken"
    assert near(live()) == []


def call_off_for(service, *names):
    """A time is called off while these wait."""
    appointment = made(service, NINE)
    for number, name in enumerate(names or ("Mei",)):
        waits(service, name, at=NOW + number * MINUTE)
    call_off(appointment, by=NOBODY, at=LATER)


def test_be44_not_taken_in_time_it_goes_to_the_next_exactly_once_and_late_rather_than_never(service):
    call_off_for(service, "Mei", "Tom")
    late = LATER + timedelta(hours=3)  # the worker was away
    assert pass_on_next_offer(by=SYSTEM, at=LATER + 14 * MINUTE) is False
    assert pass_on_next_offer(by=SYSTEM, at=late) is True
    assert pass_on_next_offer(by=SYSTEM, at=late) is False
    assert offered_to() == ["Tom"]
    [first, second] = offers()
    assert (first.ended_because, second.expires_at) == ("run_out", late + 15 * MINUTE)
    with pytest.raises(refusals.OfferOver):
        take_offer(first, new_keys(), by=NOBODY, at=late)
    assert len(waiting_list(DESK)) == 2
    assert pass_on_next_offer(by=SYSTEM, at=late + timedelta(hours=1)) is True
    assert offered_to() == [], "nobody is offered the same time twice"
    assert NINE in [slot.start_at for slot in free_times(service, ON, late + timedelta(hours=1))]


def test_be44_an_offer_that_ran_out_is_not_taken_even_before_the_worker_looks(service):
    call_off_for(service)
    with pytest.raises(refusals.OfferOver):
        take_offer(offers()[0], new_keys(), by=NOBODY, at=LATER + 15 * MINUTE)


def test_be44_nothing_of_the_past_is_offered(service):
    appointment = made(service, NINE)
    waits(service)
    call_off(appointment, by=NOBODY, at=NINE - MINUTE)
    [offer] = offers()
    assert offer.expires_at == NINE, "it is kept until it begins at the latest"
    assert pass_on_next_offer(by=SYSTEM, at=TEN) is True
    assert offered_to() == []


def test_a6_a_move_frees_the_old_time(service):
    appointment = made(service, NINE)
    waits(service)
    move_appointment(appointment, to(ELEVEN), by=NOBODY, at=LATER)
    assert [offer.start_at for offer in offers()] == [NINE]


def test_declining_and_leaving_pass_it_on_and_who_declines_keeps_the_place(service):
    call_off_for(service, "Mei", "Tom", "Olga")
    decline_offer(offers()[0], by=NOBODY, at=LATER)
    decline_offer(offers()[0], by=NOBODY, at=LATER)
    assert offered_to() == ["Tom"]
    leave_waiting_list(next(one.entry for one in waiting_list(DESK) if one.offer), by=NOBODY, at=LATER)
    assert offered_to() == ["Olga"]
    assert [one.entry.contact_name for one in waiting_list(DESK)] == ["Mei", "Olga"]


def test_only_who_wants_such_a_time_is_offered_it(service):
    waits(make_a_service(120), "Too long for the gap")
    waits(service, "Wrong day", first=ON + timedelta(days=1), last=ON + timedelta(days=9))
    waits(service, "Afternoons", from_minute=720)
    waits(service, "Not on Tuesdays", weekdays=127 - 2)
    busy = [made(service, start) for start in (NINE, TEN, EIGHT)]
    waits(service, "Mei", at=LATER)
    call_off(busy[0], by=NOBODY, at=LATER)
    assert offered_to() == ["Mei"]


def test_a_long_time_serves_several(service):
    half = make_a_service(30, step=30)
    waits(half, "Mei")
    waits(half, "Tom", at=NOW + MINUTE)
    call_off(made(service, NINE), by=NOBODY, at=LATER)
    assert offered_to() == ["Mei", "Tom"]
    assert len({offer.start_at for offer in offers()}) == 2


def test_joining_twice_with_one_form_is_one_place_and_the_link_leaves(service):
    entry = waits(service, key="k" * 43)
    assert waits(service, key="k" * 43).id == entry.id
    found, _service = waiting_behind(leaving_token("k" * 43))
    leave_waiting_list(found, by=NOBODY, at=LATER)
    leave_waiting_list(found, by=NOBODY, at=LATER)
    assert (found.ended_at, found.ended_because) == (LATER, "left")
    with pytest.raises(refusals.NotWaiting):
        take_off_waiting_list(found, by=DESK, at=LATER)


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        ({"last": ON - timedelta(days=9), "first": ON - timedelta(days=9)}, refusals.DaysGone),
        ({"last": ON - timedelta(days=1)}, refusals.DaysTurned),
        ({"last": ON + timedelta(days=500)}, refusals.TooFarAhead),
        ({"from_minute": 700, "until_minute": 600}, refusals.NoHours),
    ],
)
def test_days_and_hours_that_cannot_be_are_refused(service, wish, refusal):
    with pytest.raises(refusal):
        waits(service, **wish)


def test_one_contact_has_three_places_and_must_be_reachable(service):
    for number in range(3):
        waits(service, key=f"{number}" * 43)
    with pytest.raises(refusals.WaitsAlready):
        waits(service, key="4" * 43)
    with pytest.raises(ContactMissing):
        waits(service, name=" ", key="5" * 43)


def test_who_has_only_a_phone_is_booked_by_the_desk(service):
    appointment = made(service, NINE)
    waits(service, email="")
    call_off(appointment, by=NOBODY, at=LATER)
    assert session().scalars(select(Mail.kind).where(Mail.kind == "waiting_offered")).first() is None
    [one] = waiting_list(DESK)
    assert take_offer(one.offer, new_keys(), by=DESK, at=LATER).booking.channel == "phone"
    assert waiting_list(NOBODY) == []


def test_when_the_last_day_is_over_nobody_waits_any_more(service):
    waits(service)
    assert close_waiting_over(by=SYSTEM, at=wall("2026-06-02 23:59")) == 0
    assert close_waiting_over(by=SYSTEM, at=wall("2026-06-03 00:00")) == 1
    assert waiting_list(DESK) == []


def test_a7_wanted_hours_are_the_shops_on_days_with_a_clock_change():
    wish = Wish(wall("2026-10-25 00:00").date(), wall("2026-10-25 12:00").date(), from_minute=120, until_minute=180)
    assert suits(wish, wall("2026-10-25 02:30"), BERLIN)
    assert suits(wish, wall("2026-10-25 02:30") + timedelta(hours=1), BERLIN), "half past two comes twice"
    assert not suits(wish, wall("2026-10-25 03:00"), BERLIN)
