"""Views of the queue under a name: whose they are, one of a name, at most twenty (Q4, P2, P21, P24)."""

import pytest
from sqlalchemy import select

from portal.db import read_only, session, transaction
from portal.domain.actors import Actor
from portal.domain.audit.models import AuditEntry
from portal.domain.erasures.operations import erase_person
from portal.domain.errors import RightMissing
from portal.domain.people.models import Person
from portal.domain.promises.models import QueueView
from portal.domain.promises.operations import MOST, delete_view, rename_view, save_view
from portal.domain.promises.options import names_of_choices
from portal.domain.promises.refusals import TooManyViews, ViewNameTaken
from portal.domain.promises.views import view_for
from portal.domain.rights import Role
from tests.factories_tickets import MONDAY, make_agent, make_customer


@pytest.fixture
def inside(app):
    with app.app_context(), transaction():
        yield


@pytest.fixture
def sam(inside):
    return make_agent().actor


@pytest.fixture
def dana(inside):
    return make_agent("Dana", Role.SUPPORT_LEAD).actor


def save(by: Actor, name="Urgent", choices="?severity=1", *, is_shared=False) -> QueueView:
    view = save_view(name, choices, is_shared=is_shared, by=by, at=MONDAY)
    session().flush()
    return view


def save_one(by: Actor, name: str, choices: str) -> str:
    """As a request does."""
    save(by, name, choices)
    return "saved"


def names() -> list[str]:
    return list(session().scalars(select(QueueView.name).order_by(QueueView.id)))


def test_ones_own_view_is_not_there_for_a_colleague_nor_for_a_lead_p2(sam, dana):
    view = save(sam)
    assert view_for(sam, view.id) is view
    assert view_for(dana, view.id) is None
    rename_view(view, "Mine", by=sam, at=MONDAY)
    delete_view(view, by=sam, at=MONDAY)
    assert names() == []


def test_a_view_of_the_team_is_kept_by_every_lead_and_by_no_agent(sam, dana):
    with pytest.raises(RightMissing):
        save(sam, is_shared=True)
    view = save(dana, is_shared=True)
    assert view_for(sam, view.id) is view
    for attempt in (rename_view, lambda view, _name, **who: delete_view(view, **who)):
        with pytest.raises(RightMissing):
            attempt(view, "Taken over", by=sam, at=MONDAY)
    another = make_agent("Lee", Role.SUPPORT_LEAD).actor
    rename_view(view, "Most urgent", by=another, at=MONDAY)
    delete_view(view, by=another, at=MONDAY)
    assert names() == []


def test_the_same_choices_saved_twice_are_one_view_and_one_entry_in_the_log(sam):
    assert save(sam) is save(sam)
    assert names() == ["Urgent"]
    saved = select(AuditEntry).where(AuditEntry.action == "queue_view.saved")
    assert len(session().scalars(saved).all()) == 1


def test_other_choices_under_the_name_are_refused_as_is_a_name_of_the_teams(sam, dana):
    save(sam)
    save(dana, "Late", is_shared=True)
    with pytest.raises(ViewNameTaken):
        save(sam, choices="?severity=2")
    with pytest.raises(ViewNameTaken):
        save(sam, "Late")
    with pytest.raises(ViewNameTaken):
        rename_view(session().scalars(select(QueueView).limit(1)).one(), "Late", by=sam, at=MONDAY)


def test_the_twenty_first_is_refused(sam):
    for number in range(MOST):
        save(sam, f"View {number}")
    with pytest.raises(TooManyViews):
        save(sam, "One more")


@pytest.mark.slow
def test_of_two_saved_at_once_under_one_name_one_is_kept_p21(app, at_once):
    with app.app_context(), transaction():
        sam = make_agent().actor
    assert at_once((save_one, sam, "Urgent", "?severity=1"), (save_one, sam, "Urgent", "?severity=1")) == ["saved"] * 2
    outcomes = at_once((save_one, sam, "Late", "?severity=1"), (save_one, sam, "Late", "?severity=2"))
    assert sorted(outcomes) == ["ViewNameTaken", "saved"]
    with app.app_context(), read_only():
        assert names() == ["Urgent", "Late"]


def test_an_erased_persons_own_views_go_and_the_teams_stay_under_no_name_p24(dana):
    ada = make_agent("Ada", Role.ADMINISTRATOR).actor
    save(dana, "Of Mr Petrov", "?q=petrov")
    kept = save(dana, "Late", is_shared=True)
    erase_person(session().get_one(Person, dana.person_id), "Erased person 7", by=ada, at=MONDAY)
    assert names() == ["Late"]
    assert session().get_one(Person, kept.person_id).name == "Erased person 7"


def test_only_who_can_have_tickets_is_named_as_assignee_p2(sam):
    mei, pat = make_customer().mei, make_agent("Pat", Role.PARTS)
    assert names_of_choices(sam, assignee=sam.person_id) == {"assignee": sam.name}
    assert names_of_choices(sam, assignee=mei.id) == {}
    assert names_of_choices(sam, assignee=pat.id) == {}
