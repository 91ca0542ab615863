"""Forms of organisations and contracts."""

import re
from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import NumberRange, Optional, ValidationError

from portal.domain.organisations.drafts import ContractDraft, OrganisationDraft
from portal.domain.organisations.models import Plan
from portal.domain.people.models import Person
from portal.web.countries import country_choices
from portal.web.fields import DateField, IntegerField
from portal.web.forms import AtMost, Needed
from portal.web.versions import VersionedForm

ZONES = sorted(
    zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/"))
)
MOST_SERVICE_IDS = 200
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_PEOPLE = NumberRange(1, 10_000_000, message=_l("Enter a number from 1 to 10,000,000."))


class OrganisationForm(VersionedForm):
    """A customer's facts."""

    id = "organisation"

    name = StringField(_l("Name of the organisation"), [Needed(_l("Enter the name of the organisation.")), AtMost(200)])
    country = SelectField(_l("Country"), [Needed(_l("Choose the country."))], default="US")
    zone = SelectField(
        _l("Time zone"),
        choices=[(zone, zone.replace("_", " ")) for zone in ZONES],
        default="America/New_York",
        description=_l("Contracts begin and end at midnight there."),
    )
    size = IntegerField(
        _l("Size"),
        [Needed(_l("Enter how many people work there.")), _PEOPLE],
        description=_l("People who work there. Some plans are for customers up to a size."),
    )
    email_domain = StringField(
        _l("Mail domain"),
        [AtMost(200)],
        filters=[lambda text: (text or "").lower().removeprefix("@")],
        description=_l(
            "Who writes from it belongs to this organisation. Leave it empty for domains that anybody can have."
        ),
    )
    notes = TextAreaField(_l("Notes"), [AtMost(5000)], description=_l("For staff; customers never see them."))

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Countries in the reader's language."""
        super().__init__(*args, **kwargs)
        self.country.choices = country_choices()

    def validate_email_domain(self, field: StringField) -> None:
        """example.com, not a mail address."""
        if field.data and not _DOMAIN.fullmatch(field.data):
            raise ValidationError(_l("Enter what stands behind the @, for example example.com."))

    def draft(self) -> OrganisationDraft:
        """As domain values."""
        return OrganisationDraft(
            name=self.name.data,
            country=self.country.data,
            zone=self.zone.data,
            size=self.size.data,
            email_domain=self.email_domain.data or "",
            notes=self.notes.data or "",
        )


class ContractForm(VersionedForm):
    """A contract as it is signed (S60)."""

    id = "contract"

    plan_id = SelectField(_l("Plan"), [Needed(_l("Choose a plan."))], coerce=int)
    start_on = DateField(_l("First day"), [Needed(_l("Enter the first day."))])
    end_on = DateField(
        _l("Last day"), [Needed(_l("Enter the last day."))], description=_l("The contract runs to its end.")
    )
    size = IntegerField(
        _l("Size"), [Needed(_l("Enter how many people work there.")), _PEOPLE], description=_l("People who work there.")
    )
    options_bought = IntegerField(
        _l("Options for more named callers"),
        [Optional(), NumberRange(0, 1000, message=_l("Enter a number from 0 to 1,000."))],
        description=_l("How many were bought. Each adds the named callers that the plan says."),
    )
    manager_ids = SelectMultipleField(_l("Account managers"), coerce=int)
    managers_bought = IntegerField(
        _l("Additional account managers bought"),
        [Optional(), NumberRange(0, 20, message=_l("Enter a number from 0 to 20."))],
    )
    service_ids = TextAreaField(_l("Service IDs"), [AtMost(10_000)], description=_l("One on each line."))

    def offer(self, plans: list[Plan], managers: list[Person]) -> "ContractForm":
        """What can be chosen."""
        self.plan_id.choices = [(plan.id, plan.name) for plan in plans]
        self.manager_ids.choices = [(person.id, person.name) for person in managers]
        return self

    def validate_end_on(self, field: DateField) -> None:
        """Not before the first day."""
        if field.data and self.start_on.data and field.data < self.start_on.data:
            raise ValidationError(_l("The last day comes before the first one. Choose a later day."))

    def validate_service_ids(self, _field: TextAreaField) -> None:
        """Lines of a sensible length, not thousands of them."""
        lines = self._service_ids()
        if len(lines) > MOST_SERVICE_IDS or any(len(line) > 100 for line in lines):  # noqa: PLR2004
            raise ValidationError(_l("Enter at most 200 service IDs of at most 100 characters, one on each line."))

    def draft(self) -> ContractDraft:
        """As domain values."""
        return ContractDraft(
            plan_id=self.plan_id.data,
            start_on=self.start_on.data,
            end_on=self.end_on.data,
            size=self.size.data,
            options_bought=self.options_bought.data or 0,
            managers_bought=self.managers_bought.data or 0,
            service_ids=self._service_ids(),
            manager_ids=tuple(self.manager_ids.data or ()),
        )

    def _service_ids(self) -> tuple[str, ...]:
        lines = (line.strip() for line in (self.service_ids.data or "").splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))


class RenewalForm(ContractForm):
    """The next contract: its first day follows from the last one's end (S60)."""

    id = "renewal"
