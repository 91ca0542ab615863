"""What people change about themselves."""

from dataclasses import asdict, dataclass
from datetime import datetime

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.people.models import Person
from portal.domain.rights import Right, needs


@dataclass(frozen=True, slots=True)
class ProfileDraft:
    """A person as they describe themselves."""

    name: str
    phone: str
    job_title: str
    locale: str  # "en" or "zh_Hans"
    zone: str  # "America/New_York"


@needs(Right.ACCOUNT_OWN)
def change_profile(draft: ProfileDraft, *, by: Actor, at: datetime) -> Person:
    """Set one's own name, phone, job title, language and time zone (P12)."""
    person = session().get_one(Person, by.person_id)
    before = {name: getattr(person, name) for name in asdict(draft)}
    for name, value in asdict(draft).items():
        setattr(person, name, value)
    changes = {name: [before[name], value] for name, value in asdict(draft).items() if before[name] != value}
    if changes:
        record(by, "person.profile_changed", person, at=at, changes=changes)
    return person


@needs(Right.ACCOUNT_OWN)
def change_locale(locale: str, *, by: Actor, at: datetime) -> Person:
    """Read in another language from now on (P12)."""
    person = session().get_one(Person, by.person_id)
    return change_profile(ProfileDraft(person.name, person.phone, person.job_title, locale, person.zone), by=by, at=at)
