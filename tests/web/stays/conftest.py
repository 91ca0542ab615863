"""The small hotel today: the list of arrivals begins with the house's day."""

from datetime import timedelta

import pytest

from portal.clock import now
from portal.db import transaction
from portal.domain.rights import Role
from portal.domain.stays.queries import house_day
from tests.factories_people import stored_person
from tests.factories_stays import make_hotel, make_stay, room

HOUR = timedelta(hours=1)


@pytest.fixture
def stay(app):
    """`stay(level, **facts)`: of a guest who comes today in five hours, for two nights; its reference."""
    with app.app_context(), transaction():
        make_hotel()
        for number in ("1201", "1202"):
            room(number)

    def made(level=None, **facts):
        with app.app_context(), transaction():
            at, on = now(), house_day(now())
            times = {"arrive_at": at + 5 * HOUR, "arrive_on": on, "depart_on": on + timedelta(days=2)}
            return make_stay(level, at=at, **{**times, **facts}).reference

    return made


@pytest.fixture
def wu(app, signed_in):
    return signed_in(stored_person(app, Role.DUTY_MANAGER, name="Wu Jun"))


@pytest.fixture
def gu(app, signed_in):
    return signed_in(stored_person(app, Role.GENERAL_MANAGER, name="Gu Wei", locale="zh_Hans"))


@pytest.fixture
def sales(app, signed_in):
    return signed_in(stored_person(app, Role.SALES, name="Sun Li"))
