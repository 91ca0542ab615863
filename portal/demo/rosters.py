"""What goes on with some rosters: a substitution under way, one done, a request, a demand (S32, S34, S36)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from portal.db import session
from portal.demo.cast import Staff, accept_invitation
from portal.demo.clockwork import Clockwork, Story
from portal.demo.times import in_office
from portal.domain.people.models import Person
from portal.domain.people.operations import invite
from portal.domain.people.queries import person_by_email
from portal.domain.rights import Role
from portal.domain.roster.drafts import CallerDraft
from portal.domain.roster.models import Caller
from portal.domain.roster.operations import ask_for_place, demand_replacement, give_notice
from portal.domain.roster.queries import caller_of

if TYPE_CHECKING:
    from portal.demo.customers import Customer

DAY = timedelta(days=1)
REASON = (
    "Three of the last five tickets asked for changes that need administrator rights on your console, which your "
    "caller does not have. Name somebody who has them, so that we can help without detours."
)


def _substitution_under_way(clockwork: Clockwork, _staff: Staff, customer: "Customer") -> Story:
    """Noticed five days ago; the countdown runs."""
    at = yield in_office(clockwork.now - 5 * DAY, customer.zone, Random(customer.domain))
    leaver = _place(customer, at)
    give_notice(leaver, _comer("Renata Silva", "renata.silva", customer), by=customer.primary, at=at)
    session().flush()
    at = yield at + timedelta(hours=3)
    accept_invitation(_person("renata.silva", customer), at=at)


def _substitution_done(clockwork: Clockwork, _staff: Staff, customer: "Customer") -> Story:
    """Noticed a month ago, in effect for two weeks."""
    at = yield in_office(clockwork.now - 31 * DAY, customer.zone, Random(customer.domain))
    leaver = _place(customer, at)
    customer.members.pop()
    notice = give_notice(leaver, _comer("林涛", "lin.tao", customer), by=customer.primary, at=at)
    session().flush()
    clockwork.watch_rosters(notice.effective_at)
    at = yield at + timedelta(hours=5)
    accept_invitation(_person("lin.tao", customer), at=at)


def _colleagues(clockwork: Clockwork, _staff: Staff, customer: "Customer") -> Story:
    """Two who are known and not on the roster; one has asked for a place since."""
    at = yield in_office(clockwork.now - 50 * DAY, customer.zone, Random(customer.domain))
    doers = []
    for name, address in (("Jamie Cole", "jamie.cole"), ("Nora Fields", "nora.fields")):
        at = yield at + timedelta(minutes=20)
        about = {"phone": "555-0177", "job_title": "Shift supervisor", "zone": customer.zone}
        email = f"{address}@{customer.domain}"
        person = invite(name, email, {Role.CONTACT}, customer.id, by=customer.primary, at=at, **about)
        doers.append(accept_invitation(person, at=at + timedelta(minutes=9)))
    at = yield in_office(clockwork.now - 3 * DAY, customer.zone, Random(customer.name))
    ask_for_place(by=doers[1], at=at)


def _replacement_demanded(clockwork: Clockwork, staff: Staff, customer: "Customer") -> Story:
    """By the account manager, some days ago."""
    at = yield in_office(clockwork.now - 4 * DAY, customer.zone, Random(customer.domain))
    demand_replacement(_place(customer, at), REASON, by=staff.managers[0], at=at)


def _place(customer: "Customer", at: datetime) -> Caller:
    """The place of the one who came last."""
    found = caller_of(customer.members[-1].person.id, at)
    assert found is not None
    return found


def _comer(name: str, address: str, customer: "Customer") -> CallerDraft:
    return CallerDraft(
        name=name,
        email=f"{address}@{customer.domain}",
        country=customer.country,
        phone="555-0168",
        job_title="Systems administrator" if customer.locale == "en" else "系统管理员",
        declares_administrator=True,
        declares_access=True,
    )


def _person(address: str, customer: "Customer") -> Person:
    person = person_by_email(f"{address}@{customer.domain}")
    assert person is not None
    return person


ROSTER_STORIES: dict[str, tuple[Callable[[Clockwork, Staff, "Customer"], Story], ...]] = {
    "northwind.example": (_colleagues, _substitution_under_way),
    "haichuan.example": (_substitution_done,),
    "summitridge.example": (_replacement_demanded,),
}
