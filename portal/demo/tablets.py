"""The shared tablets of the demo: one at the front desk, and one that the first who opens its link may have."""

from datetime import datetime, timedelta

from portal.db import session
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.people.devices import enrolment_open
from portal.domain.people.displays import new_token
from portal.domain.people.operations import enrol_device, set_pin, take_device
from portal.domain.people.passwords import prove
from portal.domain.people.pins import is_refused_by_lot, new_pin, pepper_of
from portal.domain.people.queries import actor_for, person_by_email, roles_of

LINK = "/enrolments/demo-tablet-that-everybody-may-enrol-for-an-hour"
WITH_PIN = ("wu.jun", "li.na", "tom.ferris", "nina.park")
PINS = ("407193", "815302", "270518", "936041", "583920", "640275", "719364", "862057", "394816", "158037", "603948")


def tablets_are_shared(secret: str, password: str, at: datetime) -> None:
    """FD-1 was enrolled a month ago; HK-1 waits for its link to be opened; four people have chosen a PIN."""
    before = at - timedelta(days=28)
    link = new_token()
    enrol_device("FD-1", link, by=SYSTEM, at=before)
    take_device(link, new_token(), by=NOBODY, at=before + timedelta(minutes=9))
    enrol_device("HK-1", _token(), by=SYSTEM, at=at)
    for address, pin in pins(secret).items():
        person = person_by_email(address)
        assert person is not None
        present, by = prove(password, address, person), actor_for(person, roles_of(person.id))
        set_pin(new_pin(pin, pepper_of(secret)), present, by=by, at=before + timedelta(hours=1))
        session().flush()


def pins(secret: str) -> dict[str, str]:
    """Whose is which: those of PINS that the lot of this house doesn't refuse."""
    free = (pin for pin in PINS if not is_refused_by_lot(pin, pepper_of(secret)))
    return {f"{name}@deskbell.example": pin for name, pin in zip(WITH_PIN, free, strict=False)}


def told(secret: str, public_url: str, at: datetime) -> list[str]:
    """How to look at it; the link alone while it can be opened. In a transaction."""
    link = f"  {public_url}{LINK}" if enrolment_open(_token(), at=at) else "  a link from the settings"
    said = ", ".join(f"{address.partition('@')[0]} {pin}" for address, pin in pins(secret).items())
    return ["A browser becomes a shared tablet, on which a PIN is enough, by:" + link, f"PINs: {said}"]


def _token() -> str:
    return LINK.rsplit("/", 1)[1]
