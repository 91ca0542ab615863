"""Forms of the roster."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, RadioField, SelectField, StringField, TelField, TextAreaField
from wtforms.validators import Email, ValidationError

from portal.domain.organisations.models import Contract
from portal.domain.organisations.rules import country_is_covered
from portal.domain.roster.drafts import CallerDraft, CallerFacts
from portal.domain.roster.models import Caller
from portal.web.countries import countries_in_words, country_choices
from portal.web.forms import AtMost, Needed, PortalForm
from portal.web.versions import VersionedForm


class FactsForm(VersionedForm):
    """What can be changed about a named caller (S31)."""

    id = "caller"

    name = StringField(_l("Name"), [Needed(_l("Enter first and last name.")), AtMost(120)])
    phone = TelField(
        _l("Phone"),
        [Needed(_l("Enter a phone number with the country code, for example +1 212 555 0100.")), AtMost(40)],
    )
    country = SelectField(_l("Country"), [Needed(_l("Choose the country the caller works in."))], default="US")
    job_title = StringField(_l("Job title"), [AtMost(120)])
    declares_administrator = BooleanField(_l("Has administrator rights on the systems concerned"))
    declares_access = BooleanField(_l("Is authorised to access the systems concerned"))

    def __init__(self, *args: Any, contract: Contract | None = None, **kwargs: Any) -> None:
        """Countries in the reader's language; `contract` is the running one, whose plan says which are covered (S3)."""
        super().__init__(*args, **kwargs)
        self.contract = contract
        self.country.choices = country_choices()

    def validate_country(self, field: SelectField) -> None:
        """Where the plan says (S3, S35)."""
        plan = self.contract.plan if self.contract else None
        if plan and field.data and not country_is_covered(plan.caller_countries, field.data):
            raise ValidationError(
                gettext(
                    "The plan %(plan)s covers named callers in %(countries)s only. "
                    "Name somebody there, or ask us about another plan.",
                    plan=plan.name,
                    countries=countries_in_words(plan.caller_countries),
                )
            )

    def facts(self) -> CallerFacts:
        """As domain values."""
        return CallerFacts(**self._facts())

    def _facts(self) -> dict[str, Any]:
        return {
            "name": self.name.data,
            "country": self.country.data,
            "phone": self.phone.data or "",
            "job_title": self.job_title.data or "",
            "declares_administrator": self.declares_administrator.data,
            "declares_access": self.declares_access.data,
        }


class CallerForm(FactsForm):
    """Somebody who comes onto the roster (S31, S33)."""

    email = EmailField(
        _l("Mail address"),
        [
            Needed(_l("Enter the mail address, for example mei@example.com.")),
            Email(_l("Enter a mail address, for example mei@example.com.")),
            AtMost(200),
        ],
        description=_l("An invitation goes there, unless the person has an account already."),
    )

    def draft(self) -> CallerDraft:
        """As domain values."""
        return CallerDraft(email=self.email.data, **self._facts())


class SubstitutionForm(CallerForm):
    """Somebody who comes in place of somebody who leaves (S34)."""

    notice_days = 14  # the house's setting, for the words around the form

    leaver_id = RadioField(_l("Who leaves"), [Needed(_l("Choose who leaves."))], coerce=int)

    def offer(self, callers: list[Caller]) -> "SubstitutionForm":
        """Those who can be replaced."""
        self.leaver_id.choices = [(caller.id, caller.name) for caller in callers]
        return self


class RemovalForm(VersionedForm):
    """Why somebody leaves the roster (S33, S38)."""

    id = "removal"

    why = TextAreaField(
        _l("Why"), [AtMost(2000)], description=_l("Stays in the history of the roster, and is told to the caller.")
    )


class StandingForm(VersionedForm):
    """One button that acts on the roster as it was seen (S33, S37)."""

    id = "standing"
    keeps_drafts = False


class AnswerForm(PortalForm):
    """Why a place is not given (S32)."""

    id = "declining"

    answer = TextAreaField(_l("Why not"), [Needed(_l("Say why, or what to do instead.")), AtMost(2000)])


class DemandForm(PortalForm):
    """Why a caller must be replaced (S36)."""

    id = "demand"

    reason = TextAreaField(
        _l("Reason"),
        [Needed(_l("Enter the reason; the primary contact reads it.")), AtMost(2000)],
        description=_l("For example missing administrator rights, or missing training. The primary contact reads it."),
    )


class ResolutionForm(PortalForm):
    """What came of a demand (S36)."""

    id = "settling"

    resolution = TextAreaField(_l("What came of it"), [Needed(_l("Enter what came of it.")), AtMost(2000)])
