"""The form of a display link: where the screen hangs, and what it shows (Q6)."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField

from portal.domain.organisations.models import Plan
from portal.domain.people.operations.display_links import DisplayDraft
from portal.domain.people.rules import Board, Theme
from portal.web.forms import AtMost, Needed, PortalForm
from portal.web.layout import reachable
from portal.web.reading import LOCALES

THEMES = {
    Theme.AUTO: _l("As the television says"),
    Theme.LIGHT: _l("Light"),
    Theme.DARK: _l("Dark"),
}
BOARDS = {
    Board.QUEUE: _l("The queue, for your own room"),
    Board.WELCOME: _l("The welcome board, for the entrance"),
    Board.KIOSK: _l("Checking in, for a tablet at the entrance"),
}
SHOWN_AT = {
    Board.QUEUE: "wall.boards.show",
    Board.WELCOME: "welcome.boards.show",
    Board.KIOSK: "arrivals.kiosk.show",
}
IN_TURN = "in_turn"
SEVERITIES = {"": _l("All"), "1": _l("1 alone"), "2": _l("1 and 2"), "3": _l("1 to 3")}


class DisplayLinkForm(PortalForm):
    """A screen: which board, in which language and light. Severities and plan choose what of the queue it shows."""

    id = "display-link"

    form_key = HiddenField()  # random, one for each form that is opened; never kept with a draft

    name = StringField(
        _l("Where the screen hangs"),
        [Needed(_l("Enter a name by which you know the screen, for example Support room.")), AtMost(80)],
    )
    board = RadioField(_l("Board"), default=str(Board.QUEUE))
    locale = RadioField(_l("Language"), choices=list(LOCALES.items()))
    is_in_turn = BooleanField(_l("All languages in turn, this one first"))
    theme = RadioField(
        _l("Light or dark"), choices=[(str(theme), word) for theme, word in THEMES.items()], default=str(Theme.AUTO)
    )
    severity_to = RadioField(_l("Severities"), choices=list(SEVERITIES.items()), default="")
    plan = SelectField(_l("Plan"), default="")

    def offer(self, plans: list[Plan]) -> "DisplayLinkForm":
        """The plans and boards to choose from."""
        self.board.choices = [(str(board), word) for board, word in BOARDS.items() if reachable(SHOWN_AT[board])]
        self.plan.choices = [("", _("All plans")), *((str(plan.id), plan.name) for plan in plans)]
        return self

    def draft(self) -> DisplayDraft:
        """As domain values."""
        return DisplayDraft(
            name=self.name.data,
            locale=self.locale.data,
            is_in_turn=self.is_in_turn.data and self.board.data == Board.WELCOME,
            board=Board(self.board.data),
            theme=Theme(self.theme.data),
            severity_to=int(self.severity_to.data) if self.severity_to.data else None,
            plan_id=int(self.plan.data) if self.plan.data else None,
        )
