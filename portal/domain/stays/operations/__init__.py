"""Every verb of the guest desk."""

from portal.domain.stays.operations.ending import cancel_stay, depart, note_no_show, reinstate_stay
from portal.domain.stays.operations.expecting import change_stay, expect_stay
from portal.domain.stays.operations.gifts import (
    make_gift,
    order_gifts,
    order_gifts_together,
    place_gift,
    substitute_gift,
)
from portal.domain.stays.operations.hosts import call_hosts, call_in, say_host_state
from portal.domain.stays.operations.levels import approve_level, ask_for_level, note_phone_approval, refuse_level
from portal.domain.stays.operations.receiving import arrive
from portal.domain.stays.operations.rooming import approve_room, propose_room
from portal.domain.stays.operations.setting_up import change_room, make_guest, make_room, write_profile
from portal.domain.stays.operations.telling import see_change

__all__ = [
    "approve_level",
    "approve_room",
    "arrive",
    "ask_for_level",
    "call_hosts",
    "call_in",
    "cancel_stay",
    "change_room",
    "change_stay",
    "depart",
    "expect_stay",
    "make_gift",
    "make_guest",
    "make_room",
    "note_no_show",
    "note_phone_approval",
    "order_gifts",
    "order_gifts_together",
    "place_gift",
    "propose_room",
    "refuse_level",
    "reinstate_stay",
    "say_host_state",
    "see_change",
    "substitute_gift",
    "write_profile",
]
