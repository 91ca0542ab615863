"""Forms of calls, campaigns and scripts."""

from zoneinfo import ZoneInfo

from flask_babel import get_timezone
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import AnyOf, NumberRange, Optional, ValidationError

from portal.blueprints.outreach.words import EXPLAINED, RESULTS, STAYS, WHYS
from portal.domain.outreach.drafts import AttemptDraft, CampaignDraft, IncomingDraft
from portal.domain.outreach.rules import Outcome, Result
from portal.web.fields import DateField, DateTimeLocalField, IntegerField
from portal.web.forms import AtMost, Needed, PortalForm
from portal.web.reading import LOCALES
from portal.web.versions import VersionedForm

NOTES = ("condition", "odometer_km", "fault", "summary", "note")
TICKS = ("identity_confirmed", "summary_confirmed")


class MomentField(DateTimeLocalField):
    """A moment in the reader's zone; None when it is none."""

    @property
    def moment(self) -> object:
        """Aware."""
        return self.data.replace(tzinfo=ZoneInfo(str(get_timezone()))) if self.data else None


class AttemptForm(PortalForm):
    """What a call came to: notes as it goes on, and one button for how it ended (A11)."""

    id = "attempt"

    identity_confirmed = BooleanField(
        _l("Name and plate confirmed with the customer"), description=_l("Before anything else is said.")
    )
    condition = StringField(_l("How the vehicle is"), [AtMost(500)])
    odometer_km = IntegerField(_l("Mileage as told"), [Optional(), NumberRange(0, 3_000_000)])
    fault = TextAreaField(_l("In the customer's own words"), [AtMost(2000)])
    summary = TextAreaField(_l("As you read it back"), [AtMost(2000)])
    summary_confirmed = BooleanField(_l("The customer confirmed the summary"))
    call_again_at = MomentField(
        _l("Call again at"), [Optional()], description=_l("Tomorrow or later, in your own time zone.")
    )
    declined_because = SelectField(_l("Why not, if declined"), choices=[("", ""), *WHYS.items()], default="")
    explained = SelectMultipleField(_l("Explained to who declined"), choices=list(EXPLAINED.items()))
    note = TextAreaField(_l("Note"), [AtMost(2000)])
    outcome = StringField(_l("Outcome"), [AnyOf([str(one) for one in Outcome], _l("Choose how the call ended."))])

    def draft(self) -> AttemptDraft:
        """As domain values."""
        return AttemptDraft(
            outcome=Outcome(self.outcome.data),
            identity_confirmed=bool(self.identity_confirmed.data),
            condition=self.condition.data or "",
            odometer_km=self.odometer_km.data,
            fault=self.fault.data or "",
            summary=self.summary.data or "",
            summary_confirmed=bool(self.summary_confirmed.data),
            note=self.note.data or "",
            call_again_at=self.call_again_at.moment,
            declined_because=self.declined_because.data or "",
            explained=" ".join(self.explained.data or ()),
        )

    def notes(self) -> dict[str, list[str]]:
        """What was said, for the booking screen: its fields have the same names."""
        said = {name: self[name].data for name in NOTES}
        ticked = {name: ["y"] for name in TICKS if self[name].data}
        return {name: [str(value)] for name, value in said.items() if value not in (None, "")} | ticked


class IncomingForm(PortalForm):
    """A call that comes in: what is wanted is asked in detail (A13, A14, BR22)."""

    id = "incoming"

    rings = IntegerField(
        _l("Rings before it was answered"), [Optional(), NumberRange(1, 99, _l("Enter a number from 1 to 99."))]
    )
    name = StringField(_l("Name"), [Needed(_l("Enter who calls.")), AtMost(120)])
    plate = StringField(_l("Plate"), [AtMost(20)])
    phone = StringField(_l("Phone"), [AtMost(40)])
    fault = TextAreaField(_l("In the customer's own words"), [AtMost(2000)])
    since = StringField(_l("Since when"), [AtMost(120)])
    summary = TextAreaField(_l("As you read it back"), [AtMost(2000)])
    summary_confirmed = BooleanField(_l("The customer confirmed the summary"))
    stays = RadioField(_l("Meanwhile the customer"), choices=[("", _l("Not said")), *STAYS.items()], default="")
    wants_loaner = BooleanField(_l("Needs a courtesy car"))
    locale = SelectField(_l("Language"), choices=[("", ""), *LOCALES.items()], default="")
    result = RadioField(_l("Result"), choices=list(RESULTS.items()), default=Result.ANSWERED)
    wanted = StringField(_l("Service and time agreed"), [AtMost(300)])
    call_back_at = MomentField(_l("Call back at"), [Optional()], description=_l("In your own time zone."))
    note = TextAreaField(_l("Note"), [AtMost(2000)])

    def draft(self) -> IncomingDraft:
        """As domain values."""
        return IncomingDraft(
            name=self.name.data,
            result=Result(self.result.data),
            phone=self.phone.data or "",
            plate=self.plate.data or "",
            rings=self.rings.data,
            fault=self.fault.data or "",
            since=self.since.data or "",
            stays=self.stays.data or "",
            wants_loaner=bool(self.wants_loaner.data),
            locale=self.locale.data or "",
            summary=self.summary.data or "",
            summary_confirmed=bool(self.summary_confirmed.data),
            wanted=self.wanted.data or "",
            note=self.note.data or "",
            call_back_at=self.call_back_at.moment,
        )


class CampaignForm(VersionedForm):
    """A campaign's facts (BR9)."""

    id = "campaign"

    name = StringField(_l("Name of the campaign"), [Needed(_l("Enter what the campaign is called.")), AtMost(120)])
    what = TextAreaField(_l("What is told"), [Needed(_l("Enter what the customers are told.")), AtMost(2000)])
    starts_on = DateField(_l("First day"), [Needed(_l("Enter the first day."))])
    ends_on = DateField(_l("Last day"), [Needed(_l("Enter the last day."))])
    most = IntegerField(
        _l("How many are invited"),
        [Needed(_l("Enter how many.")), NumberRange(1, 1000, _l("Enter a number from 1 to 1,000."))],
        description=_l("The most loyal first."),
        default=50,
    )

    def validate_ends_on(self, field: DateField) -> None:
        """Not before the first day."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_l("The last day comes before the first one. Choose a later day."))

    def draft(self) -> CampaignDraft:
        """As domain values."""
        return CampaignDraft(self.name.data, self.what.data, self.starts_on.data, self.ends_on.data, self.most.data)


class ScriptForm(PortalForm):
    """What is said."""

    id = "script"

    words = TextAreaField(_l("What is said"), [Needed(_l("Enter what is said.")), AtMost(5000)])
