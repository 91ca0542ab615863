"""A shop in which Anna and Ben receive, and people of the desk with their browsers."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.clock import now
from portal.db import transaction
from portal.domain.booking.situation import shop_hours
from portal.domain.booking.words import Kind
from portal.domain.rights import Role
from tests.client import SignedInBrowser
from tests.factories_booking import BERLIN, make_a_service, make_advisor, make_bay, make_shop
from tests.factories_people import stored_person


class Desk:
    """What the tests name."""

    def __init__(self) -> None:
        """Open all day; the service takes an hour of an advisor and of a bay."""
        make_shop()
        shop_hours()  # this process knows the calendar, as one that runs for a while does
        self.anna, self.ben = make_advisor("Anna", "00:00-24:00"), make_advisor("Ben", "00:00-24:00")
        self.bays = [make_bay("Bay 1", "00:00-24:00"), make_bay("Bay 2", "00:00-24:00")]
        self.service = make_a_service(kinds=(Kind.ADVISOR, Kind.BAY), step=60)
        tomorrow = now().astimezone(ZoneInfo(BERLIN)).date() + timedelta(days=1)
        self.day = tomorrow
        self.nine, self.ten = self.at(9), self.at(10)

    def at(self, hour: int) -> str:
        """Tomorrow at that hour, as the form sends it."""
        return datetime.combine(self.day, time(hour), ZoneInfo(BERLIN)).astimezone(UTC).isoformat()


@pytest.fixture
def desk(app) -> Desk:
    with app.app_context(), transaction():
        return Desk()


@pytest.fixture
def an(app, signed_in) -> SignedInBrowser:
    """At the front desk."""
    return signed_in(stored_person(app, Role.FRONT_DESK, name="An Ming"))


@pytest.fixture
def boss(app, signed_in) -> SignedInBrowser:
    """May overbook."""
    return signed_in(stored_person(app, Role.ADMINISTRATOR, name="Bo"))
