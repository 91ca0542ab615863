"""Shared tablets: made by an administrator, enrolled by opening a link on them, revoked at any moment (P4)."""

from datetime import datetime

from sqlalchemy import select, update

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.people.devices import enrolment_open
from portal.domain.people.models import Device, SignIn
from portal.domain.people.pin_rules import ENROLMENT_LASTS
from portal.domain.people.queries import hashed
from portal.domain.people.refusals import DeviceNameTaken, EnrolmentSpent
from portal.domain.people.starting import end_sign_ins
from portal.domain.rights import Right, needs, open_to_all


@needs(Right.DEVICE_CHANGE)
def enrol_device(name: str, token: str, *, by: Actor, at: datetime) -> Device:
    """Let the browser that opens the link with `token`, within an hour and first, become the tablet of this name.

    `token`: a new_token(), or the token_of() a form, so that the form sent twice is the tablet that is there.
    Refused: DeviceNameTaken.
    """
    one_at_a_time("devices")
    if (made := session().scalar(select(Device).where(Device.link_hash == hashed(token)))) is not None:
        return made
    if session().scalar(select(Device.id).where(Device.name == name, Device.revoked_at.is_(None))) is not None:
        raise DeviceNameTaken(name=name)
    device = Device(
        name=name, link_hash=hashed(token), link_until=at + ENROLMENT_LASTS, made_at=at, made_by_id=by.person_id
    )
    session().add(device)
    record(by, "device.made", device, at=at, name=name)
    return device


@open_to_all
def take_device(link_token: str, token: str, *, by: Actor, at: datetime) -> Device:
    """The browser that opened the link is the tablet from now on, known by `token`; who was signed in there is out.

    The link is used up by it. Refused: EnrolmentSpent.
    """
    device = enrolment_open(link_token, at=at)
    if device is None or not _claim(device, token, at):
        raise EnrolmentSpent
    if by.sign_in_id:  # a sign-in of two weeks must not stay on a tablet that everybody uses
        end_sign_ins(SignIn.id == by.sign_in_id, at=at)
    record(by, "device.enrolled", device, at=at, name=device.name)
    return device


@needs(Right.DEVICE_CHANGE)
def revoke_device(device: Device, *, by: Actor, at: datetime) -> None:
    """Nobody is signed in there any more, nor can be; what is revoked stays so, by whom and when it was first."""
    working = (Device.id == device.id, Device.revoked_at.is_(None))
    revoked = session().execute(update(Device).where(*working).values(revoked_at=at, revoked_by_id=by.person_id))
    end_sign_ins(SignIn.device_id == device.id, at=at)
    if revoked.rowcount:  # type: ignore[attr-defined]
        record(by, "device.revoked", device, at=at, name=device.name)


def _claim(device: Device, token: str, at: datetime) -> bool:
    """Use up the link; False when another browser was faster."""
    waits = (Device.id == device.id, Device.token_hash.is_(None), Device.revoked_at.is_(None))
    taken = {"token_hash": hashed(token), "enrolled_at": at, "seen_at": at}
    return bool(session().execute(update(Device).where(*waits).values(**taken)).rowcount == 1)  # type: ignore[attr-defined]
