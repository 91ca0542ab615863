"""The workshop's book: two weeks behind, a full day around now, three weeks ahead, and who waits for a time (A1-A9).

Customers book and call off by themselves or on the phone, days before, each at a moment of its own. Whatever the hour
at which the demo is made, the workshop is open then: outside its usual hours that day has long ones.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from secrets import token_urlsafe
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import session
from portal.demo.clockwork import Clockwork, Story
from portal.domain.actors import NOBODY, SYSTEM, Actor
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.links import new_keys
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations import (
    appoint,
    call_off,
    confirm_appointment,
    join_waiting_list,
    mark_absent,
    move_appointment,
)
from portal.domain.appointments.operations.arriving import note_arrival
from portal.domain.appointments.waiting.drafts import WaitingDraft
from portal.domain.appointments.waiting.wishes import Wish
from portal.domain.booking.drafts import BookingDraft, Contact, DatedPlanDraft, ExceptionDraft, MoveDraft, ShopDraft
from portal.domain.booking.models import Booking, Resource, Service
from portal.domain.booking.operations import change_shop, date_plan, edit_resource, set_exception
from portal.domain.booking.queries import free_times
from portal.domain.booking.search import Slot
from portal.domain.booking.seeds import workshop
from portal.domain.booking.situation import Ask, shop, shop_hours
from portal.domain.booking.together import together
from portal.domain.booking.words import Asked, Channel, Kind
from portal.domain.calendars.hours import SpecialDay, Window, WorkingHours
from portal.domain.calendars.operations import edit_calendar
from portal.domain.calendars.queries import calendar_with_days, draft_of
from portal.domain.customers.models import Asset
from portal.domain.house.queries import house

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TODAY, BEHIND, AHEAD = 50, 10, 21  # wishes for today, of which some are called off; days
LONG = "长时营业 / Long day"
LATE, LATE_HOURS = "晚班 / Late hours", ((600, 840), (900, 1080))  # 10:00-14:00, 15:00-18:00
LONG_DAY = 630  # minutes, when now lies outside the usual hours
SHARES = {  # how often a service is wanted; short ones most
    "oil-and-filter": 6, "tyre-change": 8, "battery": 6, "inspection": 5, "small-service": 3, "consultation": 5,
    "wheel-alignment": 2, "running-in-service": 2, "air-conditioning": 1, "engine-diagnosis": 2, "brake-pads": 1,
    "accident-assessment": 4, "major-service": 1, "used-car-check": 1,
}  # fmt: skip


WITH = {  # what some have done in the same visit (BR12)
    "oil-and-filter": "tyre-change", "small-service": "battery", "inspection": "tyre-change",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """One customer's wish."""

    on: date
    service: Service
    asset: Asset
    booked_at: datetime
    by: Actor
    channel: Channel
    also: Service | None = None


def hours_around(at: datetime, usual: WorkingHours) -> dict[date, Window]:
    """Hours that have `at` in their midst, by date: two dates late at night, none when the usual ones do."""
    there = at.astimezone(ZoneInfo(usual.zone))
    minute = there.hour * 60 + there.minute
    if any(a + 90 <= minute <= b - 150 and b - a >= 480 for a, b in usual.windows_on(there.date())):
        return {}
    start = min(max(0, minute - 270) // 30 * 30, 1440 - LONG_DAY)
    found = {there.date(): (start, start + LONG_DAY)}
    return {**found, there.date() + DAY: (0, LONG_DAY)} if minute > 1440 - 150 else found


def workshop_opens(people: dict[str, int], at: datetime, seen_at: datetime) -> None:
    """Advisors get their accounts (`people`: name -> person); the day of `seen_at` has hours around it."""
    resources = {one.name: one for one in session().scalars(select(Resource).options(selectinload(Resource.days)))}
    for draft in workshop(house().zone).resources:
        if draft.name in people:
            edit_resource(resources[draft.name], replace(draft, person_id=people[draft.name]), by=SYSTEM, at=at)
    _is_asked(at)
    _hours_change(resources, seen_at, at)
    calendar, days = calendar_with_days(shop().calendar_id), hours_around(seen_at, shop_hours())
    assert calendar is not None
    single = {**draft_of(calendar).single, **{on: SpecialDay(LONG, (window,)) for on, window in days.items()}}
    edit_calendar(calendar.id, replace(draft_of(calendar), single=single), calendar.version, by=SYSTEM, at=at)
    for on, (begin, end) in days.items():
        for number, one in enumerate(resources.values()):
            shift = (begin, end - 90 * (number % 2)) if one.kind == Kind.ADVISOR else (begin, end)
            set_exception(one, ExceptionDraft(on, (shift,), LONG), by=SYSTEM, at=at)


def _is_asked(at: datetime) -> None:
    """Whoever books has to tell the plate; the desk asks for a number to call as well (BR24)."""
    row = shop()
    numbers = (row.calendar_id, row.hold_for_minutes, row.holds_per_visitor, row.open_bookings_per_contact)
    change_shop(ShopDraft(*numbers, Asked.PLATE, f"{Asked.PLATE} {Asked.PHONE}"), row.version, by=SYSTEM, at=at)


def _hours_change(resources: dict[str, Resource], seen_at: datetime, at: datetime) -> None:
    """From the first of the next month on one advisor begins later, and has Saturdays off (A3)."""
    today = seen_at.astimezone(ZoneInfo(house().zone)).date()
    draft = [one for one in workshop(house().zone).resources if one.kind == Kind.ADVISOR][-1]
    late = tuple(LATE_HOURS if windows and weekday < 5 else () for weekday, windows in enumerate(draft.shifts))
    plan = DatedPlanDraft((today.replace(day=1) + 32 * DAY).replace(day=1), None, late, name=LATE)
    date_plan(resources[draft.name], plan, by=SYSTEM, at=at)


def book_fills(desk: tuple[Actor, ...], at: datetime) -> None:
    """Everybody's stories, in the order of time, up to `at`."""
    clockwork = Clockwork(at)
    for plan in _plans(desk, at):
        clockwork.tell(_Telling(plan, desk, at).story())
    clockwork.run()
    _some_wait(desk[0], at)


def _some_wait(clerk: Actor, at: datetime) -> None:
    """Six on the waiting list; for the first something has just been called off (A6)."""
    ahead = select(Appointment).join(Appointment.booking).where(Booking.start_at > at + DAY)
    found = (
        ahead.where(Booking.cancelled_at.is_(None)).options(joinedload(Appointment.booking)).order_by(Booking.start_at)
    )
    given_up, *others = session().scalars(found.limit(7))
    freed_on = given_up.booking.start_at.astimezone(ZoneInfo(shop_hours().zone)).date()
    for number, one in enumerate(others):
        booking = given_up.booking if number == 0 else one.booking
        wish = Wish(freed_on + min(number, 1) * DAY, freed_on + (6 + number) * DAY)
        contact = Contact(
            name=one.booking.contact_name,
            email=one.booking.contact_email if number else "",
            phone=one.booking.contact_phone,
            locale=one.booking.contact_locale,
            plate=one.booking.plate,
            model=one.booking.model,
        )
        draft = WaitingDraft(booking.service_id, wish, contact, token_urlsafe(32))
        join_waiting_list(draft, by=clerk, at=at - (9 - number) * HOUR)
    call_off(given_up, reason="Has to travel.", by=clerk, at=at - 3 * MINUTE)


def _plans(desk: tuple[Actor, ...], at: datetime) -> Iterator[Plan]:
    chance, several = Random("appointments"), Random("several")
    services = {one.slug: one for one in session().scalars(select(Service).options(selectinload(Service.needs)))}
    assets = list(session().scalars(select(Asset).options(joinedload(Asset.customer)).order_by(Asset.id)))
    chance.shuffle(assets)
    hours, wanted = shop_hours(), list(SHARES)
    today = at.astimezone(ZoneInfo(hours.zone)).date()
    for away in range(-BEHIND, AHEAD + 1):
        on = today + away * DAY
        open_for = sum(b - a for a, b in hours.windows_on(on))
        many = TODAY if away == 0 else open_for // 60 * (7 if away < 0 else max(2, 10 - away // 2)) // 10
        for slug in chance.choices(wanted, [SHARES[one] for one in wanted], k=many):
            is_online = chance.random() < 0.4
            yield Plan(
                on=on,
                service=services[slug],
                asset=assets.pop(),
                booked_at=_booked_at(on, hours.zone, at, chance),
                by=NOBODY if is_online else chance.choice(desk),
                channel=Channel.WEB if is_online else chance.choice((Channel.PHONE, Channel.PHONE, Channel.DESK)),
                also=services.get(WITH.get(slug, "")) if several.random() < 0.3 else None,
            )


def _booked_at(on: date, zone: str, at: datetime, chance: Random) -> datetime:
    """Some days before, in the daytime, and before now."""
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=ZoneInfo(zone)).astimezone(at.tzinfo)
    latest = min(noon - DAY, at - HOUR)
    return latest - chance.randint(0, 6) * DAY - chance.randint(0, 300) * MINUTE


class _Telling:
    """How one wish becomes an appointment, and what comes of it."""

    words = tomllib.loads(Path(__file__).with_name("appointments.toml").read_text(encoding="utf-8"))

    def __init__(self, plan: Plan, desk: tuple[Actor, ...], now: datetime) -> None:
        self.plan, self.desk, self.now = plan, desk, now
        self.chance = Random(f"{plan.on.toordinal() % 7} {plan.asset.plate}")

    def story(self) -> Story:
        """Booked; called off or moved by some; seen on the day."""
        at = yield self.plan.booked_at
        appointment = self.booked(at)
        if appointment is None:
            return
        clerk, fate = self.chance.choice(self.desk), self.chance.random()
        start_at = appointment.booking.start_at
        if appointment.booking.state == "requested" and (start_at < self.now + DAY or at < self.now - 2 * DAY):
            at = yield at + 40 * MINUTE
            confirm_appointment(appointment, by=clerk, at=at)
        if fate < 0.06:
            at = yield max(at, min(start_at - 5 * HOUR, self.now - HOUR))
            call_off(appointment, reason=self.word("reasons"), by=self.plan.by, at=at)
        elif fate < 0.11 and start_at > self.now + DAY:
            at = yield max(at, self.now - 20 * HOUR)
            self.moved(appointment, at)
        else:
            yield from self.on_the_day(appointment, fate, clerk)

    def on_the_day(self, appointment: Appointment, fate: float, clerk: Actor) -> Story:
        """There, or not."""
        start_at = appointment.booking.start_at
        if fate > 0.93:
            at = yield start_at + 35 * MINUTE
            mark_absent(appointment, by=clerk, at=at)
        elif fate < 0.87:  # the others are late, or nobody has touched the list
            at = yield start_at + self.chance.randint(-14, 5) * MINUTE
            note_arrival(appointment, by=clerk, at=at)

    def booked(self, at: datetime) -> Appointment | None:
        """At one of the times that are offered; None when the day is full."""
        slot = self.slot(self.plan.on, at)
        if slot is None:
            return None
        also = (self.plan.also.id,) if self.plan.also else ()
        service, said = self.plan.service, self.contact()
        draft = BookingDraft(service.id, slot.start_at, said, channel=self.plan.channel, also_ids=also)
        asset, is_desk = self.plan.asset, self.plan.by is not NOBODY
        summary = self.word("wishes") if is_desk else ""
        whole = AppointmentDraft(
            draft,
            customer_id=asset.customer_id if is_desk else None,
            asset_id=asset.id if is_desk else None,
            content="" if also else service.name_zh if asset.customer.locale == "zh_Hans" else service.name,
            summary=summary,
            is_summary_confirmed=bool(summary),
        )
        return appoint(whole, new_keys(), by=self.plan.by, at=at)

    def moved(self, appointment: Appointment, at: datetime) -> None:
        """To another day."""
        slot = self.slot(self.plan.on + DAY, at)
        if slot is not None:
            move_appointment(appointment, MoveDraft(slot.start_at), by=self.plan.by, at=at)

    def slot(self, on: date, at: datetime) -> Slot | None:
        """Any that is free."""
        service = together([one for one in (self.plan.service, self.plan.also) if one])
        free = free_times(service, on, at, Ask(is_staff=self.plan.by is not NOBODY))
        return self.chance.choice(free) if free else None

    def contact(self) -> Contact:
        """As the customer says it."""
        customer, asset = self.plan.asset.customer, self.plan.asset
        return Contact(
            name=customer.name,
            email=customer.email,
            phone=customer.phone,
            locale=customer.locale,
            plate=asset.plate,
            model=asset.model,
            wishes=self.word("wishes") if self.plan.by is NOBODY else "",
        )

    def word(self, kind: str) -> str:
        """One of the lines, in the customer's language."""
        return str(self.chance.choice(self.words[self.plan.asset.customer.locale][kind]))
