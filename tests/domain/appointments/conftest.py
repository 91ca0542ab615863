"""A shop with an advisor, inside a transaction that the database itself takes back."""

import pytest

from portal.db import transaction
from tests.factories_booking import make_advisor, make_shop


@pytest.fixture
def shop(app):
    """Open around the clock, in Berlin."""
    with app.app_context(), transaction():
        yield make_shop()


@pytest.fixture
def anna(shop):
    return make_advisor("Anna")
