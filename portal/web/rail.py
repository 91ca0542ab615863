"""The rail: where one can go, by what one may see."""

from dataclasses import dataclass

from flask import g, request, url_for
from flask_babel import gettext

from portal.domain.errors import N_
from portal.domain.rights import Right
from portal.web.layout import reachable


@dataclass(frozen=True, slots=True)
class Place:
    """One entry: its label, the endpoint it leads to, an icon, who sees it, and for which side of the desk it is."""

    label: str
    endpoint: str
    icon: str
    right: Right
    staff: bool | None = None  # None: for both


PLACES = (
    Place(N_("Queue"), "queue.queue.index", "clock", Right.QUEUE_SEE, staff=True),
    Place(N_("Tickets"), "tickets.tickets.index", "ticket-perforated", Right.TICKET_SEE),
    Place(N_("Appointments"), "appointments.calendar.index", "calendar3", Right.BOOKING_SEE, staff=True),
    Place(N_("Workshop"), "preparation.workshop.index", "tools", Right.WORKSHOP_PREPARE, staff=True),
    Place(N_("Parts"), "preparation.parts.index", "box-seam", Right.PARTS_PREPARE, staff=True),
    Place(N_("Arrivals"), "arrivals.arrivals.index", "door-open", Right.BOOKING_SEE, staff=True),
    Place(N_("Call now"), "preparation.calls.index", "bell", Right.BOOKING_WORK, staff=True),
    Place(N_("Customers"), "customers.customers.index", "car-front", Right.CUSTOMER_SEE, staff=True),
    Place(N_("Register"), "register.sheets.index", "journal-text", Right.BOOKING_SEE, staff=True),
    Place(N_("Waiting list"), "waiting.lists.index", "hourglass-split", Right.BOOKING_SEE, staff=True),
    Place(N_("Call list"), "outreach.calls.index", "telephone", Right.OUTREACH_WORK, staff=True),
    Place(N_("Stays"), "stays.stays.index", "star", Right.STAY_SEE, staff=True),
    Place(N_("Checklists"), "checklists.lists.index", "card-checklist", Right.CHECKLIST_TICK, staff=True),
    Place(N_("Figures"), "figures.figures.show", "bar-chart", Right.FIGURES_SEE, staff=True),
    Place(N_("Tasks"), "tasks.tasks.index", "list-ul", Right.TASK_WORK, staff=True),
    Place(N_("Organisations"), "organisations.organisations.index", "building", Right.ORGANISATION_SEE, staff=True),
    Place(N_("Your contract"), "organisations.own.show", "building", Right.ORGANISATION_OWN, staff=False),
    Place(N_("Named callers"), "roster.callers.index", "people", Right.ROSTER_SEE, staff=False),
    Place(N_("People"), "accounts.people.index", "person-badge", Right.PERSON_CHANGE, staff=True),
    Place(N_("Mails"), "mails.mails.index", "envelope", Right.MAIL_SEE, staff=True),
    Place(N_("Audit log"), "audit.entries.index", "journal-text", Right.AUDIT_SEE, staff=True),
    Place(N_("Settings"), "settings.house.edit", "gear", Right.HOUSE_CHANGE, staff=True),
)

PREPARATION = {"workshop": "workshop", "parts": "parts", "usual": "parts", "states": "parts"}  # nouns of which place


def rail() -> list[dict[str, object]]:
    """The entries for this reader, the present one marked."""
    actor = g.actor
    blueprint = request.blueprint or ""
    return [
        {
            "label": gettext(place.label),
            "url": url_for(place.endpoint),
            "icon": place.icon,
            "current": is_at(place, blueprint),
            "count": None,
        }
        for place in PLACES
        if reachable(place.endpoint)
        and actor.may(place.right)
        and (place.staff is None or place.staff == actor.is_staff)
    ]


def is_at(place: Place, blueprint: str) -> bool:
    """The page belongs to this place: of the same feature, but one's own account isn't among the people."""
    feature, noun, _ = place.endpoint.split(".")
    if feature == "accounts":
        return blueprint in (
            f"accounts.{noun}",
            "accounts.roles",
            "accounts.deactivations",
            "accounts.erasures",
            "accounts.sights",
        )
    if feature == "preparation":  # three places, each with nouns of its own
        here = PREPARATION.get(blueprint.rpartition(".")[2], "calls")
        return blueprint.startswith("preparation.") and here == noun
    return blueprint.split(".", maxsplit=1)[0] == feature
