"""What levels bring, as the version in force says; the hotel's procedure where there is none yet (V1-V5, VR29)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.naming import in_language
from portal.blueprints.stays.showing import View, level_name
from portal.clock import now
from portal.domain.rights import Right
from portal.domain.stays.operations import write_profile
from portal.domain.stays.profile import LevelFacts, profile_of
from portal.domain.stays.queries import guest_desk, newest_profile
from portal.domain.stays.seeds import seed_profile
from portal.showing.department_words import DEPARTMENT_NAMES, POST_NAMES
from portal.web.admission import actor, requires
from portal.web.responses import changed, page

bp = Blueprint("profiles", __name__)


@bp.get("")
@requires(Right.STAY_SEE)
def show() -> ResponseReturnValue:
    """Level by level."""
    newest = newest_profile()
    levels = [_level(facts) for facts in profile_of(newest.content).levels] if newest else []
    return page("stays/profile.html", profile=newest, levels=levels, currency=guest_desk().currency)


@bp.post("")
@requires(write_profile)
def create() -> ResponseReturnValue:
    """The default levels, where there are none."""
    seed_profile(by=actor(), at=now())
    return changed(to=url_for(".show"), notice=_("The default levels are in force."))


def _level(facts: LevelFacts) -> View:
    return {
        "name": level_name(facts.level),
        "reasons": [in_language(reason.text, reason.text_zh) for reason in facts.reasons],
        "approvers": [_(POST_NAMES[post]) for post in facts.approvers],
        "hosts": [_(POST_NAMES[host.post]) + (_(" (when needed)") if host.is_optional else "") for host in facts.hosts],
        "inspectors": [_(POST_NAMES[post]) for post in facts.inspectors],
        "newspapers": facts.newspapers,
        "gifts": [
            (in_language(one.name, one.name_zh), _(DEPARTMENT_NAMES[one.maker]), one.cap) for one in facts.amenities
        ],
    }
