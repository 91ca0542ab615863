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
from portal.domain.appointments.operations.rearranging import (
    Fate,
    Fates,
    Stretch,
    close_stretch,
    drop_plan,
    give_day,
    let_go,
    plan_ahead,
    replan,
)
from portal.domain.appointments.operations.waiting import (
    close_waiting_over,
    join_waiting_list,
    leave_waiting_list,
    take_off_waiting_list,
)
from portal.domain.appointments.operations.waiting_offers import decline_offer, offer_freed, pass_on_next_offer
from portal.domain.appointments.operations.waiting_takes import take_offer

__all__ = [
    "DeskDraft",
    "Fate",
    "Fates",
    "Stretch",
    "appoint",
    "appoint_at_desk",
    "call_off",
    "close_stretch",
    "close_waiting_over",
    "confirm_appointment",
    "decline_offer",
    "drop_plan",
    "edit_details",
    "give_day",
    "join_waiting_list",
    "leave_waiting_list",
    "let_go",
    "mark_absent",
    "move_appointment",
    "offer_freed",
    "pass_on_next_offer",
    "plan_ahead",
    "replan",
    "take_back_absence",
    "take_off_waiting_list",
    "take_offer",
    "times_to_move_to",
    "times_to_offer",
]
