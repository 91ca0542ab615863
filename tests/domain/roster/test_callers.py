"""Adding, changing, removing, handing over (S31, S33, S35, S38, S39), against a real database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.db import session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.audit.queries import entries_about
from portal.domain.errors import ChangedMeanwhile, NotThere, RightMissing
from portal.domain.organisations.models import Contract
from portal.domain.organisations.operations import ContractEnded
from portal.domain.outbox.models import Mail
from portal.domain.people.models import Person
from portal.domain.people.queries import person_by_email, roles_of
from portal.domain.rights import Role
from portal.domain.roster.drafts import CallerFacts
from portal.domain.roster.models import Caller
from portal.domain.roster.operations import (
    add_caller,
    ask_for_place,
    change_caller,
    hand_over_primary,
    remove_caller,
)
from portal.domain.roster.queries import caller_of, callers, history, open_request_of, primary_contact, roster_of
from portal.domain.roster.refusals import (
    AlreadyACaller,
    CountryNotCovered,
    MailNotUsable,
    NotOnTheRoster,
    OnePlaceTaken,
    PlacesTaken,
    PlacesTakenMoreOffered,
    PrimaryStays,
)
from tests.factories_roster import acting, draft_of, make_contact, make_customer, make_named_caller

AT = datetime(2026, 6, 1, 13, tzinfo=UTC)
LATER = AT + timedelta(days=1)


@pytest.fixture(autouse=True)
def inside(app):
    with app.app_context(), transaction():
        yield


def mails(kind: str) -> list[Mail]:
    return list(session().scalars(select(Mail).where(Mail.kind == kind)))


def test_the_first_caller_becomes_the_primary_contact_s31():
    mei = make_named_caller(make_customer(at=AT), "Mei Lin", at=AT)
    assert (mei.is_primary, mei.place, mei.allowance, mei.name) == (True, 1, 2, "Mei Lin")
    assert roles_of(mei.person_id) == {Role.PRIMARY_CONTACT}
    assert primary_contact(mei.organisation_id) is mei


def test_the_primary_contact_adds_a_caller_who_is_invited_and_told_s33():
    corvid = make_customer(at=AT)
    mei = make_named_caller(corvid, "Mei Lin", at=AT)
    tom = add_caller(corvid.id, draft_of("Tom Ferro"), by=acting(mei.person), at=LATER)
    assert [c.name for c in callers(corvid.id, LATER)] == ["Mei Lin", "Tom Ferro"]
    assert roles_of(tom.person_id) == {Role.NAMED_CALLER}
    assert (tom.phone, tom.job_title, tom.added_by_id) == ("+1 212 555 0100", "Fleet administrator", mei.person_id)
    assert {m.to_email for m in mails("invitation")} >= {"tom.ferro@example.com"}
    assert [m.to_email for m in mails("caller_added")] == ["mei.lin@example.com", "tom.ferro@example.com"]
    assert [entry.action for entry in entries_about(tom)] == ["caller.added"]


def test_a_colleague_with_an_account_keeps_it_and_their_request_is_answered_s32_s33():
    corvid = make_customer(at=AT)
    mei = make_named_caller(corvid, "Mei Lin", at=AT)
    carl = make_contact(corvid, "Carl Ott", at=AT)
    asked = ask_for_place(by=acting(carl), at=AT)
    caller = add_caller(corvid.id, draft_of("carl", email="Carl.Ott@example.com"), by=acting(mei.person), at=LATER)
    session().refresh(asked)
    assert (caller.person, carl.name, carl.phone) == (carl, "Carl Ott", "+1 212 555 0100")
    assert roles_of(carl.id) == {Role.NAMED_CALLER}
    assert (asked.outcome, asked.answered_by_id, open_request_of(carl.id)) == ("accepted", mei.person_id, None)


def test_the_third_caller_of_two_is_refused_and_more_are_offered_where_sold_s2_s33():
    corvid = make_customer(at=AT)
    for name in ("Mei Lin", "Tom Ferro"):
        make_named_caller(corvid, name, at=AT)
    with pytest.raises(PlacesTakenMoreOffered, match=r"All 2 places are taken.* 2 more"):
        make_named_caller(corvid, "Third Person", at=LATER)


def test_essential_has_two_places_and_no_option_s1_s2():
    essential = make_customer(plan="essential", at=AT)
    for name in ("Mei Lin", "Tom Ferro"):
        make_named_caller(essential, name, at=AT)
    with pytest.raises(PlacesTaken, match="All 2 places are taken") as refused:
        make_named_caller(essential, "Third Person", at=LATER)
    assert not isinstance(refused.value, PlacesTakenMoreOffered)


def test_an_incident_pack_has_one_place_the_buyer_s1():
    pack = make_customer(plan="incident-pack", at=AT)
    make_named_caller(pack, "Mei Lin", at=AT)
    with pytest.raises(OnePlaceTaken, match="Replace Mei Lin"):
        make_named_caller(pack, "Tom Ferro", at=LATER)


def test_an_option_adds_two_places_s2():
    corvid = make_customer(options=1, at=AT)
    for name in ("Mei Lin", "Tom Ferro", "Third Person", "Fourth Person"):
        make_named_caller(corvid, name, at=AT)
    with pytest.raises(PlacesTaken, match="All 4 places"):
        make_named_caller(corvid, "Fifth Person", at=LATER)


def test_a_country_the_plan_does_not_cover_is_refused_on_add_and_edit_s3_s35():
    corvid = make_customer(at=AT)
    mei = make_named_caller(corvid, "Mei Lin", at=AT)
    with pytest.raises(CountryNotCovered, match="Advanced covers named callers in US only"):
        make_named_caller(corvid, "Jean Petit", country="FR", at=AT)
    with pytest.raises(CountryNotCovered):
        change_caller(mei, CallerFacts(name="Mei Lin", country="FR"), by=acting(mei.person), at=AT)


def test_elite_multinational_covers_any_country_s3():
    world = make_customer(plan="elite-multinational", at=AT)
    assert make_named_caller(world, "Jean Petit", country="FR", at=AT).country == "FR"


def test_who_has_a_place_gets_no_second_one():
    corvid = make_customer(at=AT)
    make_named_caller(corvid, "Mei Lin", at=AT)
    with pytest.raises(AlreadyACaller, match="Mei Lin is a named caller already"):
        make_named_caller(corvid, "Mei Lin", at=LATER)


def test_an_address_from_elsewhere_is_refused_without_saying_whose_it_is_p2():
    corvid = make_customer(at=AT)
    make_named_caller(make_customer("Other", at=AT), "Olga Berg", at=AT)
    make_contact(None, "Sam Agent", at=AT, role=Role.AGENT)
    for name in ("Olga Berg", "Sam Agent"):
        with pytest.raises(MailNotUsable) as refused:
            make_named_caller(corvid, name, at=AT)
        assert refused.value.values == {}


def test_after_the_contract_nobody_is_added_s65():
    corvid = make_customer(at=AT, days=10)
    make_named_caller(corvid, "Mei Lin", at=AT)
    with pytest.raises(ContractEnded):
        make_named_caller(corvid, "Tom Ferro", at=AT + timedelta(days=20))


def test_after_the_contract_a_caller_can_still_be_edited_and_removed_s65():
    corvid = make_customer(at=AT, days=10)
    mei, tom = (make_named_caller(corvid, name, at=AT) for name in ("Mei Lin", "Tom Ferro"))
    after = AT + timedelta(days=20)
    change_caller(mei, CallerFacts(name="Mei Lin-Ott", country="FR"), by=acting(mei.person), at=after)
    remove_caller(tom, "left", by=acting(mei.person), at=after)
    assert [(c.name, c.country) for c in callers(corvid.id, after)] == [("Mei Lin-Ott", "FR")]


def test_an_edit_says_what_changed_in_the_audit_log_s38():
    mei = make_named_caller(make_customer(at=AT), "Mei Lin", at=AT)
    facts = CallerFacts(name="Mei Lin", country="US", phone="1", job_title="Lead", declares_administrator=True)
    change_caller(mei, facts, by=acting(mei.person), at=LATER)
    assert entries_about(mei)[-1].details["changes"] == {"declares_access": [True, False]}
    assert (mei.phone, mei.job_title, mei.declares_access) == ("1", "Lead", False)


def test_a_removed_caller_frees_the_place_and_stays_in_the_history_s33_s38():
    corvid = make_customer(at=AT)
    mei, tom = (make_named_caller(corvid, name, at=AT) for name in ("Mei Lin", "Tom Ferro"))
    remove_caller(tom, "Changed departments", by=acting(mei.person), at=LATER)
    assert caller_of(tom.person_id, LATER) is None
    assert caller_of(tom.person_id, LATER - timedelta(seconds=1)) is tom
    assert roles_of(tom.person_id) == {Role.CONTACT}
    past = next(stay for stay in history(corvid.id, LATER) if stay.until_at)
    assert (past.name, past.from_at, past.until_at, past.ended_why) == ("Tom Ferro", AT, LATER, "Changed departments")
    assert past.ended_by is not None
    assert past.ended_by.name == "Mei Lin"
    assert [m.to_email for m in mails("caller_removed")] == ["tom.ferro@example.com"]
    again = make_named_caller(corvid, "Tom Ferro", at=LATER + timedelta(hours=1))
    assert (again.place, again.id != tom.id) == (2, True)


def test_the_primary_contact_is_not_removed_s31():
    mei = make_named_caller(make_customer(at=AT), "Mei Lin", at=AT)
    with pytest.raises(PrimaryStays, match="Hand that role"):
        remove_caller(mei, "", by=acting(mei.person), at=LATER)


def test_who_has_left_is_not_removed_twice():
    corvid = make_customer(at=AT)
    mei, tom = (make_named_caller(corvid, name, at=AT) for name in ("Mei Lin", "Tom Ferro"))
    remove_caller(tom, "", by=acting(mei.person), at=LATER)
    with pytest.raises(NotOnTheRoster):
        remove_caller(tom, "", by=acting(mei.person), at=LATER)


def test_the_primary_contact_hands_over_and_stays_a_named_caller_s33():
    corvid = make_customer(at=AT)
    mei, tom = (make_named_caller(corvid, name, at=AT) for name in ("Mei Lin", "Tom Ferro"))
    hand_over_primary(tom, by=acting(mei.person), at=LATER)
    assert primary_contact(corvid.id) is tom
    assert (roles_of(mei.person_id), roles_of(tom.person_id)) == ({Role.NAMED_CALLER}, {Role.PRIMARY_CONTACT})
    assert {m.to_email for m in mails("primary_handed_over")} == {"mei.lin@example.com", "tom.ferro@example.com"}
    assert entries_about(tom)[-1].details == {"person": "Tom Ferro", "before": "Mei Lin"}


def test_a_named_caller_changes_nothing_and_a_stranger_finds_nothing_p1_p2():
    corvid = make_customer(at=AT)
    mei, tom = (make_named_caller(corvid, name, at=AT) for name in ("Mei Lin", "Tom Ferro"))
    olga = make_named_caller(make_customer("Other", at=AT), "Olga Berg", at=AT)
    with pytest.raises(RightMissing):
        remove_caller(mei, "", by=acting(tom.person), at=LATER)
    with pytest.raises(NotThere):
        remove_caller(tom, "", by=acting(olga.person), at=LATER)
    with pytest.raises(NotThere):
        add_caller(corvid.id, draft_of("Third Person"), by=acting(olga.person), at=LATER)


def test_staff_with_the_right_change_any_roster():
    corvid = make_customer(at=AT)
    dana = make_contact(None, "Dana Lead", at=AT, role=Role.SUPPORT_LEAD)
    caller = add_caller(corvid.id, draft_of("Mei Lin"), by=acting(dana), at=LATER)
    assert caller.added_by_id == dana.id


def test_an_old_form_is_refused_and_nothing_is_changed():
    corvid = make_customer(at=AT)
    mei = make_named_caller(corvid, "Mei Lin", at=AT)
    seen = roster_of(corvid.id).version
    add_caller(corvid.id, draft_of("Tom Ferro"), version=seen, by=acting(mei.person), at=LATER)
    with pytest.raises(ChangedMeanwhile):
        change_caller(mei, CallerFacts(name="X", country="US"), version=seen, by=acting(mei.person), at=LATER)


@pytest.mark.parametrize(
    "wrong",
    [
        {"place": 3},  # beyond the allowance
        {"place": 1},  # taken
        {"place": 2, "is_primary": True},  # two primary contacts
        {"place": 2, "person": "Mei Lin"},  # two places for one person
        {"place": 2, "until_at": AT - timedelta(days=1)},  # ends before it begins
        {"place": 2, "country": "usa"},
    ],
)
def test_the_database_itself_refuses_a_wrong_row_p21_s39(wrong):
    corvid = make_customer(at=AT)
    mei = make_named_caller(corvid, "Mei Lin", at=AT)
    carl = make_contact(corvid, "Carl Ott", at=AT)
    person = mei.person if "person" in wrong else carl
    row = {"organisation_id": corvid.id, "allowance": 2, "from_at": AT, "country": "US", **wrong, "person": person}
    with pytest.raises(IntegrityError), session().begin_nested():
        session().add(Caller(**row))


def test_unused_address_of_the_invited_is_lower_case():
    corvid = make_customer(at=AT)
    make_named_caller(corvid, "Mei Lin", at=AT)
    add_caller(corvid.id, draft_of("Tom Ferro", email="Tom@Example.com"), by=SYSTEM, at=AT)
    assert isinstance(person_by_email("tom@example.com"), Person)


def test_fewer_places_after_a_renewal_keep_who_is_there_and_admit_nobody_s2():
    corvid = make_customer(options=1, at=AT)
    for name in ("Mei Lin", "Tom Ferro", "Third Person"):
        make_named_caller(corvid, name, at=AT)
    contract = session().scalars(select(Contract).where(Contract.organisation_id == corvid.id)).one()
    contract.options_bought = 0
    contract.end_on = date(2027, 5, 31)
    assert len(callers(corvid.id, LATER)) == 3
    with pytest.raises(PlacesTaken, match="All 2 places"):
        make_named_caller(corvid, "Fourth Person", at=LATER)
