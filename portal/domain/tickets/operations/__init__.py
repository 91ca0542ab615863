"""Every verb of a ticket."""

from portal.domain.tickets.operations.areas import (
    add_area,
    load_default_areas,
    rename_area,
    restore_area,
    retire_area,
)
from portal.domain.tickets.operations.assigning import assign_ticket, claim_ticket, mark_presence, release_tickets
from portal.domain.tickets.operations.forgetting import forget_contact
from portal.domain.tickets.operations.intake import enter_by_phone, fill_in_facts, open_ticket, open_ticket_once
from portal.domain.tickets.operations.severity import change_severity, confirm_severity
from portal.domain.tickets.operations.states import (
    close_ticket,
    reopen_ticket,
    resolve_ticket,
    take_up,
    wait_for_customer,
    wait_for_third_party,
)
from portal.domain.tickets.operations.talking import add_note, edit_message, reply
from portal.domain.tickets.operations.watching import (
    close_next_silent,
    follow_deadlines,
    record_next_breach,
    remind_next_silent,
)

__all__ = [
    "add_area",
    "add_note",
    "assign_ticket",
    "change_severity",
    "claim_ticket",
    "close_next_silent",
    "close_ticket",
    "confirm_severity",
    "edit_message",
    "enter_by_phone",
    "fill_in_facts",
    "follow_deadlines",
    "forget_contact",
    "load_default_areas",
    "mark_presence",
    "open_ticket",
    "open_ticket_once",
    "record_next_breach",
    "release_tickets",
    "remind_next_silent",
    "rename_area",
    "reopen_ticket",
    "reply",
    "resolve_ticket",
    "restore_area",
    "retire_area",
    "take_up",
    "wait_for_customer",
    "wait_for_third_party",
]
