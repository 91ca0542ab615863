"""Who stands on the welcome board, and until when (A30-A32, A23, BR36, BR37)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from portal.db import db, session
from portal.domain.actors import NOBODY, Actor
from portal.domain.appointments.models import BoardRelease, Entrance
from portal.domain.appointments.operations import call_off, mark_absent
from portal.domain.appointments.welcome import welcome_board
from portal.domain.rights import Role
from tests.factories_booking import DESK, NOW, contact, make_a_service, make_advisor, make_shop, wall
from tests.factories_customers import make_service_customer, make_vehicle
from tests.factories_welcome import make_appointment

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
NINE = wall("2026-06-02T09:00")
SCREEN = Actor(person_id=None, name="Door", roles=frozenset({Role.DISPLAY}), display_id=1)


@pytest.fixture
def open_8_to_18(shop):
    return make_shop(hours="08:00-18:00")


@pytest.fixture
def service(open_8_to_18):
    for name in ("Anna", "Bo"):
        make_advisor(name)
    return make_a_service()


def numbers(at) -> list[int]:
    return [guest.number for guest in welcome_board(SCREEN, at).guests]


def test_the_day_stands_there_by_time_with_number_name_plate_and_advisor_a30(service):
    make_appointment(service, NINE + 60 * MINUTE, at=NOW, contact=contact("Omar Diaz", plate="8ABK 123"))
    customer = make_service_customer("王建国", salutation="mr", at=NOW)
    asset = make_vehicle(customer, "京A·8F345", at=NOW)
    make_appointment(service, NINE, at=NOW, customer_id=customer.id, asset_id=asset.id)
    board = welcome_board(SCREEN, NINE - 30 * MINUTE)
    assert (board.on, board.is_tomorrow) == (date(2026, 6, 2), False)
    assert [(g.number, g.name, g.plate, g.is_next) for g in board.guests] == [
        (1, "王先生", "京A·**·45", True),
        (2, "D.", "8A·**·23", False),
    ]
    assert board.guests[0].advisor in ("Anna", "Bo")
    assert welcome_board(NOBODY, NINE).guests == ()


def test_who_arrived_is_marked_and_leaves_after_a_while_who_is_late_is_asked_to_the_reception_a30(service):
    here, late = make_appointment(service, NINE, at=NOW), make_appointment(service, NINE, at=NOW)
    here.arrived_at, here.arrived_how = NINE, "staff"
    first, second = welcome_board(SCREEN, NINE + 10 * MINUTE).guests
    assert (first.is_here, first.is_late, second.is_here, second.is_late) == (True, False, False, True)
    assert numbers(NINE + 15 * MINUTE) == [2]
    session().add(Entrance(leaves_after_minutes=40))
    assert numbers(NINE + 15 * MINUTE) == [1, 2]
    mark_absent(late, by=DESK, at=NINE + 30 * MINUTE)
    assert numbers(NINE + 30 * MINUTE) == [1]


def test_who_called_off_or_waits_for_a_word_of_the_shop_is_not_there(service):
    call_off(make_appointment(service, NINE, at=NOW), by=DESK, at=NOW)
    asks = make_a_service(is_confirmed_at_once=False)
    make_appointment(asks, NINE, at=NOW, by=NOBODY)
    assert numbers(NINE - DAY / 24) == []


def test_hidden_ones_are_guests_with_a_number_a31(service):
    appointment = make_appointment(service, NINE, at=NOW, contact=contact("Anna Lee", plate="8ABK 123"))
    appointment.is_hidden_on_board = True
    (guest,) = welcome_board(SCREEN, NINE).guests
    assert (guest.number, guest.name, guest.plate) == (1, "", "")


def test_at_closing_all_are_gone_and_tomorrow_comes_once_it_is_released_br36(service):
    make_appointment(service, NINE, at=NOW)
    make_appointment(service, NINE + DAY, at=NOW)
    closing = wall("2026-06-02T18:00")
    assert numbers(closing - MINUTE) == [1]
    assert numbers(closing) == []
    session().add(BoardRelease(on_date=date(2026, 6, 3), released_at=closing))
    session().flush()
    board = welcome_board(SCREEN, closing)
    assert (board.on, board.is_tomorrow, len(board.guests)) == (date(2026, 6, 3), True, 1)
    after_midnight = welcome_board(SCREEN, wall("2026-06-03T00:00"))
    assert (after_midnight.on, after_midnight.is_tomorrow, len(after_midnight.guests)) == (date(2026, 6, 3), False, 1)


def test_never_yesterdays_rows_not_in_the_minute_of_midnight_either_a32(service):
    make_appointment(service, NINE, at=NOW)
    assert numbers(wall("2026-06-02T00:00")) == [1]
    assert numbers(wall("2026-06-01T23:59")) == []
    assert numbers(wall("2026-06-03T00:00")) == []


def test_the_board_costs_the_same_number_of_queries_however_many_come(service):
    def asked() -> int:
        session().expire_all()
        count = 0

        def one_more(*_args: object) -> None:
            nonlocal count
            count += 1

        event.listen(db.engine, "before_cursor_execute", one_more)
        welcome_board(replace(SCREEN), NINE)
        event.remove(db.engine, "before_cursor_execute", one_more)
        return count

    make_appointment(service, NINE, at=NOW)
    few = asked()
    for hour in range(1, 8):
        make_appointment(service, NINE + hour * 60 * MINUTE, at=NOW)
    assert asked() == few <= 8
