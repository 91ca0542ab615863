"""Hosts in attendance: who greets and sees off, called, on the way, in the lobby (V3, V20, VR65-VR68, VR87)."""

from datetime import datetime

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.departments.queries import holders_of
from portal.domain.departments.words import Post
from portal.domain.outbox.operations import Recipient, post
from portal.domain.rights import Right, needs
from portal.domain.stays.models import Stay, StayHost
from portal.domain.stays.profile import profile_of
from portal.domain.stays.queries import hosts_of
from portal.domain.stays.words import Duty, Level


@needs(Right.STAY_WORK)
def follow_hosts(stay: Stay, *, by: Actor, at: datetime) -> None:  # noqa: ARG001 - every operation names them
    """The hosts are those of the stay's level now; one who was called already stays on the list."""
    wanted = _wanted(stay)
    there = {(Post(host.post), Duty(host.duty)): host for host in hosts_of(stay)}
    for key, host in there.items():
        if key not in wanted and host.called_at is None:
            session().delete(host)
    for (wanted_post, duty), is_optional in wanted.items():
        if (wanted_post, duty) not in there:
            session().add(StayHost(stay_id=stay.id, post=wanted_post, duty=duty, is_optional=is_optional))


@needs(Right.STAY_WORK)
def call_hosts(stay: Stay, duty: Duty, *, by: Actor, at: datetime) -> int:
    """Call those in attendance, with the time: one mail each, without the guest's name. How many were called now.

    Optional ones are called by name (call_in). Who was called already is called again when the time has moved.
    """
    called = 0
    for host in hosts_of(stay):
        if host.duty == duty and not host.is_optional:
            called += _call(host, stay, at)
    record(by, "hosts.called", stay, at=at, duty=duty)
    return called


@needs(Right.STAY_WORK)
def call_in(host: StayHost, stay: Stay, *, by: Actor, at: datetime) -> None:
    """One who comes when needed (VR13)."""
    _call(host, stay, at)
    record(by, "host.called", stay, at=at, post=host.post)


@needs(Right.TASK_WORK)
def say_host_state(host: StayHost, *, is_there: bool | None, by: Actor, at: datetime) -> None:
    """On the way (None), in the lobby, or not there at the roll call (VR65, VR68)."""
    if is_there is None:
        host.on_the_way_at, host.person_id = at, by.person_id
    elif is_there:
        host.there_at, host.absent_at = at, None
    else:
        host.absent_at, host.there_at = at, None


def _wanted(stay: Stay) -> dict[tuple[Post, Duty], bool]:
    if not stay.level or not stay.is_running:
        return {}
    facts = profile_of(stay.profile.content).of(Level(stay.level))
    duties = (Duty.WELCOME, Duty.SEND_OFF) if facts.is_seen_off else (Duty.WELCOME,)
    return {(host.post, duty): host.is_optional for host in facts.hosts for duty in duties}


def _call(host: StayHost, stay: Stay, at: datetime) -> int:
    when = stay.arrive_at if host.duty == Duty.WELCOME else stay.depart_at
    host.called_at = at
    people = holders_of([Post(host.post)])
    for person in people:
        post(
            "host_called",
            to=Recipient(person.email, person.name, person.locale, person.zone),
            at=at,
            thread=f"stay-{stay.reference}",
            level=stay.level,
            when=when.isoformat(),
            room=stay.room.number if stay.room else "",
            is_welcome=host.duty == Duty.WELCOME,
            path=f"/stays/{stay.reference}",
        )
    return len(people)
