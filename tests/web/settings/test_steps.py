"""Steps of the service desk that a house does without: no page, no task, no notice, no promise (issue 4)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.db import session, transaction
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.appointments.models import Appointment, Notice, PartLine
from portal.domain.appointments.operations.releasing import release_next_board
from portal.domain.booking.models import Service
from portal.domain.house.models import House
from portal.domain.house.operations import change_trade
from portal.domain.house.trade import Step, Trade
from portal.domain.outbox.models import Mail
from portal.domain.outreach.operations import make_invites
from portal.domain.promises.queries import promises_of, tally_of
from portal.domain.promises.rules import Kind
from portal.domain.promises.wanted import SERVICE, Wanted
from portal.domain.rights import Role
from tests.factories_appointments import make_appointment, make_round_the_clock_shop
from tests.factories_booking import DESK, NOW, make_a_service
from tests.factories_customers import make_service_customer
from tests.factories_people import stored_person

PAGES = {
    Step.WORKSHOP: "/workshop",
    Step.PARTS: "/parts",
    Step.CALLS: "/preparation",
    Step.OUTREACH: "/outreach/calls",
    Step.REGISTER: "/register",
    Step.BOARD: "/arrivals/tomorrow",
}
ALL = tuple(Step)
HOUR = timedelta(hours=1)


@pytest.fixture
def service(app) -> Iterator[Service]:
    """A shop around the clock."""
    with app.app_context(), transaction():
        yield make_round_the_clock_shop(NOW)


def leave_out(*steps: Step) -> None:
    change_trade(Trade(off=frozenset(steps)), session().get_one(House, 1).trade_version, by=SYSTEM, at=NOW)


@pytest.mark.parametrize("step", PAGES)
def test_a_step_that_is_off_has_no_page_and_no_entry_and_comes_back(app, signed_in, step: Step):
    boss = signed_in(stored_person(app, Role.ADMINISTRATOR))
    page = boss.get("/settings/trade")
    boss.submit(page, "trade", {"steps": [str(other) for other in Step if other != step]})
    boss.get(PAGES[step], status=404)
    page = boss.get("/settings/trade")
    assert PAGES[step] not in [str(link["href"]) for link in page.soup.select("a[href]")]
    boss.submit(page, "trade", {"steps": [str(other) for other in Step]})
    boss.get(PAGES[step], status=303 if step == Step.REGISTER else 200)


def test_nobody_is_told_of_a_booking_and_nothing_falls_due(service):
    leave_out(*ALL)
    appointment = make_appointment(service, NOW + 5 * HOUR, at=NOW, email="mei@example.com")
    assert session().scalar(select(func.count(Notice.id))) == session().scalar(select(func.count(PartLine.id))) == 0
    assert appointment.confirm_due_at is None
    mail = session().scalars(select(Mail).where(Mail.kind == "booking_booked")).one()
    assert "check_in_path" not in mail.values
    assert not make_invites(by=SYSTEM, at=NOW)
    assert not release_next_board(by=SYSTEM, at=NOW + 1000 * HOUR)


def test_a_customer_who_waits_for_a_yes_is_answered_in_every_house(service):
    leave_out(*ALL)
    asked = make_a_service(15, is_confirmed_at_once=False)
    make_appointment(asked, NOW + 9 * HOUR, at=NOW, by=NOBODY, name="Omar")
    rows = promises_of(DESK, Wanted(without=ALL), at=NOW).rows
    assert [row.kind for row in rows] == [Kind.REQUEST]


def test_what_was_promised_before_leaves_the_queue_and_stays_in_the_book(service):
    appointment = make_appointment(service, NOW + 5 * HOUR, at=NOW)
    assert len(promises_of(DESK, Wanted(), at=NOW).rows) == 4
    left = promises_of(DESK, Wanted(without=(Step.CALLS, Step.PARTS)), at=NOW).rows
    assert [(row.kind, row.why) for row in left] == [(Kind.NOTICE, "workshop")]
    assert tally_of(DESK, Wanted(without=ALL), at=NOW).kinds[SERVICE] == 0
    assert session().get_one(Appointment, appointment.booking_id).confirm_due_at is not None


def test_what_was_agreed_for_a_board_that_is_off_stays_when_the_customer_is_saved(app, signed_in):
    """A31: nothing of the board stands in the form, and the consent is there when the board comes back."""
    with app.app_context(), transaction():
        customer = make_service_customer("Mei Lin", at=NOW)
        customer.board_consent = True
        session().flush()
        leave_out(Step.BOARD)
        path = f"/customers/{customer.id}"
    desk = signed_in(stored_person(app, Role.FRONT_DESK))
    page = desk.get(f"{path}/edit")
    assert "welcome board" not in page.text("main")
    desk.submit(page, page.soup.select_one("main form")["id"], {"notes": "Calls back"})
    assert "welcome board" not in desk.get(path).text("main")
    with app.app_context(), transaction():
        leave_out()
    assert "full name" in desk.get(path).text("main")
