"""After signing in one stands where one's work is (BR39)."""

import pytest

from portal.domain.rights import Role
from tests.factories_people import stored_person

PLACES = {
    Role.FRONT_DESK: "/arrivals",
    Role.WORKSHOP: "/workshop",
    Role.PARTS: "/parts",
    Role.DUTY_MANAGER: "/tasks",
    Role.HOUSEKEEPING: "/tasks",
    Role.KITCHEN: "/tasks",
    Role.AGENT: "/queue",
    Role.ADMINISTRATOR: "/queue",
}


@pytest.mark.parametrize("role", PLACES)
def test_each_role_lands_where_its_work_is(app, signed_in, role):
    browser = signed_in(stored_person(app, role, name="Kim"))
    assert browser.get("/", status=303).location == PLACES[role]
