"""Every verb of the booking engine."""

from portal.domain.booking.operations.booking import book, times_instead
from portal.domain.booking.operations.changing import cancel_booking, confirm_booking, move_booking
from portal.domain.booking.operations.holding import Held, forget_old_holds, hold_slot, keep_slot, release_hold
from portal.domain.booking.operations.setting_up import (
    close_for,
    edit_resource,
    edit_service,
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
    "book",
    "cancel_booking",
    "close_for",
    "confirm_booking",
    "edit_resource",
    "edit_service",
    "forget_old_holds",
    "hold_slot",
    "keep_slot",
    "make_resource",
    "make_service",
    "move_booking",
    "open_shop",
    "release_hold",
    "reopen",
    "retire_resource",
    "retire_service",
    "set_exception",
    "times_instead",
]
