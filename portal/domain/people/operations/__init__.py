"""Every verb about people and their accounts."""

from portal.domain.people.operations.devices import enrol_device, revoke_device, take_device
from portal.domain.people.operations.display_links import make_display_link, revoke_display_link
from portal.domain.people.operations.erasing import erase_account
from portal.domain.people.operations.passwords import ask_reset, change_password, choose_password, make_password_link
from portal.domain.people.operations.people import (
    change_person,
    change_roles,
    change_visibility,
    deactivate_person,
    give_role,
    invite,
    invite_again,
    reactivate_person,
    take_role,
)
from portal.domain.people.operations.pins import set_pin, switch, take_pin, unlock_pin
from portal.domain.people.operations.profiles import ProfileDraft, change_locale, change_profile
from portal.domain.people.operations.sights import give_back_sight, note_withheld_sight
from portal.domain.people.operations.sign_ins import (
    end_sign_in,
    forget_old_attempts,
    forget_old_sign_ins,
    note_seen,
    sign_in,
    sign_out,
)

__all__ = [
    "ProfileDraft",
    "ask_reset",
    "change_locale",
    "change_password",
    "change_person",
    "change_profile",
    "change_roles",
    "change_visibility",
    "choose_password",
    "deactivate_person",
    "end_sign_in",
    "enrol_device",
    "erase_account",
    "forget_old_attempts",
    "forget_old_sign_ins",
    "give_back_sight",
    "give_role",
    "invite",
    "invite_again",
    "make_display_link",
    "make_password_link",
    "note_seen",
    "note_withheld_sight",
    "reactivate_person",
    "revoke_device",
    "revoke_display_link",
    "set_pin",
    "sign_in",
    "sign_out",
    "switch",
    "take_device",
    "take_pin",
    "take_role",
    "unlock_pin",
]
