"""Who is there: said by staff, by the link of the mail, or at the kiosk (A33). The advisor is told."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.queries import WHOLE, Line, lines_of
from portal.domain.appointments.welcome import check_in_window, entrance
from portal.domain.appointments.welcoming import VainCheckIn
from portal.domain.appointments.words import Arrival
from portal.domain.audit.operations import record
from portal.domain.booking.models import Booking
from portal.domain.booking.refusals import BookingCancelled
from portal.domain.booking.words import Kind, State
from portal.domain.customers.rules import digits_of, plate_key
from portal.domain.errors import N_, Refused
from portal.domain.outbox.models import Mail
from portal.domain.outbox.operations import post, take_back
from portal.domain.people.models import Person
from portal.domain.people.queries import recipient
from portal.domain.rights import Right, needs, open_to_all

DIGITS = 4  # of the phone, typed at the kiosk
MOST_IN_VAIN, COUNTED_FOR = 12, timedelta(minutes=10)  # at one kiosk


class AskReception(Refused):
    """Not found, not alone, too early, too late, or asked too often: nobody is told which (A33)."""

    sentence = N_("We didn’t find it. Reception is glad to help you.")


@needs(Right.BOOKING_WORK)
def note_arrival(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """They are there: by one touch of the staff. A second time nothing happens. Refused: cancelled."""
    if not appointment.booking.is_live:
        raise BookingCancelled
    _arrives(appointment, Arrival.STAFF, by, at)


@needs(Right.BOOKING_WORK)
def take_back_arrival(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """It was somebody else: the advisor isn't told, if the mail hasn't left yet. Twice: nothing more happens."""
    claim = update(Appointment).where(
        Appointment.booking_id == appointment.booking_id, Appointment.arrived_at.is_not(None)
    )
    facts = {"arrived_at": None, "arrived_how": None, "arrived_by_id": None, "changed_at": at}
    if session().execute(claim.values(**facts)).rowcount == 1:  # type: ignore[attr-defined]
        session().refresh(appointment, list(facts))
        told = select(Mail.id).where(Mail.due_at.is_not(None), Mail.thread == _thread(appointment))
        take_back(session().scalars(told).all(), at=at)
        record(by, "appointment.arrival_taken_back", appointment.booking, at=at)


@open_to_all
def check_in_by_link(appointment: Appointment, *, by: Actor, at: datetime) -> Line:
    """By the link of the mail, which found the appointment. Refused: AskReception, outside its window."""
    if not appointment.booking.is_live or not _is_open(appointment, at):
        raise AskReception
    _arrives(appointment, Arrival.CODE, by, at)
    return lines_of([appointment])[0]


@needs(Right.WALL_SEE)
def check_in_by_phone(digits: str, plate: str, *, by: Actor, at: datetime) -> Line | None:
    """At a kiosk, by the last four digits, and the end of the plate where two have them. None: see the reception."""
    one_at_a_time("kiosk")
    if _is_tired(by, at):
        return None  # and not counted: who tries on meanwhile doesn't make it longer for those who come after
    found = _expected(digits_of(digits), plate_key(plate), at)
    if len(found) != 1:
        session().add(VainCheckIn(display_id=by.display_id, at=at))
        return None
    _arrives(found[0], Arrival.PHONE, by, at)
    return lines_of(found)[0]


def _arrives(appointment: Appointment, how: Arrival, by: Actor, at: datetime) -> None:
    claim = update(Appointment).where(
        Appointment.booking_id == appointment.booking_id, Appointment.arrived_at.is_(None)
    )
    facts = {"arrived_at": at, "arrived_how": how, "arrived_by_id": by.person_id, "changed_at": at}
    claimed = session().execute(claim.values(**facts, no_show_at=None, no_show_by_id=None))
    if claimed.rowcount == 1:  # type: ignore[attr-defined]
        session().refresh(appointment, [*facts, "no_show_at", "no_show_by_id"])
        record(by, "appointment.arrived", appointment.booking, at=at, how=how)
        _tell_advisor(appointment, at)


def _tell_advisor(appointment: Appointment, at: datetime) -> None:
    (line,) = lines_of([appointment])
    advisor = line.of_kind(Kind.ADVISOR)
    person = session().get(Person, advisor.person_id) if advisor is not None and advisor.person_id else None
    if person is not None and person.is_active:
        post(
            "appointment_arrived",
            to=recipient(person),
            at=at,
            thread=_thread(appointment),
            name=line.booking.contact_name,
            plate=line.booking.plate,
            start=line.booking.start_at.isoformat(),
            arrived=at.isoformat(),
        )


def _thread(appointment: Appointment) -> str:
    return f"arrival-{appointment.booking.reference}"


def _is_open(appointment: Appointment, at: datetime) -> bool:
    opens_at, closes_at = check_in_window(appointment)
    return opens_at <= at <= closes_at


def _is_tired(by: Actor, at: datetime) -> bool:
    mine = VainCheckIn.display_id == by.display_id
    session().execute(delete(VainCheckIn).where(mine, VainCheckIn.at <= at - COUNTED_FOR))
    return (session().scalar(select(func.count()).select_from(VainCheckIn).where(mine)) or 0) >= MOST_IN_VAIN


def _expected(digits: str, plate: str, at: datetime) -> list[Appointment]:
    if len(digits) != DIGITS:
        return []
    chosen = entrance()
    found = (
        select(Appointment)
        .join(Appointment.booking)
        .where(
            Booking.start_at.between(at - chosen.closes_after, at + chosen.opens_before),
            Booking.state == State.CONFIRMED,
        )
        .options(*WHOLE)
    )
    rows = session().scalars(found)
    return [one for one in rows if digits_of(one.phone).endswith(digits) and plate_key(one.plate).endswith(plate)]
