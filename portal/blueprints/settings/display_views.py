"""Display links as the settings list them."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.blueprints.settings.display_forms import BOARDS, SEVERITIES, THEMES
from portal.domain.organisations.queries import plans
from portal.domain.people.models import DisplayLink
from portal.domain.people.queries import names_of
from portal.domain.people.rules import Board, Theme
from portal.web.formats import clock, listed
from portal.web.reading import LOCALES


@dataclass(frozen=True, slots=True)
class DisplayView:
    """One link, in words; plain values for a template."""

    id: int
    name: str
    shows: str
    history: str
    is_revoked: bool


def display_views(links: Iterable[DisplayLink]) -> list[DisplayView]:
    """All of them; two queries."""
    links = list(links)
    people = {person for link in links for person in (link.made_by_id, link.revoked_by_id) if person is not None}
    names, plan_names = names_of(people), {plan.id: plan.name for plan in plans()}
    return [
        DisplayView(link.id, link.name, _shows(link, plan_names), _history(link, names), link.revoked_at is not None)
        for link in links
    ]


def _shows(link: DisplayLink, plan_names: dict[int, str]) -> str:
    what = [_("Queue") if link.board == Board.QUEUE else str(BOARDS[Board(link.board)])]
    if link.severity_to is not None:
        what.append(_("severities %(which)s", which=SEVERITIES[str(link.severity_to)]))
    if link.plan_id is not None:
        what.append(plan_names[link.plan_id])
    return " · ".join([*what, _languages(link), str(THEMES[Theme(link.theme)])])


def _languages(link: DisplayLink) -> str:
    own = LOCALES.get(link.locale, link.locale)
    return _("%(language)s and the others in turn", language=own) if link.is_in_turn else own


def _history(link: DisplayLink, names: dict[int, str]) -> str:
    house = _("the portal itself")
    told = [_("Made %(at)s by %(who)s", at=clock(link.made_at), who=names.get(link.made_by_id or 0, house))]
    if link.revoked_at is not None:
        told.append(
            _("revoked %(at)s by %(who)s", at=clock(link.revoked_at), who=names.get(link.revoked_by_id or 0, house))
        )
    return listed(told)
