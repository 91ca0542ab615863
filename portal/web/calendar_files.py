"""An appointment as a file for the customer's calendar (RFC 5545), for mails and for a download. The only user of
icalendar, which escapes and folds; nobody adds a line by a service's name (threats: ICS header injection).

One entry for life: the UID stays, each version has a higher SEQUENCE and replaces the one before, a cancellation takes
it out. Times are the shop's, with its zone and the zone's rules (BE22). Nothing of the customer stands in it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext
from icalendar import Calendar, Event, vCalAddress, vText

NAME = "appointment.ics"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")  # line ends of any alphabet among them
_AROUND = timedelta(days=370)  # of the zone's rules, before and after


@dataclass(frozen=True, slots=True)
class Organiser:
    """Whose appointment book it stands in."""

    name: str
    email: str
    host: str  # makes the UID ours


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """As it travels. The method says what a calendar is to do with it."""

    method: str  # PUBLISH, or CANCEL
    content: bytes


def calendar_file(told: Mapping[str, Any], organiser: Organiser) -> CalendarFile:
    """`told`: what appointments' calendar_entry() says of it."""
    method = "CANCEL" if told["state"] == "CANCELLED" else "PUBLISH"
    calendar = Calendar()
    calendar.add("prodid", "-//Deskbell//Appointments//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(told, organiser))
    start = datetime.fromisoformat(told["start"])
    calendar.add_missing_timezones(first_date=(start - _AROUND).date(), last_date=(start + _AROUND).date())
    return CalendarFile(method, calendar.to_ical())


def _event(told: Mapping[str, Any], organiser: Organiser) -> Event:
    zone = ZoneInfo(told["zone"])
    event = Event()
    event.add("uid", f"appointment-{told['reference']}@{organiser.host}")
    event.add("sequence", told["sequence"])
    event.add("dtstamp", datetime.fromisoformat(told["told"]))
    event.add("dtstart", datetime.fromisoformat(told["start"]).astimezone(zone))
    event.add("dtend", datetime.fromisoformat(told["end"]).astimezone(zone))
    event.add("summary", _one_line(f"{told['what']} · {organiser.name}"))
    event.add("description", gettext("Reference %(reference)s", reference=told["reference"]))
    event.add("location", _one_line(organiser.name))
    event.add("status", told["state"])
    address = vCalAddress(f"mailto:{organiser.email}")
    address.params["CN"] = vText(_one_line(organiser.name))
    event.add("organizer", address)
    return event


def _one_line(words: str) -> str:
    return _CONTROLS.sub(" ", words)
