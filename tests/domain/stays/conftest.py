"""A hotel in a transaction around each test, and who works there."""

import pytest

from portal.db import transaction
from portal.domain.rights import Role
from tests.factories_people import actor_of, make_person
from tests.factories_stays import make_hotel


@pytest.fixture
def hotel(app):
    with app.app_context(), transaction():
        make_hotel()
        yield


@pytest.fixture
def wu(hotel):
    return actor_of(make_person(Role.DUTY_MANAGER, name="Wu Jun"))


@pytest.fixture
def gu(hotel):
    return actor_of(make_person(Role.GENERAL_MANAGER, name="Gu Wei"))
