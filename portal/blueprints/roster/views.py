"""What the pages of the roster show, gathered once."""

from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from portal.blueprints.roster.forms import RemovalForm, StandingForm, SubstitutionForm
from portal.blueprints.roster.place import in_address, roster_url
from portal.domain.house.queries import house
from portal.domain.organisations.models import Contract, Organisation
from portal.domain.organisations.queries import running_contract
from portal.domain.roster.models import Caller, PlaceRequest, Roster, Substitution
from portal.domain.roster.queries import (
    callers,
    open_demands,
    open_requests,
    pending_substitutions,
    roster_of,
    roster_version,
    substitution_of,
)
from portal.domain.roster.rules import is_overdue
from portal.web.admission import actor
from portal.web.formats import DeadlineView, deadline_view


def roster_page(organisation: Organisation, at: datetime) -> dict[str, object]:
    """Everything on the roster's page. Nine queries, however many callers there are."""
    contract = running_contract(organisation.id, at)
    roster = roster_of(organisation.id)
    there = callers(organisation.id, at)
    under_way = pending_substitutions(organisation.id, at)
    asked = open_requests(organisation.id)
    allowed = contract.callers_allowed if contract else 0
    return {
        "organisation": organisation,
        "contract": contract,
        "allowed": allowed,
        "callers": there,
        "free": max(0, allowed - len(there)),
        "substitutions": [(one, takes_effect(one.notice_at, one.effective_at, at)) for one in under_way],
        "leaving": {one.leaver_id: one for one in under_way},
        "requests": asked,
        "place_of_reader": _place_of_reader(there, under_way, asked),
        "demands": open_demands(organisation.id),
        "roster": roster,
        "verify_due": _verify_due(roster, at),
        "overdue": is_overdue(roster.verify_by_at if roster else None, at),
        "standing": _standing(roster),
        "in_address": in_address(organisation.id),
        "may": actor().rights,
    }


def _place_of_reader(there: list[Caller], under_way: list[Substitution], asked: list[PlaceRequest]) -> str:
    """Whether a customer's reader has a place, gets one, has asked for one, or none of it (S32)."""
    reader = actor()
    if reader.is_staff or reader.person_id in {caller.person_id for caller in there}:
        return "taken"
    if reader.person_id in {one.comer_person_id for one in under_way}:
        return "coming"
    return "asked" if reader.person_id in {one.person_id for one in asked} else "none"


def takes_effect(notice_at: datetime, effective_at: datetime, at: datetime) -> DeadlineView:
    """The countdown of a substitution."""
    return deadline_view(_("takes effect"), effective_at, started_at=notice_at, at=at)


def caller_page(caller: Caller, at: datetime, removal: RemovalForm | None = None) -> dict[str, object]:
    """What stands around the form of one caller."""
    version = roster_version(caller.organisation_id)
    if removal is None:
        removal = RemovalForm()
        removal.begin_at(version)
    standing = StandingForm(formdata=None)
    standing.begin_at(version)
    here = in_address(caller.organisation_id)
    return {
        "caller": caller,
        "on_roster": caller.is_on_roster(at),
        "leaves": substitution_of(caller.id, at),
        "removal": removal,
        "standing": standing,
        "back": roster_url(caller.organisation_id),
        "replace_url": url_for("roster.substitutions.new", organisation_id=here, leaver=caller.id),
        "may": actor().rights,
    }


def substitution_form(organisation_id: int, contract: Contract | None, at: datetime) -> SubstitutionForm:
    """The form with those who can be replaced: everybody but the primary contact and who is leaving already."""
    leaving = {one.leaver_id for one in pending_substitutions(organisation_id, at)}
    free_to_leave = [one for one in callers(organisation_id, at) if not one.is_primary and one.id not in leaving]
    form = SubstitutionForm(contract=contract).offer(free_to_leave)
    form.notice_days = house().substitution_notice_days
    return form


def _standing(roster: Roster | None) -> StandingForm:
    form = StandingForm(formdata=None)
    form.begin_at(roster.version if roster else 0)
    return form


def _verify_due(roster: Roster | None, at: datetime) -> DeadlineView | None:
    if roster is None or roster.verify_by_at is None:
        return None
    return deadline_view(_("confirm the roster"), roster.verify_by_at, started_at=roster.verified_at, at=at)
