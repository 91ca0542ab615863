"""Who comes; one stay; a new one; changing it (V10, V17)."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.stays.file import facts_view
from portal.blueprints.stays.forms import GuestForm, StayForm, filled
from portal.blueprints.stays.living import key_of, look_at
from portal.blueprints.stays.naming import known_as, my_posts
from portal.clock import now
from portal.domain.rights import Right
from portal.domain.stays.finding import guest_for
from portal.domain.stays.models import Guest, Profile
from portal.domain.stays.operations import change_stay, expect_stay, make_guest
from portal.domain.stays.queries import newest_profile, stay_for
from portal.domain.stays.refusals import GoesBeforeComing
from portal.web.admission import actor, requires
from portal.web.ids import key
from portal.web.live import drawn
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("stays", __name__)


@bp.get("")
@requires(Right.STAY_SEE)
def index() -> ResponseReturnValue:
    """The next three days, by day, level and time; on A4 too."""
    return page("stays/index.html", live=drawn(key_of(), look_at), printed_at=now())


@bp.get("/new")
@requires(expect_stay)
def new() -> ResponseReturnValue:
    """Of a guest who was here before (?guest=), or of a new one."""
    guest = _guest()
    form = StayForm() if guest else GuestForm()
    return page("stays/new.html", form=form, guest=guest, has_profile=newest_profile() is not None)


@bp.post("")
@requires(expect_stay)
def create() -> ResponseReturnValue:
    """Expected from now on; the rules propose a level."""
    guest, profile = _guest(), newest_profile()
    form = StayForm() if guest else GuestForm()
    if not form.validate() or profile is None or not _goes_after_coming(form):
        return invalid("stays/new.html", form=form, guest=guest, has_profile=profile is not None)
    return _entered(form, guest, profile)


@bp.get("/<string(maxlength=12):reference>")
@requires(Right.STAY_SEE)
def show(reference: str) -> ResponseReturnValue:
    """The stay: facts, level, timetable; one touch for what happens."""
    stay = or_404(stay_for(actor(), reference))
    return page("stays/show.html", stay=stay, **facts_view(stay))


@bp.get("/<string(maxlength=12):reference>/edit")
@requires(change_stay)
def edit(reference: str) -> ResponseReturnValue:
    """The form, filled."""
    stay = or_404(stay_for(actor(), reference))
    return page("stays/edit.html", stay=stay, form=filled(stay), name=known_as(stay, my_posts()))


@bp.post("/<string(maxlength=12):reference>")
@requires(change_stay)
def update(reference: str) -> ResponseReturnValue:
    """Everything open moves along; what moved is said (V17)."""
    stay = or_404(stay_for(actor(), reference))
    form = StayForm()
    if not form.validate() or not _goes_after_coming(form):
        return invalid("stays/edit.html", stay=stay, form=form, name=known_as(stay, my_posts()))
    moved = change_stay(stay, form.draft(), version=form.seen_version, by=actor(), at=now())
    notice = _(
        "Saved. Tasks: %(retimed)d at a new time, %(added)d new, %(voided)d no longer needed.",
        retimed=moved.retimed,
        added=moved.added,
        voided=moved.voided,
    )
    return changed(to=url_for(".show", reference=reference), notice=notice)


def _guest() -> Guest | None:
    number = request.values.get("guest", type=key)
    return None if number is None else or_404(guest_for(actor(), number))


def _goes_after_coming(form: StayForm) -> bool:
    draft = form.draft()
    is_right = draft.depart_on >= draft.arrive_on and not (
        draft.arrive_at and draft.depart_at and draft.depart_at < draft.arrive_at
    )
    if not is_right:
        form.refuse("depart_on", _(GoesBeforeComing.sentence))
    return is_right


def _entered(form: StayForm, guest: Guest | None, profile: Profile) -> ResponseReturnValue:
    at = now()
    if guest is None and isinstance(form, GuestForm):
        guest = make_guest(form.guest(), by=actor(), at=at)
    stay = expect_stay(or_404(guest), profile, form.draft(), by=actor(), at=at)
    return changed(to=url_for(".show", reference=stay.reference), notice=_("Stay entered."))
