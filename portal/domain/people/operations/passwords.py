"""Choosing and changing passwords (P3)."""

from datetime import datetime

from sqlalchemy import update

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.outbox.operations import post
from portal.domain.people import attempts
from portal.domain.people.models import AccessLink, Person, SignIn
from portal.domain.people.operations.sign_ins import Started
from portal.domain.people.passwords import NewPassword, Proof
from portal.domain.people.queries import open_link, person_by_email, recipient
from portal.domain.people.refusals import LinkSpent
from portal.domain.people.rules import INVITATION_LASTS, RESET_LASTS
from portal.domain.people.starting import end_sign_ins, make_link, start_sign_in
from portal.domain.rights import Right, needs, open_to_all


@open_to_all
def ask_reset(email: str, *, by: Actor, at: datetime) -> None:
    """Mail a link that lets its reader choose a new password; nothing happens for unknown and deactivated accounts.

    The caller learns nothing about which it was. Refused: TooFast, for known and unknown alike.
    """
    email = email.strip().lower()
    one_at_a_time(f"reset of {email}")
    attempts.refuse_too_many("reset", email, by.address, at=at)
    attempts.note("reset", email, by.address, at=at)
    person = person_by_email(email)
    if person is not None and person.is_active:
        path = make_link(person, "reset", lasts=RESET_LASTS, at=at)
        post("password_reset", to=recipient(person), at=at, access_path=path, until=(at + RESET_LASTS).isoformat())
        record(by, "person.reset_asked", person, at=at)


@open_to_all
def choose_password(token: str, new: NewPassword, *, browser: str, by: Actor, at: datetime) -> Started:
    """Set the password through a link, which is used up by it; all other links and sign-ins of the person end.

    Who holds the link and chose the password is signed in. Refused: LinkSpent.
    """
    link = open_link(token, at=at)
    if link is None or not _claim(link, at):
        raise LinkSpent
    person = link.person
    session().execute(
        update(AccessLink).where(AccessLink.person_id == person.id, AccessLink.used_at.is_(None)).values(used_at=at)
    )
    _set_password(person, new, told=link.kind != "invitation", at=at)
    attempts.forget("sign_in", person.email)
    token, actor = start_sign_in(person, browser=browser, by=by, at=at)
    record(actor, "person.password_chosen", person, at=at, by_link=link.kind)
    return Started(token, actor)


@needs(Right.ACCOUNT_OWN)
def change_password(proof: Proof, new: NewPassword, *, browser: str, by: Actor, at: datetime) -> Started | None:
    """Change one's own password, knowing the present one; None, and one failure counted, when it is not known.

    All sign-ins end; this browser gets a fresh one. Refused: TooFast.
    """
    one_at_a_time(f"sign-in of {proof.email}")
    attempts.refuse_too_many("sign_in", proof.email, by.address, at=at)
    person = session().get_one(Person, by.person_id)
    if not proof.holds_for(person):
        attempts.note("sign_in", proof.email, by.address, at=at)
        return None
    attempts.forget("sign_in", proof.email)
    _set_password(person, new, told=True, at=at)
    record(by, "person.password_changed", person, at=at)
    return Started(*start_sign_in(person, browser=browser, by=by, at=at))


@needs(Right.PERSON_CHANGE)
def make_password_link(person: Person, *, by: Actor, at: datetime) -> str:
    """The path of a link that lets `person` choose a password: for the command line, where no mail is needed."""
    kind, lasts = ("reset", RESET_LASTS) if person.password_hash else ("invitation", INVITATION_LASTS)
    record(by, "person.link_made", person, at=at, link=kind)
    return make_link(person, kind, lasts=lasts, at=at)


def _claim(link: AccessLink, at: datetime) -> bool:
    """Use it up; False when somebody else was faster."""
    claimed = session().execute(
        update(AccessLink).where(AccessLink.id == link.id, AccessLink.used_at.is_(None)).values(used_at=at)
    )
    return bool(claimed.rowcount == 1)  # type: ignore[attr-defined]


def _set_password(person: Person, new: NewPassword, *, told: bool, at: datetime) -> None:
    person.password_hash = new.hash
    end_sign_ins(SignIn.person_id == person.id, at=at)
    if told:
        post("password_changed", to=recipient(person), at=at, changed_at=at.isoformat())
