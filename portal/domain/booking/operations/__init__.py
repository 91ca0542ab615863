"""Every verb of the booking engine."""

from portal.domain.booking.operations.booking import answer_to, answer_to_move, book
from portal.domain.booking.operations.changing import cancel_booking, confirm_booking, move_booking, somebody_else
from portal.domain.booking.operations.dated_plans import date_plan, drop_dated_plan
from portal.domain.booking.operations.holding import Held, forget_old_holds, hold_slot, keep_slot, release_hold
from portal.domain.booking.operations.setting_up import (
    change_shop,
    close_for,
    edit_resource,
    edit_service,
    lift_exception,
    make_resource,
    make_service,
    open_shop,
    reopen,
    retire_resource,
    retire_service,
    set_exception,
)

__all__ = [
    "Held",
    "answer_to",
    "answer_to_move",
    "book",
    "cancel_booking",
    "change_shop",
    "close_for",
    "confirm_booking",
    "date_plan",
    "drop_dated_plan",
    "edit_resource",
    "edit_service",
    "forget_old_holds",
    "hold_slot",
    "keep_slot",
    "lift_exception",
    "make_resource",
    "make_service",
    "move_booking",
    "open_shop",
    "release_hold",
    "reopen",
    "retire_resource",
    "retire_service",
    "set_exception",
    "somebody_else",
]
