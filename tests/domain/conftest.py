"""A shop, an advisor and a bay, in a transaction around each test that asks: rolled back with the database itself."""

import pytest

from portal.db import transaction
from tests.factories_booking import make_advisor, make_bay, make_shop


@pytest.fixture
def shop(app):
    """Open around the clock, in Berlin; nobody works there yet."""
    with app.app_context(), transaction():
        yield make_shop()


@pytest.fixture
def anna(shop):
    return make_advisor("Anna")


@pytest.fixture
def bay(shop):
    return make_bay("Bay 1")
