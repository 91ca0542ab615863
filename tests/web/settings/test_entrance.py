"""How much of customers the entrance shows, and when they check in, is the house's choice (A31, A33, BR37)."""

import pytest

from portal.db import read_only, session
from portal.domain.appointments.masking import Privacy
from portal.domain.appointments.welcome import entrance
from portal.domain.audit.models import AuditEntry
from portal.domain.rights import Role
from tests.factories_people import stored_person


@pytest.fixture
def boss(app, signed_in):
    return signed_in(stored_person(app, Role.ADMINISTRATOR))


def test_masked_holds_until_an_administrator_chooses_otherwise_and_the_log_says_who_a31(app, boss):
    page = boss.get("/settings/entrance")
    assert "Everybody who passes the entrance reads who comes" in page.text("main")
    boss.submit(page, "entrance", {"privacy": "surname", "leaves_after_minutes": 20, "opens_before_minutes": 90})
    boss.submit(boss.get("/settings/entrance"), "entrance", {"privacy": "full"})
    with app.app_context(), read_only():
        chosen = entrance()
        assert (chosen.privacy, chosen.leaves_after_minutes, chosen.opens_before_minutes) == (Privacy.FULL, 20, 90)
        first, second = session().query(AuditEntry).filter_by(action="entrance.set").order_by(AuditEntry.id)
        assert first.details["before"]["privacy"] == "masked"
        assert (second.details["before"]["privacy"], second.details["after"]["privacy"]) == ("surname", "full")
        assert second.person_id is not None


def test_a_time_that_no_board_keeps_is_refused_with_what_was_typed_a33(boss):
    page = boss.submit(boss.get("/settings/entrance"), "entrance", {"closes_after_minutes": 481}, status=422)
    assert "Enter a number from 0 to 480." in page.text("[role=alert]")
    assert page.value("closes_after_minutes") == "481"
    assert boss.get("/settings/entrance").value("privacy") == "masked"


def test_the_front_desk_may_not_choose_it(app, signed_in):
    signed_in(stored_person(app, Role.FRONT_DESK)).get("/settings/entrance", status=403)
