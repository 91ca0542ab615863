"""A shop in Berlin with two advisors and one service, stored; visitors who book."""

import pytest
import time_machine
from flask import Flask

from portal.db import session, transaction
from portal.domain.booking.situation import shop_hours
from tests.factories_booking import make_a_service, make_advisor, make_shop
from tests.public_booking import MORNING, Desk


@pytest.fixture
def clock():
    """It stands still where a test doesn't move it."""
    with time_machine.travel(MORNING, tick=False) as found:
        yield found


@pytest.fixture
def desk(app: Flask, clock) -> Desk:
    """Anna and Boris receive; the service takes an hour of either."""
    with app.app_context(), transaction():
        make_shop()
        anna, boris = make_advisor("Anna"), make_advisor("Boris")
        service = make_a_service(60, step=60)
        session().flush()
        shop_hours()  # a calendar that changed is read with more queries, once in each process
        return Desk(app, service.id, service.slug, anna.id, boris.id)
