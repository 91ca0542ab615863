"""Shared tablets and the PINs by which people switch on them (P4, VE19, VE20, VE51, vip-rules.md 4.1)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.db import session
from portal.domain.actors import NOBODY, SYSTEM, Actor
from portal.domain.audit.queries import entries_about
from portal.domain.errors import RightMissing, TooFast
from portal.domain.people import pin_rules
from portal.domain.people.devices import device_holding, faces, locked_pins
from portal.domain.people.models import Device, Person, PersonPin, SignIn
from portal.domain.people.operations import (
    deactivate_person,
    enrol_device,
    note_seen,
    reactivate_person,
    revoke_device,
    set_pin,
    sign_in,
    sign_out,
    switch,
    take_device,
    unlock_pin,
)
from portal.domain.people.operations.pins import Choice
from portal.domain.people.passwords import prove
from portal.domain.people.pins import PinProof, hash_pin, is_refused_by_lot, new_pin, pepper_of, prove_pin
from portal.domain.people.queries import holding, signed_in
from portal.domain.people.refusals import DeviceNameTaken, DeviceNeeded, EnrolmentSpent, PinLocked, PinShut
from portal.domain.rights import Role
from tests.factories_people import PASSWORD, actor_of, make_person

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PEPPER = pepper_of("a secret of this house")
PIN = next(pin for pin in ("407193", "815302", "936041") if not is_refused_by_lot(pin, PEPPER))
HASH = hash_pin(PIN, PEPPER)  # once: it is slow on purpose
TOKEN, LINK = "t" * 43, "l" * 43
on_a_database = pytest.mark.usefixtures("inside")


def make_tablet(name: str = "FD-1", token: str = TOKEN, *, at: datetime = NOON) -> Actor:
    """Enrolled; whoever holds it, not signed in."""
    enrol_device(name, LINK + token, by=SYSTEM, at=at)
    device = take_device(LINK + token, token, by=NOBODY, at=at)
    return replace(NOBODY, device_id=device.id, device=name)


def make_pin(*roles: Role, **facts) -> Person:
    """Somebody with PIN."""
    person = make_person(*roles, **facts)
    session().add(PersonPin(person_id=person.id, hash=HASH, set_at=NOON, failures=0))
    session().flush()
    return person


def attempt(person: Person, tablet: Actor, *, right: bool = True, at: datetime = NOON):
    return switch(PinProof(person.id, HASH if right else "wrong"), browser="Tablet", by=tablet, at=at)


@pytest.mark.parametrize(
    ("pin", "easy"),
    [
        ("1111", True),
        ("1212", True),
        ("123123", True),
        ("4567", True),
        ("7890", True),
        ("98765", True),
        ("1987", True),
        ("2580", True),
        ("5550111", True),
        ("0111", True),
        ("4071", False),
        ("40719", False),
        ("198742", False),
    ],
)
def test_a_pin_that_others_try_first_is_easy(pin: str, easy: bool):
    assert pin_rules.is_easy(pin, "+1 555-0111") is easy


def test_a_pin_is_read_as_it_is_meant():
    """U20: pasted, from a password manager, from a Chinese keyboard."""
    assert (
        pin_rules.as_typed(" 407\u3000193-") == pin_rules.as_typed("\uff14\uff10\uff17\uff11\uff19\uff13") == "407193"
    )
    assert [pin_rules.is_of_digits(pin) for pin in ("407", "4071", "40719304", "407193042", "40a1", "٤٠٧١")] == [
        False, True, True, False, False, False
    ]  # fmt: skip


def test_a_face_has_initials():
    assert [pin_rules.initials(name) for name in ("Mei Lin", "Ana de la Cruz", "王小明", "Cher", " ")] == [
        "ML", "AC", "小明", "Ch", "?"
    ]  # fmt: skip


def test_a_hash_is_slow_peppered_and_holds_for_its_person_alone():
    assert HASH.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert hash_pin(PIN, pepper_of("another secret")) != HASH
    pin = PersonPin(person_id=1, hash=HASH)
    assert prove_pin(PIN, 1, PEPPER).holds_for(pin)
    assert not prove_pin(PIN, 2, PEPPER).holds_for(pin)
    assert not prove_pin(PIN + "0", 1, PEPPER).holds_for(pin)


@on_a_database
def test_a_link_enrols_one_browser_within_an_hour_and_signs_out_who_was_there():
    ada = make_person(Role.ADMINISTRATOR, email="ada@example.com")
    started = sign_in(prove(PASSWORD, ada.email, ada), browser="Tablet", by=NOBODY, at=NOON)
    made = enrol_device("FD-1", LINK, by=started.actor, at=NOON)
    assert enrol_device("FD-1", LINK, by=started.actor, at=NOON) is made  # the form sent twice
    with pytest.raises(DeviceNameTaken):
        enrol_device("FD-1", "other" * 9, by=started.actor, at=NOON)
    with pytest.raises(RightMissing):
        enrol_device("FD-2", "other" * 9, by=actor_of(make_person()), at=NOON)
    with pytest.raises(EnrolmentSpent):
        take_device(LINK, TOKEN, by=NOBODY, at=NOON + timedelta(hours=1))
    assert take_device(LINK, TOKEN, by=started.actor, at=NOON) is made
    assert signed_in(started.token, at=NOON) is None
    with pytest.raises(EnrolmentSpent):
        take_device(LINK, "thief" * 9, by=NOBODY, at=NOON)
    assert device_holding(TOKEN) is made
    assert TOKEN not in (made.token_hash, made.link_hash)
    assert [entry.action for entry in entries_about(made)] == ["device.made", "device.enrolled"]


@on_a_database
def test_who_switches_is_the_person_not_the_tablet_and_whoever_was_there_is_out():
    tablet, mei, tom = make_tablet(), make_pin(name="Mei"), make_person(name="Tom")
    session().add(PersonPin(person_id=tom.id, hash="tom's", set_at=NOON, failures=0))
    first = attempt(mei, tablet)
    assert (first.actor.person_id, first.actor.device_id, first.actor.device) == (mei.id, tablet.device_id, "FD-1")
    found = signed_in(first.token, at=NOON, device=TOKEN)
    assert (found.person_id, found.device) == (mei.id, "FD-1")
    second = switch(PinProof(tom.id, "tom's"), browser="Tablet", by=tablet, at=NOON)
    assert signed_in(first.token, at=NOON, device=TOKEN) is None
    assert signed_in(second.token, at=NOON, device=TOKEN).name == "Tom"
    assert entries_about(mei)[0].details["device"] == "FD-1"


@on_a_database
def test_a_sign_in_on_a_tablet_is_worth_nothing_without_the_tablets_own_cookie():
    """Threats: a stolen cookie; a PIN on a device that isn't enrolled."""
    tablet, mei = make_tablet(), make_pin()
    other = make_tablet("FD-2", "o" * 43)
    token = attempt(mei, tablet).token
    assert signed_in(token, at=NOON) is None
    assert signed_in(token, at=NOON, device="o" * 43) is None
    with pytest.raises(DeviceNeeded):
        attempt(mei, NOBODY)
    revoke_device(session().get(Device, other.device_id), by=SYSTEM, at=NOON)
    with pytest.raises(DeviceNeeded):
        attempt(mei, other)


@on_a_database
def test_it_locks_when_nobody_touches_it_and_after_a_shift():
    """P4: five minutes, and one more in which its page has done so; twelve hours however busy."""
    tablet, mei = make_tablet(), make_pin()
    started = attempt(mei, tablet)
    assert signed_in(started.token, at=NOON + 5 * MINUTE, device=TOKEN)
    assert signed_in(started.token, at=NOON + 6 * MINUTE, device=TOKEN) is None
    assert holding([started.actor.sign_in_id], NOON + 6 * MINUTE) == {}  # living parts go by the same
    at = NOON
    while at < NOON + timedelta(hours=11, minutes=56):
        at += 4 * MINUTE
        note_seen(by=signed_in(started.token, at=at, device=TOKEN), at=at)
    assert signed_in(started.token, at=NOON + timedelta(hours=12), device=TOKEN) is None
    assert session().get(Device, tablet.device_id).seen_at == at  # VE20: last contact


@on_a_database
def test_a_password_on_a_tablet_locks_like_a_pin():
    tablet, ada = make_tablet(), make_person(Role.ADMINISTRATOR, email="ada@example.com")
    started = sign_in(prove(PASSWORD, ada.email, ada), browser="Tablet", by=tablet, at=NOON)
    assert signed_in(started.token, at=NOON, device=TOKEN).device == "FD-1"
    assert signed_in(started.token, at=NOON + 6 * MINUTE, device=TOKEN) is None


@on_a_database
def test_a_revoked_tablet_is_out_at_once_with_all_who_hold_it():
    tablet, mei = make_tablet(), make_pin()
    started = attempt(mei, tablet)
    device = session().get(Device, tablet.device_id)
    revoke_device(device, by=SYSTEM, at=NOON)
    assert signed_in(started.token, at=NOON, device=TOKEN) is None
    assert holding([started.actor.sign_in_id], NOON) == {}
    assert device_holding(TOKEN) is None
    assert make_tablet("FD-1", "n" * 43, at=NOON + MINUTE).device == "FD-1"  # the name is free again


@on_a_database
def test_the_pin_of_who_leaves_is_dead_at_once_and_stays_so():
    """VE51."""
    tablet, mei = make_tablet(), make_pin()
    token = attempt(mei, tablet).token
    deactivate_person(mei, by=SYSTEM, at=NOON)
    assert signed_in(token, at=NOON, device=TOKEN) is None
    assert attempt(mei, tablet) is None
    reactivate_person(mei, by=SYSTEM, at=NOON)
    assert attempt(mei, tablet) is None
    assert faces(tablet, at=NOON) == []


@on_a_database
def test_five_wrong_ones_lock_for_five_minutes_on_every_tablet_and_a_manager_unlocks():
    tablet, other, mei = make_tablet(), make_tablet("FD-2", "o" * 43), make_pin(name="Mei")
    ana = actor_of(make_person(Role.DUTY_MANAGER))
    for number in range(5):
        assert attempt(mei, (tablet, other)[number % 2], right=False) is None
    with pytest.raises(PinLocked, match="Try again in 5 minutes"):
        attempt(mei, tablet)
    assert [one.name for one in locked_pins(ana, at=NOON)] == ["Mei"]
    with pytest.raises(RightMissing):
        unlock_pin(mei.id, by=actor_of(mei), at=NOON)
    unlock_pin(mei.id, by=ana, at=NOON)
    assert attempt(mei, other) is not None
    assert locked_pins(ana, at=NOON) == []
    assert {entry.action for entry in entries_about(mei)} >= {"person.pin_locked", "person.pin_unlocked"}


@on_a_database
def test_guessing_slowly_ends_as_well():
    """Threats: after the fifth each wrong one locks, and after the twentieth time alone opens nothing."""
    tablet, mei = make_tablet(), make_pin()
    at = NOON
    for number in range(1, 21):
        assert attempt(mei, tablet, right=False, at=at) is None
        at += 5 * MINUTE if number >= 5 else MINUTE
    with pytest.raises(PinShut):
        attempt(mei, tablet, at=at + timedelta(days=3))


@on_a_database
def test_one_try_with_everybody_is_stopped_by_the_tablets_own_count():
    """Threats: a common PIN tried on every face, unknown ones among them; who they are for is one answer."""
    tablet = make_tablet()
    others = [make_person() for _ in range(8)]
    for number in range(30):
        assert switch(PinProof(9000 + number, "wrong"), browser="", by=tablet, at=NOON) is None
    with pytest.raises(TooFast):
        attempt(others[0], tablet)


@on_a_database
def test_a_pin_is_chosen_by_who_knows_the_password_and_ends_what_is_open_elsewhere():
    tablet, mei = make_tablet(), make_pin(email="mei@example.com")
    token = attempt(mei, tablet).token
    new = replace(new_pin(PIN, PEPPER), hash="hers now")
    at_home = actor_of(mei)
    assert set_pin(new, prove("mistyped", mei.email, mei), by=at_home, at=NOON) == Choice.UNPROVEN
    assert set_pin(new, PinProof(mei.id, "wrong"), by=at_home, at=NOON) == Choice.UNPROVEN
    other = make_person()
    assert set_pin(new, PinProof(other.id, HASH), by=at_home, at=NOON) == Choice.UNPROVEN  # another's
    assert set_pin(new, PinProof(mei.id, HASH), by=at_home, at=NOON) == Choice.TAKEN
    assert session().get(PersonPin, mei.id).hash == "hers now"
    assert signed_in(token, at=NOON, device=TOKEN) is None


@on_a_database
def test_nobody_finds_out_which_pins_others_have():
    """One answer for a PIN that is taken, easy or refused by lot; and not many answers an hour."""
    mei, tom = make_pin(), make_person(email="tom@example.com")
    by, proof = actor_of(tom), prove(PASSWORD, tom.email, tom)
    taken = new_pin(PIN, PEPPER)
    assert not taken.is_refused
    assert new_pin("1111", PEPPER).is_refused
    lots = [is_refused_by_lot(f"{number:06}", PEPPER) for number in range(400_000, 402_000)]
    assert 60 < sum(lots) < 190  # about one in sixteen
    for _ in range(8):
        assert set_pin(taken, proof, by=by, at=NOON) == Choice.REFUSED
    with pytest.raises(TooFast):
        set_pin(taken, proof, by=by, at=NOON)
    assert session().get(PersonPin, tom.id) is None
    assert session().get(PersonPin, mei.id).hash == HASH


@on_a_database
def test_who_was_here_today_stands_first_and_customers_people_have_no_pin():
    tablet, mei = make_tablet(), make_pin(name="Mei")
    anna = make_person(name="Anna")
    session().add(PersonPin(person_id=anna.id, hash="anna's", set_at=NOON, failures=0))
    attempt(mei, tablet)
    assert [(face.name, face.is_here) for face in faces(tablet, at=NOON + MINUTE)] == [("Mei", True), ("Anna", False)]
    assert [face.name for face in faces(tablet, at=NOON + timedelta(days=1))] == ["Anna", "Mei"]
    assert faces(NOBODY, at=NOON) == []
    sign_out(by=replace(actor_of(mei), sign_in_id=session().query(SignIn.id).scalar()), at=NOON)
