"""A call that ends with an appointment: the attempt and the booking are one, or neither (A11, BR12)."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations import DeskDraft, appoint_at_desk
from portal.domain.booking.models import Service
from portal.domain.booking.together import as_booked
from portal.domain.booking.words import Channel
from portal.domain.drafts.operations import keep_draft
from portal.domain.outreach.drafts import AttemptDraft
from portal.domain.outreach.models import Invite
from portal.domain.outreach.operations.calling import claim_call, record_attempt
from portal.domain.outreach.refusals import NotConfirmed
from portal.domain.rights import Right, needs

SCREEN = "booking"  # the form's id on the screen on which the call goes on


@needs(Right.OUTREACH_WORK)
def go_on_to_book(
    invite: Invite, said: AttemptDraft, page: str, notes: dict[str, list[str]], *, by: Actor, at: datetime
) -> None:
    """The customer is mine to call still; what was said is kept for the form on that page. Refused: NotConfirmed."""
    if not said.identity_confirmed:
        raise NotConfirmed
    claim_call(invite, by=by, at=at)
    keep_draft(page, SCREEN, notes, by=by, at=at)


@needs(Right.OUTREACH_WORK)
def book_invited(invite: Invite, said: AttemptDraft, draft: DeskDraft, *, by: Actor, at: datetime) -> Appointment:
    """The appointment, and the attempt that led to it. Refused: as both are; then there is neither (A12, BR6)."""
    wanted = replace(
        draft.appointment,
        invite_id=invite.id,
        customer_id=invite.customer_id,
        booking=replace(draft.appointment.booking, channel=Channel.OUTREACH),
    )
    made = appoint_at_desk(replace(draft, appointment=wanted, customer=None), by=by, at=at)
    if made.created_at == at:  # else the same form was sent before, and the attempt stands
        record_attempt(invite, replace(said, wanted=_in_words(made)), by=by, at=at)
    return made


def _in_words(made: Appointment) -> str:
    booking = made.booking
    service = session().get_one(Service, booking.service_id)
    name = as_booked(service, booking.also_named, booking.also_named_zh).name
    return f"{name}, {booking.start_at.astimezone(ZoneInfo(booking.zone)):%Y-%m-%d %H:%M}"
