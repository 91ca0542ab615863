"""What the pages show, as plain values. Every time is on the shop's wall, whoever reads (BE22)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from portal.blueprints.booking.waiting import waiting_address
from portal.clock import now
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.offers import A_WEEK, WEEKS, Offer, Wanted
from portal.domain.appointments.queries import lines_of
from portal.domain.appointments.wording import name_in, price_agreed, price_in
from portal.domain.booking.models import Resource, Service
from portal.domain.booking.rules import may_change
from portal.domain.booking.search import Slot
from portal.domain.booking.situation import shop_hours
from portal.domain.booking.together import priced_as_booked
from portal.domain.booking.words import Kind, State
from portal.web.formats import in_zone, iso, moment_in, zone_mark
from portal.web.languages import patterns_of

NOON, EVENING = 12, 17  # hours of the shop's wall
HOURS = range(6, 22)  # that can be wished for


@dataclass(frozen=True, slots=True)
class ServiceShown:
    """A line of the list, and the head of what follows."""

    slug: str
    name: str
    length: timedelta
    price: str
    is_confirmed_at_once: bool


@dataclass(frozen=True, slots=True)
class Time:
    """A button."""

    start: str  # for machines
    label: str
    is_quiet: bool
    href: str  # where times are links


@dataclass(frozen=True, slots=True)
class Day:
    """A cell of the weeks. Without address: nothing is free."""

    number: int
    month: str  # "Dec" on the first of a month, and on the first cell
    label: str
    href: str
    is_chosen: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class Picker:
    """Five weeks and the times of a day."""

    service: ServiceShown
    zone: str
    zone_mark: str
    at: str  # a moment, for the page's script to compare zones by
    action: str  # where a time is posted to; "" when times are links
    here: str
    title: str
    weekdays: list[tuple[str, str]]
    weeks: list[list[Day]]
    earlier: str
    later: str
    day_title: str
    on: str
    parts: list[tuple[str, list[Time]]]
    proposed: list[Time]
    is_wanted_free: bool  # the proposal is the wanted time itself
    is_wanted_taken: bool
    hours: list[tuple[str, bool]]
    advisors: list[tuple[int, str, bool]]
    advisor_id: int | None
    waiting: str


@dataclass(frozen=True, slots=True)
class About:
    """The chosen time, above a form."""

    service: ServiceShown
    when: str
    short: str
    zone: str
    at: str
    until: str  # the clock until which it is kept; "": it isn't


@dataclass(frozen=True, slots=True)
class AppointmentShown:
    """What a link shows: nothing of the customer."""

    reference: str
    service: str
    advisor: str
    price: str
    when: str
    state: str
    zone: str
    at: str
    is_mailed: bool
    can_change: bool


def service_shown(service: Service, locale: str) -> ServiceShown:
    """In the reader's language."""
    length = timedelta(minutes=service.minutes)
    name, price = name_in(service, locale), price_in(service, locale)
    return ServiceShown(service.slug, name, length, price, service.is_confirmed_at_once)


def about(service: Service, start_at: datetime | None, until: datetime | None = None) -> About:
    """Of a time that was chosen."""
    zone = shop_hours().zone
    shown = service_shown(service, str(get_locale()))
    if start_at is None:
        return About(shown, "", "", zone, "", "")
    kept = in_zone(until, zone, "clock") if until else ""
    day = format_date(start_at.astimezone(ZoneInfo(zone)).date(), _day_pattern())
    short = f"{day} {in_zone(start_at, zone, 'clock')}"
    return About(shown, moment_in(start_at, zone), short, zone, iso(start_at), kept)


def appointment_shown(appointment: Appointment) -> AppointmentShown:
    """With whom it is, too. Two queries, four for a visit for several."""
    (line,) = lines_of([appointment])
    priced = priced_as_booked(appointment.booking, line.service)
    return appointment_in_short(appointment, line.service, line.of_kind(Kind.ADVISOR), priced)


def appointment_in_short(
    appointment: Appointment, service: Service, advisor: Resource | None = None, priced: Service | None = None
) -> AppointmentShown:
    """The same for a page that asks for other times, and has no query to spare."""
    booking, locale = appointment.booking, str(get_locale())
    is_live = booking.state != State.CANCELLED
    return AppointmentShown(
        reference=booking.reference,
        service=name_in(service, locale),
        advisor=name_in(advisor, locale) if advisor else "",
        price=price_agreed(booking, priced or service, locale),
        when=moment_in(booking.start_at, booking.zone),
        state=booking.state,
        zone=booking.zone,
        at=iso(booking.start_at),
        is_mailed=bool(booking.contact_email),
        can_change=is_live and may_change(booking.start_at, now()),
    )


def picker(service: Service, offered: Offer, wanted: Wanted, endpoint: str, **of: str) -> Picker:
    """The page `endpoint`, which keeps what was chosen in its address. With a slug times are posted, else links."""
    locale = str(get_locale())
    keeps = {"at": wanted.at and f"{wanted.at:%H:%M}", "advisor": wanted.advisor_id}
    where = Where(endpoint, of, keeps)
    by_link = "" if "slug" in of else where
    noon = datetime.combine(offered.on or offered.today, datetime.min.time().replace(hour=12), ZoneInfo(offered.zone))
    times = times_of(offered.slots, offered.zone, by_link)
    is_wanted_free = wanted.at is not None and len(offered.proposed) == 1 and offered.proposed[0] in offered.slots
    return Picker(
        service=service_shown(service, locale),
        zone=offered.zone,
        zone_mark=zone_mark(noon, offered.zone),
        at=iso(noon),
        action=url_for("booking.holds.create", **of) if "slug" in of else "",
        here=url_for(endpoint, **of),
        title=_span(offered.first, offered.last),
        weekdays=_weekdays(),
        weeks=_weeks(offered, where),
        earlier=where(**{"from": offered.first - WEEKS * A_WEEK}) if offered.first > offered.today else "",
        later=where(**{"from": offered.first + WEEKS * A_WEEK}) if offered.last < offered.furthest else "",
        day_title=format_date(offered.on, patterns_of(locale)["weekday_date"]) if offered.on else "",
        on=offered.on.isoformat() if offered.on else "",
        parts=_parts(offered.slots, times, offered.zone),
        proposed=times_of(offered.proposed, offered.zone, by_link, with_day=not offered.slots),
        is_wanted_free=is_wanted_free,
        is_wanted_taken=wanted.at is not None and bool(offered.slots) and not is_wanted_free,
        hours=[(f"{hour:02}:00", bool(wanted.at and wanted.at.hour == hour)) for hour in HOURS],
        advisors=[(one.id, name_in(one, locale), one.id == wanted.advisor_id) for one in offered.advisors],
        advisor_id=wanted.advisor_id,
        waiting=waiting_address(service.slug),
    )


class Where:
    """The address of the page with another choice, the others kept."""

    def __init__(self, endpoint: str, of: dict[str, str], keeps: dict[str, object]) -> None:
        """`of` names the service, or the link."""
        self.endpoint, self.of, self.keeps = endpoint, of, keeps

    def __call__(self, **other: object) -> str:
        """With this."""
        return url_for(self.endpoint, **self.of, **(self.keeps | other))


def times_of(slots: Iterable[Slot], zone: str, where: "Where | str" = "", *, with_day: bool = False) -> list[Time]:
    """Buttons in their order; what comes twice in autumn says which is which (BE17)."""
    slots = tuple(slots)
    labels = [in_zone(slot.start_at, zone, "clock") for slot in slots]
    if with_day:
        days = [format_date(slot.start_at.astimezone(ZoneInfo(zone)).date(), _day_pattern()) for slot in slots]
        labels = [f"{day} {clock}" for day, clock in zip(days, labels, strict=True)]
    often = Counter(labels)
    return [
        Time(
            start=iso(slot.start_at),
            label=f"{label} {zone_mark(slot.start_at, zone)}" if often[label] > 1 else label,
            is_quiet=slot.is_quiet,
            href=where(start=iso(slot.start_at)) if isinstance(where, Where) else "",
        )
        for slot, label in zip(slots, labels, strict=True)
    ]


def _parts(slots: Sequence[Slot], times: Sequence[Time], zone: str) -> list[tuple[str, list[Time]]]:
    found: dict[str, list[Time]] = {_("Morning"): [], _("Afternoon"): [], _("Evening"): []}
    names = list(found)
    for slot, time in zip(slots, times, strict=True):
        hour = slot.start_at.astimezone(ZoneInfo(zone)).hour
        found[names[(hour >= NOON) + (hour >= EVENING)]].append(time)
    return [(name, of_it) for name, of_it in found.items() if of_it]


def _weeks(offered: Offer, where: Where) -> list[list[Day]]:
    patterns = patterns_of(str(get_locale()))
    weeks = []
    for week in range(WEEKS):
        dates = [offered.first + week * A_WEEK + timedelta(days=n) for n in range(7)]
        weeks.append([_day(on, offered, where, patterns) for on in dates])
    return weeks


def _day(on: date, offered: Offer, where: Where, patterns: dict[str, str]) -> Day:
    label, starts_month = format_date(on, patterns["weekday_date"]), on.day == 1 or on == offered.first
    week = {"from": offered.first} if offered.first > offered.today else {}
    return Day(
        number=on.day,
        month=format_date(on, "LLL") if starts_month else "",
        label=label,
        href=where(on=on, **week) if on in offered.days else "",
        is_chosen=on == offered.on,
        is_today=on == offered.today,
    )


def _weekdays() -> list[tuple[str, str]]:
    days = get_locale().days["format"]
    return [(days["abbreviated"][n], days["wide"][n]) for n in range(7)]


def _span(first: date, last: date) -> str:
    return f"{format_date(first, _day_pattern())} – {format_date(last, _day_pattern())}"


def _day_pattern() -> str:
    return patterns_of(str(get_locale()))["weekday_date"]
