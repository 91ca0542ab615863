"""Reminding customers: once, late rather than never, never once it has begun (BE41, BE42).

A reminder is a row. The worker claims it with one UPDATE and posts its mail in the same transaction: killed before the
commit nothing has happened, killed after it the mail is in the outbox, which sends it once.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, select, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.links import make_links, new_keys
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.preparation import Reminder
from portal.domain.appointments.prepared import next_customer_reminder
from portal.domain.appointments.queries import WITH_BOOKING, lines_of
from portal.domain.appointments.telling import paths_of
from portal.domain.appointments.wording import name_in
from portal.domain.booking.models import Booking
from portal.domain.booking.words import Kind
from portal.domain.outbox.models import Mail
from portal.domain.outbox.operations import Recipient, post, take_back
from portal.domain.rights import Right, needs


@needs(Right.WORK_BY_ITSELF)
def remind_next_customer(*, by: Actor, at: datetime, but: Collection[int] = ()) -> bool:  # noqa: ARG001
    """Post the reminder that has been due longest, if its time is still ahead; whether there was one."""
    reminder = next_customer_reminder(at, but)
    if reminder is None:
        return False
    claimed = session().execute(
        update(Reminder).where(Reminder.id == reminder.id, Reminder.done_at.is_(None)).values(done_at=at)
    )
    if claimed.rowcount == 1:  # type: ignore[attr-defined]
        appointment = session().scalars(_appointment(reminder.booking_id)).one_or_none()
        if appointment is not None and appointment.booking.is_live and at < appointment.booking.start_at:
            mail = _post(appointment, reminder, at)
            session().flush()  # the mail's number
            reminder.mail_id = mail.id
    return True


@needs(Right.WORK_BY_ITSELF)
def take_back_stale_reminders(*, by: Actor, at: datetime) -> bool:  # noqa: ARG001
    """The mail server was away until the time had come: that mail is no reminder any more (BE41)."""
    stale = (
        select(Mail.id)
        .join(Reminder, Reminder.mail_id == Mail.id)
        .join(Booking, Booking.id == Reminder.booking_id)
        .where(Mail.sent_at.is_(None), Mail.due_at.is_not(None), Booking.start_at <= at)
    )
    take_back(list(session().scalars(stale)), at=at)
    return False


def _appointment(booking_id: int) -> Select[Appointment]:
    return select(Appointment).where(Appointment.booking_id == booking_id).options(WITH_BOOKING)


def _post(appointment: Appointment, reminder: Reminder, at: datetime) -> Mail:
    """With links of its own, made now: tokens are kept as hashes, and those of earlier mails work on."""
    booking, keys = appointment.booking, new_keys()
    make_links(booking, keys, at)
    (line,) = lines_of([appointment])
    advisor, locale = line.of_kind(Kind.ADVISOR), booking.contact_locale
    return post(
        "appointment_reminder",
        to=Recipient(booking.contact_email, booking.contact_name, locale, booking.zone),
        at=at,
        thread=f"appointment-{booking.reference}",
        start=booking.start_at.isoformat(),
        service=name_in(line.service, locale),
        advisor=name_in(advisor, locale) if advisor else "",
        plate=booking.plate,
        reference=booking.reference,
        kind_of=reminder.kind,
        **paths_of(keys),
    )
