"""Who works here, and with whom the demo is walked through."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import select

from portal.db import session
from portal.demo.clockwork import LONG_AGO, Clockwork
from portal.domain.actors import NOBODY, SYSTEM, Actor
from portal.domain.outbox.models import Mail
from portal.domain.people.models import Person
from portal.domain.people.operations import choose_password, invite
from portal.domain.people.passwords import NewPassword, hash_password
from portal.domain.rights import Role

PASSWORD = "paper lantern 48"  # noqa: S105 - printed at every start; a demo holds nobody's data
BROWSERS = ("Firefox on Windows", "Chrome on Windows", "Safari on iPhone", "Chrome on Android", "Safari on Mac")


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody to look at the portal as."""

    email: str
    who: str


SIGN_INS = (
    SignIn("ines.valdez@deskbell.example", "Ines Valdez, administrator"),
    SignIn("dana.reyes@deskbell.example", "Dana Reyes, support lead: late tickets, contracts, rosters"),
    SignIn("sam.ortiz@deskbell.example", "Sam Ortiz, agent"),
    SignIn("aisha.rahman@deskbell.example", "Aisha Rahman, agent; Harborview Insurance's tickets are kept from her"),
    SignIn("lin.yue@deskbell.example", "林悦, agent, reads Chinese"),
    SignIn("marcus.bell@deskbell.example", "Marcus Bell, account manager"),
    SignIn("nina.park@deskbell.example", "Nina Park, front-desk advisor: customers and the call list"),
    SignIn("chen.xiaoming@deskbell.example", "陈晓明, front-desk advisor, reads Chinese"),
    SignIn("anna.kowalski@deskbell.example", "Anna Kowalski, service advisor with her own appointments"),
    SignIn("ben.castillo@deskbell.example", "Ben Castillo, workshop"),
    SignIn("ruth.okafor@deskbell.example", "Ruth Okafor, parts"),
    SignIn("wu.jun@deskbell.example", "吴俊, duty manager: room checks, everybody's lists"),
    SignIn("li.na@deskbell.example", "李娜, housekeeping"),
    SignIn("fang.hui@deskbell.example", "方慧, front-office manager: templates, too"),
    SignIn("gu.wei@deskbell.example", "顾伟, general manager: levels that wait for a word"),
    SignIn("sun.li@deskbell.example", "孙丽, sales: stays of important guests"),
    SignIn("priya.nair@northwind.example", "Priya Nair, primary contact of Northwind Logistics (Elite)"),
    SignIn("tom.becker@northwind.example", "Tom Becker, named caller there"),
    SignIn("jamie.cole@northwind.example", "Jamie Cole, works there, not on the roster"),
    SignIn("walter.kim@maplestreet.example", "Walter Kim, primary contact of Maple Street Dental (2 of 2 callers)"),
    SignIn("wang.min@haichuan.example", "王敏, primary contact of 海川国际物流, reads Chinese"),
)


@dataclass(slots=True)
class Staff:
    """Those who work here, as doers."""

    administrator: Actor
    lead: Actor
    managers: list[Actor]
    agents: list[Actor]
    chinese: Actor  # the agent who answers in Chinese
    people: dict[int, Person] = field(default_factory=dict)


def staff_arrives(clockwork: Clockwork) -> Staff:
    """The house's own people, before anything else happens."""
    at = clockwork.now - LONG_AGO + timedelta(hours=1)
    hire = _Hiring(at)
    administrator = hire("Ines Valdez", "IT manager", Role.ADMINISTRATOR)
    lead = hire("Dana Reyes", "Support lead", Role.SUPPORT_LEAD, Role.AGENT)
    managers = [hire("Marcus Bell", "Account manager", Role.ACCOUNT_MANAGER)]
    managers += [hire("Grace Adeyemi", "Account manager", Role.ACCOUNT_MANAGER)]
    others = ("Sam Ortiz", "Maya Lindqvist", "Jonas Whitfield", "Aisha Rahman")
    agents = [hire(name, "Support agent", Role.AGENT) for name in others]
    chinese = hire("林悦", "Support agent", Role.AGENT, email="lin.yue", locale="zh_Hans")
    return Staff(administrator, lead, managers, [*agents, chinese], chinese, hire.people)


class _Hiring:
    """Invites one after the other."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.people: dict[int, Person] = {}

    def __call__(self, name: str, job_title: str, *roles: Role, email: str = "", locale: str = "en") -> Actor:
        """Invited by the administrator before; the first one by nobody."""
        address = f"{email or name.lower().replace(' ', '.')}@deskbell.example"
        self.at += timedelta(minutes=10)
        about = {"job_title": job_title, "phone": f"555-01{10 + len(self.people)}", "locale": locale}
        person = invite(name, address, roles, None, by=SYSTEM, at=self.at, **about)
        actor = accept_invitation(person, at=self.at + timedelta(minutes=4))
        self.people[person.id] = person
        return actor


def accept_invitation(person: Person, *, at: datetime) -> Actor:
    """Read the mail, follow its link, choose the password."""
    session().flush()
    theirs = select(Mail).where(Mail.to_email == person.email, Mail.kind == "invitation")
    token = session().scalars(theirs.order_by(Mail.id.desc()).limit(1)).one().values["access_path"].rsplit("/", 1)[1]
    browser = BROWSERS[person.id % len(BROWSERS)]
    return choose_password(token, NewPassword(_hash()), browser=browser, by=NOBODY, at=at).actor


@cache
def _hash() -> str:
    """One hash for all: hashing takes its time on purpose."""
    return hash_password(PASSWORD)


def names() -> Iterator[tuple[str, str]]:
    """English names and the mail names that go with them, none twice."""
    first, last = _names("first"), _names("last")
    for turn in range(len(last)):
        for number, given in enumerate(first):
            family = last[(number * 7 + turn * 13) % len(last)]
            yield f"{given} {family}", f"{given}.{family}".lower()


def chinese_names() -> Iterator[tuple[str, str]]:
    """The same in Chinese."""
    words = _names("chinese")
    return zip(words[::2], words[1::2], strict=True)


def _names(which: str) -> list[str]:
    return tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))[which].split()
