"""Letting people in, what they may, and letting them go (P1, P2, P22)."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from portal.db import session
from portal.domain.actors import SYSTEM
from portal.domain.audit.queries import entries_about
from portal.domain.errors import NotThere, RightMissing
from portal.domain.outbox.models import Mail
from portal.domain.people.models import SignIn
from portal.domain.people.operations import (
    ProfileDraft,
    change_locale,
    change_person,
    change_profile,
    change_roles,
    change_visibility,
    deactivate_person,
    give_role,
    invite,
    invite_again,
    reactivate_person,
    take_role,
)
from portal.domain.people.queries import PeopleFilter, people_of, person_for, roles_of
from portal.domain.people.refusals import AlreadyHere, EmailTaken, LastAdministrator, NotOneself, RoleNotTheirs
from portal.domain.rights import Role
from tests.factories_people import actor_of, make_person
from tests.factories_roster import make_customer

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def acme(inside):
    return make_customer("Acme", at=NOON)


@pytest.fixture
def other(inside):
    return make_customer("Other", at=NOON)


@pytest.fixture
def dana(inside):
    """An administrator."""
    return make_person(Role.ADMINISTRATOR, name="Dana")


@pytest.fixture
def mei(acme):
    """Primary contact of Acme."""
    return make_person(Role.PRIMARY_CONTACT, name="Mei", organisation_id=acme.id)


def test_an_invitation_makes_the_account_and_mails_a_link(dana):
    ana = invite("Ana", "Ana@Example.com", [Role.AGENT, Role.SUPPORT_LEAD], None, by=actor_of(dana), at=NOON)
    assert (ana.email, ana.password_hash) == ("ana@example.com", None)
    assert roles_of(ana.id) == {Role.AGENT, Role.SUPPORT_LEAD}
    mail = session().scalars(select(Mail)).one()
    assert (mail.kind, mail.to_email, mail.values["by"]) == ("invitation", "ana@example.com", "Dana")
    (entry,) = entries_about(ana)
    assert (entry.action, entry.person_id, entry.details["roles"]) == (
        "person.invited",
        dana.id,
        ["agent", "support_lead"],
    )


def test_an_address_of_the_same_organisation_is_refused_by_name_and_of_another_without(mei, acme, other):
    make_person(Role.CONTACT, name="Tom", email="tom@example.com", organisation_id=acme.id)
    make_person(Role.CONTACT, name="Olga", email="olga@example.com", organisation_id=other.id)
    with pytest.raises(AlreadyHere, match="Tom"):
        invite("Tom", "tom@example.com", [Role.CONTACT], acme.id, by=actor_of(mei), at=NOON)
    with pytest.raises(EmailTaken) as refusal:
        invite("Olga", "Olga@example.com", [Role.CONTACT], acme.id, by=actor_of(mei), at=NOON)
    assert "Olga" not in str(refusal.value)


def test_a_primary_contact_invites_for_the_own_organisation_only(mei, acme, other):
    assert invite("Tom", "tom@example.com", [Role.CONTACT], acme.id, by=actor_of(mei), at=NOON)
    with pytest.raises(NotThere):
        invite("Olga", "olga@example.com", [Role.CONTACT], other.id, by=actor_of(mei), at=NOON)
    with pytest.raises(RightMissing):
        invite("Eve", "eve@example.com", [Role.ADMINISTRATOR], None, by=actor_of(mei), at=NOON)


@pytest.mark.parametrize("role", [Role.CONTACT, Role.AGENT])
def test_who_may_not_change_a_roster_invites_nobody(role: Role, acme):
    by = actor_of(make_person(role, organisation_id=acme.id if role == Role.CONTACT else None))
    with pytest.raises(RightMissing):
        invite("Tom", "tom@example.com", [Role.CONTACT], acme.id, by=by, at=NOON)


def test_roles_of_the_other_side_are_refused(mei, acme, dana):
    with pytest.raises(RoleNotTheirs):
        invite("Eve", "eve@example.com", [Role.ADMINISTRATOR], acme.id, by=actor_of(mei), at=NOON)
    with pytest.raises(RoleNotTheirs):
        invite("Eve", "eve@example.com", [], None, by=actor_of(dana), at=NOON)
    with pytest.raises(RoleNotTheirs):
        give_role(mei, Role.AGENT, by=actor_of(dana), at=NOON)
    with pytest.raises(RoleNotTheirs):
        change_roles(dana, [Role.SYSTEM], by=actor_of(dana), at=NOON)


def test_a_role_is_given_once_and_taken_once(dana):
    sam = make_person(Role.AGENT)
    for _ in range(2):
        give_role(sam, Role.SUPPORT_LEAD, by=actor_of(dana), at=NOON)
    assert roles_of(sam.id) == {Role.AGENT, Role.SUPPORT_LEAD}
    for _ in range(2):
        take_role(sam, Role.SUPPORT_LEAD, by=actor_of(dana), at=NOON)
    assert roles_of(sam.id) == {Role.AGENT}
    assert [entry.action for entry in entries_about(sam)] == ["person.role_given", "person.role_taken"]


def test_a_support_lead_changes_customers_people_and_no_colleague(acme):
    lead, sam = actor_of(make_person(Role.SUPPORT_LEAD)), make_person(Role.AGENT)
    give_role(make_person(Role.CONTACT, organisation_id=acme.id), Role.NAMED_CALLER, by=lead, at=NOON)
    with pytest.raises(RightMissing):
        give_role(sam, Role.ADMINISTRATOR, by=lead, at=NOON)


def test_changed_roles_end_the_sign_ins_of_the_person(dana):

    sam = make_person(Role.AGENT)
    session().add(
        SignIn(
            person_id=sam.id, token_hash="x", started_at=NOON, seen_at=NOON, expires_at=datetime(2027, 1, 1, tzinfo=UTC)
        )
    )
    session().flush()
    change_roles(sam, [Role.AGENT], by=actor_of(dana), at=NOON)
    assert session().scalar(select(SignIn.ended_at)) is None
    change_roles(sam, [Role.AGENT, Role.SUPPORT_LEAD], by=actor_of(dana), at=NOON)
    assert session().scalar(select(SignIn.ended_at)) == NOON


def test_the_last_administrator_stays(dana):
    former = make_person(Role.ADMINISTRATOR, deactivated_at=NOON)
    assert former.is_active is False
    with pytest.raises(LastAdministrator, match="Dana"):
        take_role(dana, Role.ADMINISTRATOR, by=SYSTEM, at=NOON)
    with pytest.raises(LastAdministrator):
        change_roles(dana, [Role.AGENT], by=actor_of(dana), at=NOON)
    with pytest.raises(LastAdministrator):
        deactivate_person(dana, by=SYSTEM, at=NOON)
    another = make_person(Role.ADMINISTRATOR)
    deactivate_person(another, by=actor_of(dana), at=NOON)
    assert not another.is_active


def test_nobody_deactivates_oneself(dana):
    with pytest.raises(NotOneself):
        deactivate_person(dana, by=actor_of(dana), at=NOON)


def test_a_deactivated_account_works_again_when_an_administrator_says_so(dana):
    sam = make_person(Role.AGENT)
    deactivate_person(sam, by=actor_of(dana), at=NOON)
    reactivate_person(sam, by=actor_of(dana), at=NOON)
    assert sam.is_active
    assert [entry.action for entry in entries_about(sam)] == ["person.deactivated", "person.reactivated"]


def test_only_who_has_not_chosen_a_password_is_invited_again(dana):
    ana = invite("Ana", "ana@example.com", [Role.AGENT], None, by=actor_of(dana), at=NOON)
    invite_again(ana, by=actor_of(dana), at=NOON)
    invite_again(make_person(Role.AGENT), by=actor_of(dana), at=NOON)
    assert [mail.to_email for mail in session().scalars(select(Mail))] == ["ana@example.com"] * 2


def test_the_primary_contact_corrects_a_colleague_and_lets_them_see_all_tickets(mei, acme, other):
    tom = make_person(Role.CONTACT, name="Tom", organisation_id=acme.id)
    olga = make_person(Role.CONTACT, organisation_id=other.id)
    change_person(tom, name="Tom Li", phone="+1", job_title="IT", by=actor_of(mei), at=NOON)
    change_visibility(tom, sees_whole_organisation=True, by=actor_of(mei), at=NOON)
    assert (tom.name, tom.sees_whole_organisation) == ("Tom Li", True)
    assert [entry.action for entry in entries_about(tom)] == ["person.changed", "person.visibility_changed"]
    with pytest.raises(NotThere):
        change_visibility(olga, sees_whole_organisation=True, by=actor_of(mei), at=NOON)


def test_a_person_changes_the_own_profile_and_language(dana):
    change_profile(ProfileDraft("Dana W", "+1", "Head", "en", "Asia/Shanghai"), by=actor_of(dana), at=NOON)
    change_locale("zh_Hans", by=actor_of(dana), at=NOON)
    assert (dana.name, dana.zone, dana.locale) == ("Dana W", "Asia/Shanghai", "zh_Hans")
    assert entries_about(dana)[-1].details == {"changes": {"locale": ["en", "zh_Hans"]}}


def test_a_customer_finds_people_of_the_own_organisation_and_nobody_else(mei, acme, other, dana):
    tom = make_person(Role.CONTACT, organisation_id=acme.id)
    olga = make_person(Role.CONTACT, organisation_id=other.id)
    assert person_for(actor_of(mei), tom.id) is tom
    assert [person_for(actor_of(mei), i) for i in (olga.id, dana.id, 999_999)] == [None, None, None]
    assert people_of(actor_of(mei), PeopleFilter()) == []


def test_people_are_listed_by_name_some_at_a_time(dana, acme):
    for name in ("bea", "Alf", "Alf", "Cleo 100%"):
        make_person(Role.CONTACT, name=name, organisation_id=acme.id)
    by, seen, after = actor_of(dana), [], None
    while found := people_of(by, PeopleFilter(), after=after, most=2):
        seen += [person.name for person in found]
        after = found[-1].id
    assert seen == ["Alf", "Alf", "bea", "Cleo 100%", "Dana"]
    assert [p.name for p in people_of(by, PeopleFilter(text="%"))] == ["Cleo 100%"]
    assert [p.name for p in people_of(by, PeopleFilter(side="staff"))] == ["Dana"]
