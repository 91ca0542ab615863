"""The database refuses a role and a kind that the code doesn't know (P21)."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from portal.db import session, transaction
from portal.domain.people.models import AccessLink, PersonRole, SignInAttempt
from tests.factories_people import make_person
from tests.factories_tickets import MONDAY

LINK = {"token_hash": "x", "created_at": MONDAY, "expires_at": MONDAY + timedelta(days=1)}


@pytest.mark.parametrize(
    "row",
    [
        lambda person: PersonRole(person_id=person.id, role="emperor"),
        lambda person: PersonRole(person_id=person.id, role="system"),
        lambda person: AccessLink(person_id=person.id, kind="favour", **LINK),
        lambda _person: SignInAttempt(email="x", address="", kind="guess", at=MONDAY),
    ],
)
def test_a_word_that_nobody_knows_is_refused(app, row):
    with app.app_context(), transaction():
        session().add(row(make_person()))
        with pytest.raises(IntegrityError, match="known_"):
            session().flush()
        session().rollback()
