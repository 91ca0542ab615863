"""The form of a display link: where the screen hangs, and what it shows (Q6)."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField

from portal.domain.organisations.models import Plan
from portal.domain.people.operations.display_links import DisplayDraft
from portal.domain.people.rules import Theme
from portal.web.forms import AtMost, Needed, PortalForm
from portal.web.reading import LOCALES

THEMES = {
    Theme.AUTO: _l("As the television says"),
    Theme.LIGHT: _l("Light"),
    Theme.DARK: _l("Dark"),
}
SEVERITIES = {"": _l("All"), "1": _l("1 alone"), "2": _l("1 and 2"), "3": _l("1 to 3")}


class DisplayLinkForm(PortalForm):
    """A screen. Its board is the queue: the only one there is."""

    id = "display-link"

    form_key = HiddenField()  # random, one for each form that is opened; never kept with a draft

    name = StringField(
        _l("Where the screen hangs"),
        [Needed(_l("Enter a name by which you know the screen, for example Support room.")), AtMost(80)],
    )
    locale = RadioField(_l("Language"), choices=list(LOCALES.items()))
    theme = RadioField(
        _l("Light or dark"), choices=[(str(theme), word) for theme, word in THEMES.items()], default=str(Theme.AUTO)
    )
    severity_to = RadioField(_l("Severities"), choices=list(SEVERITIES.items()), default="")
    plan = SelectField(_l("Plan"), default="")

    def offer(self, plans: list[Plan]) -> "DisplayLinkForm":
        """The plans to choose from."""
        self.plan.choices = [("", _("All plans")), *((str(plan.id), plan.name) for plan in plans)]
        return self

    def draft(self) -> DisplayDraft:
        """As domain values."""
        return DisplayDraft(
            name=self.name.data,
            locale=self.locale.data,
            theme=Theme(self.theme.data),
            severity_to=int(self.severity_to.data) if self.severity_to.data else None,
            plan_id=int(self.plan.data) if self.plan.data else None,
        )
