"""Who is there, by whom it was said, and tomorrow's board (A23, A33, BR36)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from portal.db import session
from portal.domain.actors import NOBODY, SYSTEM, Actor
from portal.domain.appointments.models import BoardRelease
from portal.domain.appointments.operations import call_off
from portal.domain.appointments.operations.arriving import (
    AskReception,
    check_in_by_link,
    check_in_by_phone,
    note_arrival,
    take_back_arrival,
)
from portal.domain.appointments.operations.releasing import release_board, release_next_board
from portal.domain.appointments.welcome import board_to_check
from portal.domain.audit.models import AuditEntry
from portal.domain.booking.refusals import BookingCancelled
from portal.domain.booking.situation import shop_hours
from portal.domain.outbox.models import Mail
from portal.domain.people.displays import new_token
from portal.domain.people.operations import make_display_link
from portal.domain.people.operations.display_links import DisplayDraft
from portal.domain.people.rules import Board
from portal.domain.rights import Role
from tests.factories_booking import DESK, NOW, contact, make_a_service, make_advisor, make_shop, wall
from tests.factories_people import make_person
from tests.factories_welcome import make_appointment

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
NINE = wall("2026-06-02T09:00")
CLOSING = wall("2026-06-02T18:00")


@pytest.fixture
def kiosk(shop) -> Actor:
    make_shop(hours="08:00-18:00")
    link = make_display_link(DisplayDraft("Door", board=Board.KIOSK), new_token(), by=SYSTEM, at=NOW)
    session().flush()
    return Actor(person_id=None, name="Door", roles=frozenset({Role.DISPLAY}), display_id=link.id)


@pytest.fixture
def service(kiosk):
    nina = make_person(Role.FRONT_DESK, name="Nina Park")
    make_advisor("Nina", person_id=nina.id)
    return make_a_service()


def mails() -> int:
    found = select(func.count()).select_from(Mail).where(Mail.kind == "appointment_arrived")
    return session().scalar(found) or 0


def test_one_touch_notes_the_arrival_tells_the_advisor_once_and_is_taken_back_a33(service):
    appointment = make_appointment(service, NINE, at=NOW)
    note_arrival(appointment, by=DESK, at=NINE)
    note_arrival(appointment, by=DESK, at=NINE + MINUTE)
    assert (appointment.arrived_at, appointment.arrived_how, mails()) == (NINE, "staff", 1)
    for _ in range(2):
        take_back_arrival(appointment, by=DESK, at=NINE + MINUTE)
    assert (appointment.arrived_at, appointment.arrived_how, mails()) == (None, None, 0)
    taken_back = select(func.count()).where(AuditEntry.action == "appointment.arrival_taken_back")
    assert session().scalar(taken_back) == 1


def test_who_called_off_cannot_arrive_a33(service):
    appointment = make_appointment(service, NINE, at=NOW)
    call_off(appointment, by=DESK, at=NOW)
    with pytest.raises(BookingCancelled):
        note_arrival(appointment, by=DESK, at=NINE)


def test_the_link_checks_in_from_an_hour_before_to_half_an_hour_after_a33(service):
    appointment = make_appointment(service, NINE, at=NOW)
    for early_or_late in (NINE - 61 * MINUTE, NINE + 31 * MINUTE):
        with pytest.raises(AskReception):
            check_in_by_link(appointment, by=NOBODY, at=early_or_late)
    check_in_by_link(appointment, by=NOBODY, at=NINE - 60 * MINUTE)
    assert appointment.arrived_how == "code"


def test_the_kiosk_finds_by_four_digits_and_by_the_plate_where_two_have_them_a33(service, kiosk):
    one = make_appointment(service, NINE, at=NOW, contact=contact("A", phone="+49 30 5550199", plate="B·WX 123"))
    two = make_appointment(
        service, NINE + 60 * MINUTE, at=NOW, contact=contact("B", phone="+49 40 7770199", plate="B·WX 456")
    )
    assert check_in_by_phone("0199", "", by=kiosk, at=NINE) is None
    assert check_in_by_phone("199", "123", by=kiosk, at=NINE) is None
    assert check_in_by_phone("0199", "123", by=kiosk, at=NINE - 61 * MINUTE) is None
    assert check_in_by_phone("0199", "123", by=kiosk, at=NINE).appointment is one
    assert (one.arrived_how, two.arrived_at) == ("phone", None)


def test_nobody_tries_all_numbers_at_a_kiosk_a33(service, kiosk):
    make_appointment(service, NINE, at=NOW, contact=contact("A", phone="+49 30 5550199"))
    for number in range(12):
        assert check_in_by_phone(f"{number:04}", "", by=kiosk, at=NINE) is None
    assert check_in_by_phone("0199", "", by=kiosk, at=NINE) is None, "tired"
    assert check_in_by_phone("0199", "", by=kiosk, at=NINE + 11 * MINUTE) is not None


def test_half_an_hour_before_closing_the_board_is_to_be_checked_until_somebody_releases_it_br36(kiosk):
    assert board_to_check(shop_hours(), CLOSING - 31 * MINUTE) is None
    assert board_to_check(shop_hours(), CLOSING - 30 * MINUTE) == date(2026, 6, 3)
    release_board(date(2026, 6, 3), by=DESK, at=CLOSING - 20 * MINUTE)
    assert board_to_check(shop_hours(), CLOSING) is None
    assert release_next_board(by=SYSTEM, at=CLOSING) is False


def test_at_closing_the_house_releases_it_once_late_rather_than_never_a23(kiosk):
    assert release_next_board(by=SYSTEM, at=CLOSING - MINUTE) is False
    assert release_next_board(by=SYSTEM, at=CLOSING + 90 * MINUTE) is True
    assert release_next_board(by=SYSTEM, at=CLOSING + 91 * MINUTE) is False
    assert session().scalars(select(BoardRelease.on_date)).all() == [date(2026, 6, 3)]


def test_trying_on_at_a_tired_kiosk_does_not_make_it_wait_longer_a33(service, kiosk):
    """Threats: the limit is against who guesses, not against those who come to the door after them."""
    one = make_appointment(service, NINE, at=NOW, contact=contact("A", phone="+49 30 5550199", plate="B·WX 123"))
    for number in range(12):
        check_in_by_phone(f"{number:04}", "", by=kiosk, at=NINE)
    for minute in range(1, 10):
        for number in range(4):
            assert check_in_by_phone(f"{number:04}", "", by=kiosk, at=NINE + minute * MINUTE) is None
    assert check_in_by_phone("0199", "", by=kiosk, at=NINE + 10 * MINUTE).appointment is one
