"""What was typed and not sent is kept, within limits (P14; threats: upload abuse)."""

from datetime import timedelta

from sqlalchemy import select

from portal.db import session, transaction
from portal.domain.drafts import operations
from portal.domain.drafts.models import Draft
from portal.domain.drafts.operations import keep_draft
from tests.factories_tickets import MONDAY, make_agent


def test_of_too_many_drafts_the_oldest_go_and_others_lose_nothing(app, monkeypatch):
    monkeypatch.setattr(operations, "MOST_DRAFTS", 3)
    with app.app_context(), transaction():
        sam, kim = make_agent("Sam").actor, make_agent("Kim").actor
        keep_draft("/old", "reply", {"body": ["Kim's"]}, by=kim, at=MONDAY - timedelta(days=9))
        for number in range(5):
            keep_draft(f"/tickets/{number}", "reply", {"body": ["x"]}, by=sam, at=MONDAY + timedelta(minutes=number))
            session().flush()
        keep_draft("/tickets/2", "reply", {"body": ["again"]}, by=sam, at=MONDAY + timedelta(minutes=9))
        session().flush()
        of_sam = select(Draft.page).where(Draft.person_id == sam.person_id).order_by(Draft.page)
        assert session().scalars(of_sam).all() == ["/tickets/2", "/tickets/3", "/tickets/4"]
        assert session().scalars(select(Draft.page).where(Draft.person_id == kim.person_id)).all() == ["/old"]
