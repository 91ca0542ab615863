"""Every verb of the appointment book."""

from portal.domain.appointments.operations.absences import mark_absent, take_back_absence
from portal.domain.appointments.operations.appointing import appoint
from portal.domain.appointments.operations.changing import (
    call_off,
    confirm_appointment,
    edit_details,
    move_appointment,
)
from portal.domain.appointments.operations.desk import DeskDraft, appoint_at_desk, times_to_move_to, times_to_offer

__all__ = [
    "DeskDraft",
    "appoint",
    "appoint_at_desk",
    "call_off",
    "confirm_appointment",
    "edit_details",
    "mark_absent",
    "move_appointment",
    "take_back_absence",
    "times_to_move_to",
    "times_to_offer",
]
