"""The choices of saved views in words (Q4)."""

from flask_babel import gettext as _

from portal.blueprints.queue.choosing import MINE, NAMED, wanted_in
from portal.blueprints.queue.kinds import TABS
from portal.domain.actors import Actor
from portal.domain.organisations import queries as organisations
from portal.domain.people.queries import names_of
from portal.domain.promises.queries import Wanted
from portal.domain.tickets.queries import all_areas
from portal.domain.tickets.rules import State
from portal.showing.ticket_words import SEVERITIES, STATES

Names = dict[str, dict[int, str]]


def in_words(actor: Actor, choices: list[str]) -> list[list[str]]:
    """What each of them chooses; nothing of what isn't the reader's to know. Four queries at most for all."""
    wanted = [wanted_in(one) for one in choices]
    names = _names(actor, wanted)
    return [_words(one, names) for one in wanted]


def _names(actor: Actor, wanted: list[Wanted]) -> Names:
    def numbers(name: str) -> set[int]:
        return {number for one in wanted if (number := getattr(one.filters, name)) is not None}

    return {
        "organisation": organisations.names_of(numbers("organisation") - actor.withheld),
        "plan": {plan.id: plan.name for plan in organisations.plans()} if numbers("plan") else {},
        "assignee": names_of(numbers("assignee")),
        "area": {area.id: _(area.name) for area in all_areas()} if numbers("area") else {},
    }


def _words(wanted: Wanted, names: Names) -> list[str]:
    filters = wanted.filters
    found = [_(TABS[wanted.kind])] if wanted.kind else []
    found += [_("Late")] if wanted.breached else []
    found += [_("Mine") if filters.whose == MINE else _("Unassigned")] if filters.whose else []
    found += [_(SEVERITIES[filters.severity])] if filters.severity else []
    found += [_(STATES[State(filters.state)])] if filters.state else []
    for name, sentence in NAMED.items():
        word = names[name].get(getattr(filters, name) or 0)
        found += [_(sentence, name=word)] if word else []
    return [*found, *([_("“%(text)s”", text=filters.text)] if filters.text else [])]
