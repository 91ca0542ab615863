"""What each kind of promise is called and where it leads: all that the queue's page knows of a desk."""

from typing import NamedTuple

from portal.domain.errors import N_
from portal.domain.promises.rules import Kind
from portal.domain.promises.wanted import EVERYTHING, SERVICE
from portal.showing.department_words import DEPARTMENT_NAMES


class Shown(NamedTuple):
    """One kind."""

    label: str  # of its tab
    counted: str  # what its clock counts to
    leads_to: tuple[str, str] = ("queue.panels.show", "number")  # whose address ends in its number, and what that is
    is_ticket: bool = False  # its number is a ticket's: the row opens the panel
    is_bilingual: bool = False  # its title in Chinese stands where a ticket's plan does
    is_claimed: bool = False  # a row that nobody has offers to take it
    why: str = ""  # the words for what the promise is about; "" where a ticket's state says it
    names: tuple[tuple[str, str], ...] = ()  # words for what `why` names, where that is a stored word


SHOWN: dict[str, Shown] = {
    Kind.TICKET: Shown(N_("Tickets"), N_("first response"), is_ticket=True, is_claimed=True),
    Kind.SUBSTITUTION: Shown(
        N_("Substitutions"),
        N_("takes effect"),
        leads_to=("roster.substitutions.show", "substitution_id"),
        why=N_("instead of %(name)s"),
    ),
    Kind.CLOSING: Shown(N_("Closings"), N_("closes by itself"), is_ticket=True),
    Kind.NOTICE: Shown(
        N_("Notices"),
        N_("to be acknowledged"),
        leads_to=("preparation.notices.show", "notice_id"),
        why=N_("booking, for: %(name)s"),
        names=(("workshop", N_("Workshop")), ("parts", N_("Parts")), ("front_desk", N_("Front desk"))),
    ),
    Kind.REQUEST: Shown(
        N_("Requests"),
        N_("to be answered"),
        leads_to=("preparation.notices.show", "notice_id"),
        why=N_("asked for an appointment"),
    ),
    Kind.CONFIRMATION: Shown(
        N_("Calls"),
        N_("to be called"),
        leads_to=("preparation.appointments.show", "booking_id"),
        why=N_("asked whether they come"),
    ),
    Kind.CALL_BACK: Shown(
        N_("Calls promised"),
        N_("call promised"),
        leads_to=("outreach.calls.show", "invite_id"),
        why=N_("was promised a call"),
    ),
    Kind.TASK: Shown(
        N_("Tasks"),
        N_("to be done"),
        leads_to=("tasks.tasks.show", "task_id"),
        is_bilingual=True,
        why=N_("for: %(name)s"),
        names=tuple(DEPARTMENT_NAMES.items()),
    ),
}
TABS = {
    EVERYTHING: N_("Everything"),
    Kind.TICKET: SHOWN[Kind.TICKET].label,
    Kind.SUBSTITUTION: SHOWN[Kind.SUBSTITUTION].label,
    Kind.CLOSING: SHOWN[Kind.CLOSING].label,
    SERVICE: N_("Service desk"),
    Kind.TASK: N_("Guest desk"),
}
KIND_WORDS = [word for shown in SHOWN.values() for word in (shown.label, shown.counted, shown.why) if word]
KIND_WORDS += [word for shown in SHOWN.values() for _stored, word in shown.names]
