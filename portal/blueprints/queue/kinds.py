"""What each kind of promise is called and where it leads: all that the queue's page knows of a desk."""

from typing import NamedTuple

from portal.domain.errors import N_
from portal.domain.promises.rules import Kind


class Shown(NamedTuple):
    """One kind."""

    label: str  # of its tab
    counted: str  # what its clock counts to
    leads_to: tuple[str, str] = ("queue.panels.show", "number")  # whose address ends in its number, and what that is
    is_ticket: bool = False  # its number is a ticket's: the row opens the panel
    is_claimed: bool = False  # a row that nobody has offers to take it
    why: str = ""  # the words for what the promise is about; "" where a ticket's state says it


SHOWN: dict[str, Shown] = {
    Kind.TICKET: Shown(N_("Tickets"), N_("first response"), is_ticket=True, is_claimed=True),
    Kind.SUBSTITUTION: Shown(
        N_("Substitutions"),
        N_("takes effect"),
        leads_to=("roster.substitutions.show", "substitution_id"),
        why=N_("instead of %(name)s"),
    ),
    Kind.CLOSING: Shown(N_("Closings"), N_("closes by itself"), is_ticket=True),
}
KIND_WORDS = [word for shown in SHOWN.values() for word in (shown.label, shown.counted, shown.why) if word]
