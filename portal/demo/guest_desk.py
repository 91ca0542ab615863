"""The guest desk's people, the templates that come along, and lists at all stages (V30-V36).

Lists are gone through by the operations, each answer at its own moment of the last hours.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

from portal.db import session
from portal.demo.cast import accept_invitation
from portal.domain.actors import SYSTEM, Actor
from portal.domain.checklists.drafts import ListDraft, Statement
from portal.domain.checklists.models import Checklist
from portal.domain.checklists.operations import make_checklist, say, sign_checklist, void_checklist
from portal.domain.checklists.queries import newest_version
from portal.domain.checklists.seeds import seed_templates
from portal.domain.checklists.words import Kind, Photo, Said
from portal.domain.departments.operations import set_posts
from portal.domain.departments.words import Post
from portal.domain.people.models import Person
from portal.domain.people.operations import invite
from portal.domain.rights import Role

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PEOPLE = (
    ("吴俊", "wu.jun", "大堂副理", Role.DUTY_MANAGER, "zh_Hans"),
    ("李娜", "li.na", "管家部领班", Role.HOUSEKEEPING, "zh_Hans"),
    ("方慧", "fang.hui", "前厅经理", Role.FRONT_OFFICE_MANAGER, "zh_Hans"),
    ("Marco Romano", "marco.romano", "Head chef", Role.KITCHEN, "en"),
    ("赵强", "zhao.qiang", "保安部主管", Role.SECURITY, "zh_Hans"),
    ("顾伟", "gu.wei", "总经理", Role.GENERAL_MANAGER, "zh_Hans"),
    ("Tom Ferris", "tom.ferris", "Room attendant", Role.HOUSEKEEPING, "en"),
)
_numbers = count(1)


def guest_desk_fills(at: datetime) -> dict[str, Actor]:
    """People, templates, lists that nobody began, that are half through, late, with a fault, signed, void.

    The people, by the first part of their address.
    """
    people = guest_desk_arrives(at - 30 * DAY)
    jun, na, hui, *_others, tom = people
    seed_templates(by=SYSTEM, at=at - 29 * DAY)
    half = _begun("vip-room-check", "1208", at + 100 * MINUTE, jun, at - 25 * MINUTE)
    _go_through(half, 14, jun, at - 24 * MINUTE, fails={8: "灯不亮"})
    _begun("vip-room-check", "2005", at + 5 * HOUR, jun, at - 10 * MINUTE)
    late = _begun("vip-room-opened", "1702", at + 20 * MINUTE, na, at - HOUR)
    _go_through(late, 1, na, at - 40 * MINUTE)
    fault = _begun("driveway-ready", "", at + 45 * MINUTE, jun, at - 30 * MINUTE)
    _go_through(fault, 3, jun, at - 20 * MINUTE, fails={1: "送货车占道"})
    signed = _begun("vip-room-opened", "0911", at - 2 * HOUR, na, at - 4 * HOUR)
    _go_through(signed, 3, tom, at - 3 * HOUR)
    sign_checklist(signed, by=na, at=at - 170 * MINUTE)
    over = _begun("booking-settled", "1208", at - HOUR, hui, at - 7 * HOUR)
    _go_through(over, 5, hui, at - 6 * HOUR)
    sign_checklist(over, by=hui, at=at - 6 * HOUR + 6 * MINUTE)
    void = _begun("vip-room-check", "1512", at + 8 * HOUR, jun, at - 3 * HOUR)
    _go_through(void, 4, jun, at - 2 * HOUR)
    void_checklist(void, "换房至 1612", by=jun, at=at - HOUR)
    return {actor.email.partition("@")[0]: actor for actor in people}


def guest_desk_arrives(at: datetime) -> list[Actor]:
    """Invited, and each with the post that their role doesn't bring."""
    found = []
    for name, mail, title, role, locale in PEOPLE:
        address = f"{mail}@deskbell.example"
        person = invite(name, address, (role,), None, by=SYSTEM, at=at, job_title=title, locale=locale)
        found.append(accept_invitation(person, at=at + 5 * MINUTE))
        if role == Role.DUTY_MANAGER:
            set_posts(session().get_one(Person, person.id), [Post.RECEPTION, Post.DOORMAN], by=SYSTEM, at=at)
    return found


def _begun(slug: str, place: str, anchor_at: datetime, by: Actor, at: datetime) -> Checklist:
    version = newest_version(slug)
    assert version is not None
    made = make_checklist(version, ListDraft(place, anchor_at), by=by, at=at)
    session().flush()
    return made


def _go_through(checklist: Checklist, most: int, by: Actor, at: datetime, fails: dict[int, str] | None = None) -> None:
    """The first so many items, one after the other, but for those that want a photo."""
    times = _every_half_minute(at)
    for number, item in enumerate(checklist.items[:most]):
        if item.photo == Photo.ALWAYS:
            continue
        reason = (fails or {}).get(number, "")
        said = Said.FAILED if reason else Said.PASSED
        found = item.par if item.kind == Kind.COUNT and not reason else None
        statement = Statement(f"demo-{next(_numbers)}", said, reason, found, seen_id=checklist.last_event_id)
        say(checklist, item, statement, by=by, at=next(times))


def _every_half_minute(at: datetime) -> Iterator[datetime]:
    while True:
        yield at
        at += MINUTE / 2
