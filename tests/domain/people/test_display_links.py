"""Links that screens hold: made and revoked by an administrator, stored as a hash, with one right (Q6, P1, P22)."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.db import session
from portal.domain.audit.queries import entries_about
from portal.domain.errors import RightMissing
from portal.domain.people.displays import display_link_for, display_links, new_token, screen_holding
from portal.domain.people.models import DisplayLink
from portal.domain.people.operations import make_display_link, revoke_display_link
from portal.domain.people.operations.display_links import DisplayDraft
from portal.domain.people.rules import Board
from portal.domain.rights import Right, Role
from tests.factories_people import actor_of, make_person

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def ada(inside):
    return actor_of(make_person(Role.ADMINISTRATOR, name="Ada"))


def test_a_link_lets_a_screen_see_the_wall_and_nothing_else_p1(ada):
    token = new_token()
    make_display_link(DisplayDraft("Support room", locale="zh_Hans"), token, by=ada, at=NOON)
    screen = screen_holding(token, Board.QUEUE)
    assert screen.rights == {Right.WALL_SEE}
    assert (screen.locale, screen.person_id, screen.is_known, screen.is_staff) == ("zh_Hans", None, False, False)


def test_the_token_has_256_bits_and_is_stored_as_a_hash_only(ada):
    token = new_token()
    assert len(token) == 43
    assert token != new_token()
    link = make_display_link(DisplayDraft("Support room"), token, by=ada, at=NOON)
    session().flush()
    kept = [str(session().execute(select(DisplayLink.__table__)).all())]
    kept += [str(entry.details) for entry in entries_about(link)]
    assert [text for text in kept if token in text] == []


def test_a_revoked_link_shows_nothing_for_good_and_who_did_it_stays(ada):
    token, other = new_token(), actor_of(make_person(Role.ADMINISTRATOR))
    link = make_display_link(DisplayDraft("Support room"), token, by=ada, at=NOON)
    revoke_display_link(link, by=ada, at=NOON + timedelta(hours=1))
    revoke_display_link(link, by=other, at=NOON + timedelta(hours=2))
    session().refresh(link)
    assert (link.revoked_at, link.revoked_by_id) == (NOON + timedelta(hours=1), ada.person_id)
    assert screen_holding(token, Board.QUEUE) is None
    done = [(entry.action, entry.person_id) for entry in entries_about(link)]
    assert done == [("display_link.made", ada.person_id), ("display_link.revoked", ada.person_id)]


@pytest.mark.parametrize("token", ["", "x", "x" * 43])
def test_a_wrong_token_is_nobody_s(ada, token: str):
    make_display_link(DisplayDraft("Support room"), new_token(), by=ada, at=NOON)
    assert screen_holding(token, Board.QUEUE) is None


def test_a_link_to_another_board_does_not_open_this_one(ada):
    token = new_token()
    make_display_link(DisplayDraft("Entrance", board=Board.WELCOME), token, by=ada, at=NOON)
    assert screen_holding(token, Board.QUEUE) is None
    assert screen_holding(token, Board.WELCOME) is not None


def test_links_are_the_administrators_alone(ada):
    lead = actor_of(make_person(Role.SUPPORT_LEAD))
    link = make_display_link(DisplayDraft("Support room"), new_token(), by=ada, at=NOON)
    session().flush()
    with pytest.raises(RightMissing):
        make_display_link(DisplayDraft("Another"), new_token(), by=lead, at=NOON)
    with pytest.raises(RightMissing):
        revoke_display_link(link, by=lead, at=NOON)
    assert display_links(lead) == []
    assert display_link_for(lead, link.id) is None
    assert display_links(ada) == [link]
