"""Requests for a level that wait for a word, those for mine first (V6, VE9)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.naming import in_language, known_as, my_posts
from portal.blueprints.stays.showing import View, level_name
from portal.domain.rights import Right
from portal.domain.stays.approving import approvers_of, reason_of
from portal.domain.stays.models import LevelRequest
from portal.domain.stays.profile import profile_of
from portal.domain.stays.queries import open_requests
from portal.domain.stays.words import Level
from portal.showing.department_words import POST_NAMES
from portal.web.admission import actor, requires
from portal.web.formats import deadline_view
from portal.web.responses import page

bp = Blueprint("levels", __name__)


@bp.get("")
@requires(Right.STAY_SEE)
def index() -> ResponseReturnValue:
    """The oldest first."""
    rows = [_row(one) for one in open_requests(actor())]
    mine = [row for row in rows if row["is_mine"]]
    return page("stays/levels.html", mine=mine, others=[row for row in rows if not row["is_mine"]])


def _row(one: LevelRequest) -> View:
    stay, profile, level = one.stay, profile_of(one.stay.profile.content), Level(one.level)
    reason, may = reason_of(profile.of(level), one.reason), approvers_of(profile, level, one.reason)
    return {
        "id": one.id,
        "level": level_name(level),
        "level_word": one.level,
        "name": known_as(stay, my_posts()),
        "href": url_for("stays.stays.show", reference=stay.reference),
        "reference": stay.reference,
        "reason": in_language(reason.text, reason.text_zh) if reason else one.reason,
        "note": one.note,
        "due": deadline_view(_("arrival"), stay.arrive_at, started_at=one.asked_at),
        "is_mine": bool(may & my_posts()),
        "approvers": [_(POST_NAMES[post]) for post in sorted(may)],
    }
