"""The service desk's four hundred customers, and today's call list (A10-A14).

What lies behind them was brought in from an older system, so their files are written at once; whom to call follows from
the files by the worker's own look, and what was said on the phone is said through the operations.
"""

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import session
from portal.demo.appointments import book_fills, workshop_opens
from portal.demo.cast import accept_invitation, names
from portal.demo.preparation import desk_prepares
from portal.domain.actors import SYSTEM, Actor
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.operations import DeskDraft
from portal.domain.booking.drafts import BookingDraft, Contact
from portal.domain.booking.models import Service
from portal.domain.booking.queries import free_times
from portal.domain.booking.situation import Ask
from portal.domain.booking.words import Channel
from portal.domain.customers.models import Asset, Complaint, Customer, OpenItem, Visit
from portal.domain.customers.rules import KM_PER_DAY, name_key, periodic_due_on, plate_key
from portal.domain.house.queries import house
from portal.domain.outreach.drafts import AttemptDraft, CampaignDraft, IncomingDraft
from portal.domain.outreach.models import Invite
from portal.domain.outreach.operations import add_campaign, book_invited, make_invites, record_attempt, take_call
from portal.domain.outreach.queries import calls_today
from portal.domain.outreach.rules import Explained, Outcome, Reason, Result, Stays, Why
from portal.domain.people.operations import invite
from portal.domain.rights import Role

CUSTOMERS = 400
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DAY = timedelta(days=1)
ADVISORS = {  # of the default workshop
    "Anna Kowalski": "anna.kowalski",
    "Wang Lei": "wang.lei",
    "Marcus Green": "marcus.green",
    "Zhou Min": "zhou.min",
    "Elena Petrova": "elena.petrova",
    "David Osei": "david.osei",
}


def service_desk_fills(at: datetime) -> None:
    """Advisors, workshop, parts; customers with vehicles and history; a campaign; what was said on the phone."""
    chance = Random("service desk")
    nina, chen, *advisors, ben, ruth = _staff(at - 60 * DAY)
    workshop_opens({one.name: one.person_id or 0 for one in advisors}, at - 59 * DAY, at)
    today = at.astimezone(ZoneInfo(house().zone)).date()
    _customers(chance, today, at)
    what = "冬季免费检测蓄电池、防冻液和轮胎，工时费八折。Free winter check of battery, coolant and tyres."
    add_campaign(
        CampaignDraft("冬季关怀 / Winter check", what, today - 3 * DAY, today + 60 * DAY, 30), by=SYSTEM, at=at
    )
    while make_invites(by=SYSTEM, at=at - 2 * DAY) or make_invites(by=SYSTEM, at=at):
        session().flush()
    _calls(nina, chen, at)
    book_fills((nina, chen, *advisors), at)
    desk_prepares(nina, ben, ruth, at)


def _staff(at: datetime) -> list[Actor]:
    people = (
        ("Nina Park", "nina.park", "Front-desk advisor", Role.FRONT_DESK, "en"),
        ("陈晓明", "chen.xiaoming", "服务顾问", Role.FRONT_DESK, "zh_Hans"),
        *((name, mail, "Service advisor", Role.FRONT_DESK, "en") for name, mail in ADVISORS.items()),
        ("Ben Castillo", "ben.castillo", "Workshop lead", Role.WORKSHOP, "en"),
        ("Ruth Okafor", "ruth.okafor", "Parts", Role.PARTS, "en"),
    )
    found = []
    for name, mail, title, role, locale in people:
        address = f"{mail}@deskbell.example"
        person = invite(name, address, (role,), None, by=SYSTEM, at=at, job_title=title, locale=locale)
        found.append(accept_invitation(person, at=at + timedelta(minutes=5)))
    return found


def _customers(chance: Random, today: date, at: datetime) -> None:
    words = tomllib.loads((Path(__file__).parent / "people.toml").read_text(encoding="utf-8"))
    english = names()
    plates: set[str] = set()
    for number in range(CUSTOMERS):
        is_chinese = number % 2 == 0
        customer = _customer(words, chance, next(english), today, at, is_chinese=is_chinese)
        session().add(customer)
        session().flush()
        for _ in range(2 if number % 12 == 0 else 1):
            _vehicle(customer, words, chance, plates, today, at)


def _customer(
    words: dict, chance: Random, called: tuple[str, str], today: date, at: datetime, *, is_chinese: bool
) -> Customer:
    salutation = chance.choice(("mr", "ms"))
    name, mail = called
    if is_chinese:
        given = words["men" if salutation == "mr" else "women"].split()
        name = chance.choice(words["family"].split()) + chance.choice(given)
    phone = f"+86138{chance.randint(0, 99_999_999):08}" if is_chinese else f"+1212555{chance.randint(0, 9999):04}"
    return Customer(
        name=name,
        name_key=name_key(name),
        salutation=salutation if is_chinese else "none",
        phone=phone,
        email=f"{phone[3:]}@mail.example" if is_chinese else f"{mail}@mail.example",
        locale="zh_Hans" if is_chinese else "en",
        board_consent=chance.random() < 0.2,
        do_not_call_at=at - 90 * DAY if chance.random() < 0.03 else None,
        tags=chance.choice(("", "", "", "老客户" if is_chinese else "loyal", "车队" if is_chinese else "fleet")),
        customer_since=today - chance.randint(60, 4000) * DAY,
        no_shows=chance.choice((0, 0, 0, 0, 1, 2)),
        created_at=at,
        changed_at=at,
    )


def _vehicle(customer: Customer, words: dict, chance: Random, plates: set[str], today: date, at: datetime) -> None:
    tongue = "zh" if customer.locale == "zh_Hans" else "en"
    plate = _plate(chance, plates, tongue)
    km, read_on = chance.randint(4_000, 120_000), today - chance.randint(20, 140) * DAY
    next_on, next_km = today + chance.randint(-15, 330) * DAY, km + chance.randint(6_500, 16_000)
    is_new = chance.random() < 0.03
    asset = Asset(
        customer_id=customer.id,
        plate=plate,
        plate_key=plate_key(plate),
        model=chance.choice(words["models"].split()).replace("_", " "),
        colour=chance.choice(words[f"colours_{tongue}"].split()),
        vin="".join(chance.choice(LETTERS + "0123456789") for _ in range(17)),
        use=chance.choice(("private", "private", "private", "company", "taxi")),
        odometer_km=km,
        odometer_on=read_on,
        next_due_on=next_on,
        next_due_km=next_km,
        periodic_due_on=None if is_new else periodic_due_on(next_on, next_km, km, read_on, KM_PER_DAY),
        running_in_due_on=today + chance.randint(-3, 10) * DAY if is_new else None,
        created_at=at,
        changed_at=at,
    )
    session().add(asset)
    session().flush()
    _history(asset, words, tongue, chance, today)


def _plate(chance: Random, plates: set[str], tongue: str) -> str:
    while True:
        digits = "".join(chance.choice("0123456789") for _ in range(4))
        first, second = chance.choice(LETTERS), chance.choice(LETTERS)
        plate = f"京{first}·{second}{digits}" if tongue == "zh" else f"{digits[0]}{first}{second}K {digits[1:]}"
        if plate_key(plate) not in plates:
            plates.add(plate_key(plate))
            return plate


def _history(asset: Asset, words: dict, tongue: str, chance: Random, today: date) -> None:
    done, left, wrong = (words[f"{kind}_{tongue}"].split("|") for kind in ("work", "left", "wrong"))
    km, visited_on = asset.odometer_km or 0, asset.odometer_on or today
    for _ in range(chance.choice((0, 1, 2, 2, 3, 4, 5))):
        spent = chance.randint(40, 900) * 100
        session().add(
            Visit(
                asset_id=asset.id,
                visited_on=visited_on,
                odometer_km=km,
                work=chance.choice(done),
                spend_cents=spent,
            )
        )
        visited_on, km = visited_on - chance.randint(90, 260) * DAY, max(0, km - chance.randint(3_000, 9_000))
    if chance.random() < 0.05:
        noted_on = today - chance.randint(30, 60) * DAY
        session().add(OpenItem(asset_id=asset.id, work=chance.choice(left), noted_on=noted_on, call_on=today - DAY))
    if chance.random() < 0.012:
        made_on = today - chance.randint(1, 6) * DAY
        session().add(Complaint(asset_id=asset.id, what=chance.choice(wrong), made_on=made_on))


def _calls(nina: Actor, chen: Actor, at: datetime) -> None:
    """Yesterday's and this morning's."""
    yesterday = at - DAY
    again_at = datetime.combine(at.date() + DAY, time(15, 30), at.tzinfo)
    rows = [one.invite for one in calls_today(nina, Reason.PERIODIC, yesterday).rows[:8]]
    ends = (
        AttemptDraft(Outcome.NO_ANSWER),
        AttemptDraft(Outcome.CALL_AGAIN, identity_confirmed=True, call_again_at=again_at, note="In a meeting"),
        AttemptDraft(
            Outcome.BOOKED,
            identity_confirmed=True,
            fault="刹车时前面吱吱响",
            summary="制动时前轮异响，冷车更明显",
            summary_confirmed=True,
        ),
        AttemptDraft(
            Outcome.NOT_NOW,
            identity_confirmed=True,
            declined_because=Why.NO_TIME,
            explained=f"{Explained.SENSE} {Explained.BOOKING}",
            note="Travelling until next month",
        ),
    )
    for number, row in enumerate(rows):
        draft = ends[number % len(ends)]
        if draft.outcome == Outcome.CALL_AGAIN and number > len(ends):
            draft = AttemptDraft(Outcome.NOT_WANTED, identity_confirmed=True)
        by, called_at = chen if number % 2 else nina, yesterday + timedelta(minutes=4 * number)
        if draft.outcome == Outcome.BOOKED:
            book_invited(row, draft, _agreed(row, called_at), by=by, at=called_at)
        else:
            record_attempt(row, draft, by=by, at=called_at)
    for rings, name, fault in ((2, "Grace Lee", "Rattles over bumps"), (3, "赵先生", "空调不凉"), (5, "Omar Diaz", "")):
        asked = {"since": "Monday", "stays": Stays.WAITS} if fault else {}
        draft = IncomingDraft(
            name, Result.ANSWERED, rings=rings, fault=fault, summary=fault, summary_confirmed=True, **asked
        )
        take_call(draft, None, by=nina, at=at - timedelta(minutes=20 * rings))


def _agreed(invite: Invite, at: datetime) -> DeskDraft:
    """A time of the next days for what the customer was called about."""
    found = select(Service).where(Service.slug == "small-service").options(joinedload(Service.needs))
    service, asset, customer = session().scalars(found).unique().one(), invite.asset, invite.customer
    days = (at.date() + ahead * DAY for ahead in range(2, 14))
    slot = next(slot for day in days for slot in free_times(service, day, at, Ask(is_staff=True))[2:3])
    said = Contact(customer.name, customer.email, customer.phone, customer.locale, asset.plate, asset.model)
    booking = BookingDraft(service.id, slot.start_at, said, channel=Channel.OUTREACH)
    content = "定期保养，检查前刹车" if customer.locale == "zh_Hans" else "Periodic service, check the front brakes"
    return DeskDraft(AppointmentDraft(booking, customer.id, asset.id, content=content))
