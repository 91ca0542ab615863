"""What can be done in outreach."""

from portal.domain.outreach.operations.arranging import add_campaign, change_campaign, raise_reason, write_script
from portal.domain.outreach.operations.booking import book_invited, go_on_to_book
from portal.domain.outreach.operations.calling import claim_call, record_attempt
from portal.domain.outreach.operations.incoming import take_call
from portal.domain.outreach.operations.inviting import make_invites
from portal.domain.outreach.operations.telephone import connect_telephone, forget_old_ringing, note_ringing

__all__ = [
    "add_campaign",
    "book_invited",
    "change_campaign",
    "claim_call",
    "connect_telephone",
    "forget_old_ringing",
    "go_on_to_book",
    "make_invites",
    "note_ringing",
    "raise_reason",
    "record_attempt",
    "take_call",
    "write_script",
]
