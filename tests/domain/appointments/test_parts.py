"""Parts that services usually need, asked for, reserved, missing (A21, BR32, BR34)."""

from datetime import date

import pytest
from sqlalchemy import select

from portal.db import session
from portal.domain.appointments.models import PartLine
from portal.domain.appointments.operations.parts import lay_out, say_part_state, set_usual_parts
from portal.domain.appointments.preparation_words import PartState
from portal.domain.appointments.store import store_for
from portal.domain.outbox.models import Mail
from tests.domain.appointments.test_preparing import TEN, made, rows
from tests.factories_booking import DESK, NOW, make_a_service


@pytest.fixture
def service(anna):
    return make_a_service()


def test_a_booking_asks_for_the_parts_that_its_service_usually_needs(service):
    """BR32, BR34: grouped by part, by time."""
    set_usual_parts(service, [("Oil filter", 1), ("Spark plug", 4)], by=DESK, at=NOW)
    first, second = made(service), made(service, TEN)
    found = store_for(DESK, NOW).parts
    assert [(part.name, part.wanted) for part in found] == [("Oil filter", 2), ("Spark plug", 8)]
    assert [line.booking.id for _part, line in found[0].lines] == [first.booking_id, second.booking_id]
    lay_out(found[0].lines[0][0], by=DESK, at=NOW)
    assert (found[0].lines[0][0].state, found[0].lines[0][0].laid_out_at) == (PartState.RESERVED, NOW)


@pytest.mark.parametrize(
    ("expected_on", "mails"), [(None, 1), (date(2026, 6, 3), 1), (date(2026, 6, 2), 0), (date(2026, 6, 1), 0)]
)
def test_whom_a_missing_part_concerns_is_told_once_with_a_link_to_move(service, expected_on, mails):
    """A21: when it isn't there on the day."""
    set_usual_parts(service, [("Oil filter", 1)], by=DESK, at=NOW)
    appointment = made(service)
    (line,) = rows(PartLine, appointment)
    for _twice in range(2):
        say_part_state(line, appointment, PartState.MISSING, expected_on, by=DESK, at=NOW)
    found = list(session().scalars(select(Mail).where(Mail.kind == "part_missing")))
    assert len(found) == mails
    assert all(mail.values["access_path"].startswith("/book/moves/") for mail in found)
