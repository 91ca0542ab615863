"""The page of figures (BR38, A13)."""

from datetime import timedelta

from flask import Flask

from portal.clock import now
from portal.db import transaction
from portal.domain.booking.situation import shop_hours
from portal.domain.outreach.drafts import IncomingDraft
from portal.domain.outreach.operations import take_call
from portal.domain.outreach.rules import Result
from portal.domain.rights import Role
from tests.factories_people import actor_of, stored_person


def test_an_advisor_reads_the_share_of_calls_answered_within_three_rings(app: Flask, signed_in):
    person = stored_person(app, Role.FRONT_DESK, name="An Ming")
    with app.app_context(), transaction():
        shop_hours()  # kept in the process: the page's statements are counted without this first reading
        for rings, days in ((2, 0), (3, 1), (5, 1), (2, 20)):
            draft = IncomingDraft("Ana", Result.ANSWERED, rings=rings)
            take_call(draft, None, by=actor_of(person), at=now() - timedelta(days=days))
    an = signed_in(person)
    assert "75 % 3 of 4 that were counted" in an.get("/figures").text("main")
    week = an.get(an.get("/figures").link("7 days"))
    assert "67 % 2 of 3 that were counted" in week.text("main")
    assert "75 %" in an.get("/figures?days=8").text("main")  # no choice: as without one


def test_the_workshop_does_not(app: Flask, signed_in):
    assert signed_in(stored_person(app, Role.WORKSHOP)).get("/figures", status=403)
