"""The service desk in the queue costs those who work there two queries, and nobody else any (Q7, Q9)."""

from datetime import timedelta

from portal.clock import now
from portal.db import transaction
from portal.domain.rights import Role
from portal.web.live import Views
from tests.factories_appointments import make_appointment, make_round_the_clock_shop
from tests.factories_people import stored_person

MOST = 10


def test_who_does_not_work_at_the_desk_pays_no_query_for_it(app, signed_in):
    """Q9: at most ten statements for the front desk, whose page shows what is to be acknowledged."""
    app.extensions["live"] = Views()
    with app.app_context(), transaction():
        at = now()
        make_appointment(make_round_the_clock_shop(at), at + timedelta(hours=5), at=at, name="Nora Corvid")
    page = signed_in(stored_person(app, Role.FRONT_DESK)).get("/queue")
    assert "Nora Corvid" in page.text("main")
    assert sum("preparation_notices" in one for one in page.queries) in {1, 2}
    assert len(page.queries) <= MOST
    agents = signed_in(stored_person(app, Role.AGENT)).get("/queue")
    assert not [one for one in agents.queries if "preparation_notices" in one or "invites" in one]
