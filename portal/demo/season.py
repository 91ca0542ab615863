"""Which tickets there are, when they come, and how far each has come: two months that end now."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from portal.db import session
from portal.demo.cases import BEATS, BY_CUSTOMER, Case
from portal.demo.cast import Staff
from portal.demo.clockwork import Clockwork, Story
from portal.demo.customers import ENDS_IN, Customer
from portal.demo.scripts import script
from portal.demo.times import DAY, HOUR, MINUTE, Times, any_workday, in_office
from portal.demo.unanswered import UNANSWERED, Unanswered
from portal.domain.actors import Actor
from portal.domain.attachments.store import Store
from portal.domain.deadlines.models import Deadline
from portal.domain.deadlines.rules import Clock
from portal.domain.tickets.queries import areas

PAST = (  # how tickets went that are closed by now, and how many in a hundred went so
    (12, "open take fix"),  # silence closes it
    (28, "open take fix close"),
    (16, "open take fix thanks closing"),
    (11, "open take ask answers fix thanks closing"),
    (10, "open take ask answers note fix close"),
    (4, "open take ask"),  # nobody answers
    (5, "open given progress note fix close"),
    (4, "open take ask answers wait note fix close"),
    (4, "open take fix back again thanks closing"),
    (6, "call note fix close"),
)
FOLLOWED = "open take fix thanks closing later back take fix thanks closing"
NOW = (  # how far the others have come
    (14, "open take progress"),
    (12, "open take ask answers"),
    (9, "open take progress note hurry"),
    (6, "open given ask answers note progress"),
    (4, "open take fix back"),
    (32, "open take ask"),
    (8, "open take ask answers progress more"),
    (13, "open take ask answers wait"),
    (4, "open take wait note"),
    (24, "open take fix"),
    (10, "open take ask answers fix"),
    (3, "call fix"),
)
LATE = 0.07  # of the promises of the past were broken
FOLLOW_UPS = 5


@dataclass(slots=True)
class Season:
    """Hands out the tickets that each customer still has."""

    clockwork: Clockwork
    times: Times
    staff: Staff
    store: Store
    chance: Random
    left: Counter[str]
    customers: dict[str, Customer]
    titles: dict[str, set[str]]
    areas: dict[str, int]

    def customer(self, fits: Callable[[Customer], bool] = lambda _: True) -> Customer:
        """One with tickets left; those with many more often."""
        some = [one for one in self.customers.values() if self.left[one.domain] > 0 and fits(one)]
        chosen = self.chance.choices(some, [self.left[one.domain] for one in some])[0]
        self.left[chosen.domain] -= 1
        return chosen

    def case(self, customer: Customer, beats: Sequence[str], severity: int | None = None) -> Case:
        """A new ticket of that customer, for a story of those beats."""
        chance = Random(self.chance.random())
        seen = self.titles.setdefault(customer.domain, set())
        is_long = any(beat in ("ask", "progress", "wait", "hurry", "back") for beat in beats)
        told = script(customer.locale, chance, severity=severity, is_long=is_long, seen=seen)
        may_attach = bool(told.file) and ("ask" in beats or chance.random() < 0.25)
        case = Case(self.clockwork, self.staff, customer, told, chance, self._agent(customer), self.store, self.areas)
        case.caller_number, case.gets_file = chance.choice((0, 0, 1, 1, 2, 3, 4, 5)), may_attach
        if chance.random() < 0.11 and severity is None and customer.plan != "incident-pack":
            case.change_to = min(max(told.severity + chance.choice((-1, 1)), 1), 4)
        return case

    def _agent(self, customer: Customer) -> Actor:
        if customer.locale == "zh_Hans" and self.chance.random() < 0.85:
            return self.staff.chinese
        return self.chance.choice(self.staff.agents if customer.locale == "zh_Hans" else self.staff.agents[:-1])


def tickets_come(clockwork: Clockwork, times: Times, staff: Staff, customers: list[Customer], store: Store) -> None:
    """Begin the stories of all tickets."""
    left = Counter({one.domain: one.tickets for one in customers})
    by_domain = {one.domain: one for one in customers}
    area_ids = {area.slug: area.id for area in areas()}
    season = Season(clockwork, times, staff, store, Random("season"), left, by_domain, {}, area_ids)
    for row in UNANSWERED:
        _waits_for_us(season, row)
    for count, beats in NOW:
        for _ in range(count):
            _goes_on(season, beats.split())
    for _ in range(FOLLOW_UPS):
        _was_followed(season)
    while sum(left.values()):
        beats = season.chance.choices([beats for _, beats in PAST], [count for count, _ in PAST])[0]
        _has_ended(season, beats.split())


def _still_runs(customer: Customer) -> bool:
    return ENDS_IN.get(customer.domain, 1) > 0


def _waits_for_us(season: Season, row: Unanswered) -> None:
    def fits(customer: Customer) -> bool:
        return customer.plan in row.plans.split() and _still_runs(customer) and row.domain in ("", customer.domain)

    customer = season.customer(fits)
    case = season.case(customer, ["open"], row.severity)
    opened_at = row.opened_at(season.times)
    beats = ["open", "take"] if row.is_claimed else ["open"]
    claimed_at = opened_at + min(7 * MINUTE, (season.times.now - opened_at) / 2)
    season.clockwork.tell(_told(case, beats, [opened_at, claimed_at]))


def _goes_on(season: Season, beats: list[str]) -> None:
    """Begun in the last three or four days."""
    case = season.case(season.customer(_still_runs), beats)
    opened_at = season.times.before_now(case.chance.uniform(9, 40) * HOUR)
    season.clockwork.tell(_until_now(season.times, case, beats, opened_at))


def _was_followed(season: Season) -> None:
    """Closed, and too late to reopen: it goes on in a new ticket, which counts as one more (S46)."""
    customer = season.customer(lambda one: season.left[one.domain] > 1 and "elite" in one.plan)
    season.left[customer.domain] -= 1
    now = season.times.now
    case = season.case(customer, FOLLOWED.split())
    opened_at = any_workday(now - 54 * DAY, now - 40 * DAY, customer.zone, case.chance)
    season.clockwork.tell(_unhurried(season, case, FOLLOWED.split(), opened_at))


def _has_ended(season: Season, beats: list[str]) -> None:
    customer = season.customer()
    now = season.times.now
    case = season.case(customer, beats)
    latest = now - (14 * DAY if beats[-1] != "closing" else 8 * DAY)
    opened_at = any_workday(now - 56 * DAY, latest, customer.zone, case.chance)
    season.clockwork.tell(_unhurried(season, case, beats, opened_at))


def _told(case: Case, beats: Sequence[str], moments: Sequence[datetime]) -> Story:
    """At these moments."""
    for beat, moment in zip(beats, moments, strict=False):
        at = yield moment
        _do(case, beat, at)


def _until_now(times: Times, case: Case, beats: Sequence[str], opened_at: datetime) -> Story:
    """Answered in time; the other beats lie evenly in what the desk has worked until now."""
    at, answer_at = opened_at, None
    for place, beat in enumerate(beats):
        if beat in {"take", "given"}:
            answer_at = _first_answer_at(times, case, late=0)
            moment = max(at + MINUTE, answer_at - case.chance.randint(3, 25) * MINUTE)
        elif answer_at is not None:
            moment, answer_at = max(answer_at, at + 2 * MINUTE), None
        elif place:
            share = case.chance.uniform(0.5, 1.2) / (len(beats) - place + 1)
            moment = times.at_desk(at, times.worked_until_now(at) * share)
        else:
            moment = at
        at = yield moment
        _do(case, beat, at)


def _unhurried(season: Season, case: Case, beats: Sequence[str], opened_at: datetime) -> Story:
    """In its own time: the desk answers in its hours, the customer in theirs."""
    at, answer_at = opened_at, None
    for beat in beats:
        moment = _next(season.times, case, beat, at)
        if beat in {"take", "given"}:
            answer_at = _first_answer_at(season.times, case, late=LATE)
            moment = max(at + MINUTE, answer_at - case.chance.randint(3, 25) * MINUTE)
        elif answer_at is not None:
            moment, answer_at = max(answer_at, at + 2 * MINUTE), None
        at = yield moment
        if beat != "later":
            _do(case, beat, at)


def _do(case: Case, beat: str, at: datetime) -> None:
    """One beat. Written when it is done: operations flush what they look for, and half as many flushes save seconds."""
    with session().no_autoflush:
        BEATS[beat](case, at)
        session().flush()
    case.clockwork.watch(case.ticket)


def _next(times: Times, case: Case, beat: str, at: datetime) -> datetime:
    chance = case.chance
    if beat in ("open", "call"):
        return times.desk_opens(at) + chance.randint(0, 50) * MINUTE if beat == "call" else at
    if beat == "later":
        return at + chance.randint(15, 19) * DAY
    if beat in BY_CUSTOMER:
        return in_office(at + chance.uniform(0.2, 5) * HOUR, case.customer.zone, chance).replace(microsecond=0)
    if beat == "note":
        return at + chance.randint(2, 9) * MINUTE
    return times.at_desk(at, chance.uniform(0.15, 3.5) * HOUR)


def _first_answer_at(times: Times, case: Case, *, late: float) -> datetime:
    """Within the promise; now and then after it."""
    chance, promise = case.chance, session().get_one(Deadline, case.ticket.first_response_id)
    opened_at = case.ticket.opened_at
    if promise.minutes is None:
        return times.at_desk(opened_at, chance.uniform(1, 6) * HOUR)
    is_late = chance.random() < late
    amount = promise.minutes * MINUTE * (chance.uniform(1.03, 1.3) if is_late else chance.uniform(0.06, 0.8))
    if promise.clock == Clock.ALWAYS:
        return (opened_at + amount).replace(microsecond=0)
    return times.at_desk(opened_at, amount if is_late else min(amount, chance.uniform(4, 8) * HOUR))
