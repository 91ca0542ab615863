"""A vehicle workshop to begin with, from workshop.toml: 6 advisors, 4 bays, 14 services; the business edits them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.booking.drafts import ResourceDraft, ServiceDraft
from portal.domain.booking.models import Service
from portal.domain.booking.operations.setting_up import make_resource, make_service, open_shop
from portal.domain.booking.words import Kind, Need
from portal.domain.calendars.drafts import CalendarDraft, guide_calendar
from portal.domain.calendars.hours import Window, read_hours
from portal.domain.calendars.models import Calendar
from portal.domain.calendars.operations import make_calendar
from portal.domain.errors import N_
from portal.domain.house.queries import house

WORKSHOP = Path(__file__).with_name("workshop.toml")
WORDS = (N_("Workshop hours"),)  # of the file, named here to be translated
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Workshop:
    """What the file says, as drafts."""

    calendar: CalendarDraft
    resources: tuple[ResourceDraft, ...]
    services: tuple[ServiceDraft, ...]


def workshop(zone: str) -> Workshop:
    """The default workshop, in that zone."""
    said = tomllib.loads(WORKSHOP.read_text(encoding="utf-8"))
    return Workshop(
        CalendarDraft(said["calendar"]["name"], zone, _week(said["calendar"]), library=guide_calendar().library),
        tuple(_resource(number, facts) for number, facts in enumerate(said["resources"])),
        tuple(_service(number, facts) for number, facts in enumerate(said["services"])),
    )


def seed_workshop(*, by: Actor, at: datetime) -> list[Service]:
    """Fill a shop without services with the default ones; one that has any is left as the business made it."""
    if session().scalar(select(Service.id).limit(1)) is not None:
        return []
    plan = workshop(house().zone)
    there = session().scalar(select(Calendar).where(Calendar.name == plan.calendar.name))
    calendar = there or make_calendar(plan.calendar, by=by, at=at)
    session().flush()  # the shop needs its id
    open_shop(calendar.id, by=by, at=at).calendar_id = calendar.id
    for resource in plan.resources:
        make_resource(resource, by=by, at=at)
    return [make_service(service, by=by, at=at) for service in plan.services]


def _resource(number: int, facts: Facts) -> ResourceDraft:
    return ResourceDraft(
        kind=Kind(facts["kind"]),
        name=facts["name"],
        name_zh=facts["name_zh"],
        shifts=_week(facts),
        breaks=((read_hours(facts.get("breaks", "")),) * 5 + ((), ())),
        skills=frozenset(facts.get("skills", "").split()),
        position=number * 10,
    )


def _service(number: int, facts: Facts) -> ServiceDraft:
    needs = [Need(Kind.ADVISOR, facts["advisor"])]
    if "bay" in facts:
        needs.append(Need(Kind.BAY, facts["bay"], facts["bay_from"], facts.get("bay_skill", "")))
    return ServiceDraft(
        slug=facts["slug"],
        name=facts["name"],
        name_zh=facts["name_zh"],
        minutes=facts["minutes"],
        needs=tuple(needs),
        after=facts.get("after", 0),
        notice=facts.get("notice", 120),
        price=facts["price"],
        price_zh=facts["price_zh"],
        is_confirmed_at_once=facts.get("is_confirmed_at_once", True),
        position=number * 10,
    )


def _week(facts: Facts) -> tuple[tuple[Window, ...], ...]:
    return (*(read_hours(facts["weekdays"]),) * 5, read_hours(facts.get("saturday", "")), ())
