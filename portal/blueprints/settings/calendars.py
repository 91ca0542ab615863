"""Calendars: weekly hours, holidays, single days; and what they mean for the next twelve months (S25, S26)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.settings.calendar_forms import CalendarForm
from portal.blueprints.settings.calendar_preview import months_ahead, summary_of, weekday_names
from portal.clock import now
from portal.domain.calendars.operations import edit_calendar, make_calendar
from portal.domain.calendars.queries import all_calendars_with_days, calendar_with_days, draft_of, names_taken
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("calendars", __name__, url_prefix="/calendars")


@bp.get("")
@requires(edit_calendar)
def index() -> ResponseReturnValue:
    """All calendars."""
    return page("settings/calendars/index.html", calendars=[summary_of(each) for each in all_calendars_with_days()])


@bp.get("/new")
@requires(make_calendar)
def new() -> ResponseReturnValue:
    """An empty form, with the guide's hours and holidays to begin with."""
    return page("settings/calendars/new.html", form=CalendarForm(names_taken()))


@bp.post("")
@requires(make_calendar)
def create() -> ResponseReturnValue:
    """Make it."""
    form = CalendarForm(names_taken())
    if not form.validate():
        return invalid("settings/calendars/new.html", form=form)
    made = make_calendar(form.draft(), by=actor(), at=now())
    return changed(to=url_for(".show", calendar_id=made.id), notice=_("Calendar made."))


@bp.get("/<int:calendar_id>")
@requires(edit_calendar)
def show(calendar_id: int) -> ResponseReturnValue:
    """What it means: the next twelve months, day by day."""
    calendar = or_404(calendar_with_days(calendar_id))
    hours = draft_of(calendar).hours()
    months = months_ahead(hours, now())
    return page("settings/calendars/show.html", calendar=summary_of(calendar), months=months, weekdays=weekday_names())


@bp.get("/<int:calendar_id>/edit")
@requires(edit_calendar)
def edit(calendar_id: int) -> ResponseReturnValue:
    """The form."""
    calendar = or_404(calendar_with_days(calendar_id))
    form = CalendarForm(names_taken(calendar_id), draft_of(calendar), calendar.version)
    return page("settings/calendars/edit.html", calendar=summary_of(calendar), form=form)


@bp.post("/<int:calendar_id>")
@requires(edit_calendar)
def update(calendar_id: int) -> ResponseReturnValue:
    """Keep it. Open deadlines are counted again by the worker within a minute (SE41)."""
    calendar = or_404(calendar_with_days(calendar_id))
    form = CalendarForm(names_taken(calendar_id), draft_of(calendar), calendar.version)
    if not form.validate():
        return invalid("settings/calendars/edit.html", calendar=summary_of(calendar), form=form)
    edit_calendar(calendar_id, form.draft(), form.version.data, by=actor(), at=now())
    return changed(
        to=url_for(".show", calendar_id=calendar_id),
        notice=_("Calendar saved. Open deadlines are counted again within a minute."),
    )
