"""The fields of a working week, and the form of one that holds for some dates (A3)."""

from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Optional, ValidationError

from portal.blueprints.settings.calendar_forms import WEEKDAYS, readable
from portal.domain.booking.drafts import DatedPlanDraft
from portal.domain.booking.models import DatedPlan, Resource
from portal.domain.booking.plans import Week, read_week
from portal.domain.booking.refusals import PlanEndsBeforeItBegins
from portal.domain.booking.setup import dates_refused
from portal.domain.calendars.hours import read_hours, written_hours
from portal.web.errors import said
from portal.web.fields import DateField
from portal.web.forms import AtMost, Needed
from portal.web.versions import VersionedForm


def _hours(label: object) -> StringField:
    return StringField(label, [AtMost(120), readable(read_hours)])


class WeekForm(VersionedForm):
    """Seven days with their breaks."""

    monday, monday_breaks = _hours(_l("Monday")), _hours(_l("Breaks"))
    tuesday, tuesday_breaks = _hours(_l("Tuesday")), _hours(_l("Breaks"))
    wednesday, wednesday_breaks = _hours(_l("Wednesday")), _hours(_l("Breaks"))
    thursday, thursday_breaks = _hours(_l("Thursday")), _hours(_l("Breaks"))
    friday, friday_breaks = _hours(_l("Friday")), _hours(_l("Breaks"))
    saturday, saturday_breaks = _hours(_l("Saturday")), _hours(_l("Breaks"))
    sunday, sunday_breaks = _hours(_l("Sunday")), _hours(_l("Breaks"))

    @property
    def shifts(self) -> Week:
        """As domain values, Monday first."""
        return tuple(read_hours(self[day].data or "") for day in WEEKDAYS)

    @property
    def breaks(self) -> Week:
        """The same."""
        return tuple(read_hours(self[f"{day}_breaks"].data or "") for day in WEEKDAYS)


class DatedPlanForm(WeekForm):
    """A week from a date on; the usual one stays as it is."""

    id = "dated-plan"
    _resource: Resource | None = None
    _instead_of: DatedPlan | None = None

    name = StringField(_l("Name"), [AtMost(80)], description=_l("For example Winter. Only those who set up see it."))
    valid_from = DateField(_l("First day"), [Needed(_l("Enter the day from which it holds."))])
    valid_to = DateField(_l("Last day"), [Optional()], description=_l("Empty: from then on."))

    def beside(self, resource: Resource, instead_of: DatedPlan | None = None) -> Self:
        """Of this resource, whose other dated plans hold on other dates (A3)."""
        self._resource, self._instead_of = resource, instead_of
        return self

    def validate_valid_from(self, field: DateField) -> None:
        """No date has two weeks."""
        if field.data and self._resource is not None:
            refusal = dates_refused(self._resource, field.data, self.valid_to.data, self._instead_of)
            if refusal is not None:
                raise ValidationError(said(refusal))

    def validate_valid_to(self, field: DateField) -> None:
        """Dates in their order."""
        if field.data and self.valid_from.data and field.data < self.valid_from.data:
            raise ValidationError(said(PlanEndsBeforeItBegins()))

    def draft(self) -> DatedPlanDraft:
        """As domain values."""
        return DatedPlanDraft(
            self.valid_from.data, self.valid_to.data, self.shifts, self.breaks, (self.name.data or "").strip()
        )


def as_usual(resource: Resource) -> dict[str, Any]:
    """The resource's usual week as the form's fields hold it: most new plans change little of it."""
    fields: dict[str, Any] = {"version": resource.version}
    for day in resource.days:
        fields[WEEKDAYS[day.weekday]], fields[f"{WEEKDAYS[day.weekday]}_breaks"] = day.shifts, day.breaks
    return fields


def as_dated(plan: DatedPlan) -> dict[str, Any]:
    """A dated one."""
    fields: dict[str, Any] = {"name": plan.name, "valid_from": plan.valid_from, "valid_to": plan.valid_to}
    for day, shifts, pauses in zip(WEEKDAYS, read_week(plan.shifts), read_week(plan.breaks), strict=True):
        fields[day], fields[f"{day}_breaks"] = written_hours(shifts), written_hours(pauses)
    return fields
