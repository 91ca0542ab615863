"""Forms of the preparation."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import AnyOf, NumberRange, Optional, ValidationError

from portal.blueprints.preparation.words import PART_STATES
from portal.domain.appointments.operations.preparation_settings import PreparationDraft
from portal.domain.appointments.preparation_words import PartState
from portal.web.fields import DateField, IntegerField
from portal.web.forms import AtMost, Needed, PortalForm


class PartForm(PortalForm):
    """A part that an appointment needs."""

    id = "asking"
    keeps_drafts = False

    part = StringField(_l("Part"), [Needed(_l("Enter what the part is called.")), AtMost(120)])
    quantity = IntegerField(_l("How many"), [NumberRange(1, 999, _l("Enter a number from 1 to 999."))], default=1)


class StateForm(PortalForm):
    """How it stands with a part."""

    id = "part-state"

    state = RadioField(
        _l("State"),
        [AnyOf(list(PART_STATES), _l("Choose how it stands."))],
        choices=list(PART_STATES.items()),
        validate_choice=False,
    )
    expected_on = DateField(
        _l("Expected on"),
        [Optional()],
        description=_l("A missing part: the day on which it is here. Empty: nobody knows yet."),
    )

    @property
    def part_state(self) -> PartState:
        """As the domain knows it."""
        return PartState(self.state.data)


class UsualPartsForm(PortalForm):
    """What each booking of a service asks for: one part a line, with "2 x " before it for more than one."""

    id = "usual"

    parts = TextAreaField(
        _l("Parts, one on each line"), [AtMost(3000)], description=_l("More than one: 2 x spark plug")
    )

    def validate_parts(self, _field: TextAreaField) -> None:
        """Each line is short enough to stand on a list."""
        if any(len(name) > 120 for name, _quantity in self.lines):  # noqa: PLR2004 - as of one part
            raise ValidationError(_l("Keep each part under 120 characters."))

    @property
    def lines(self) -> list[tuple[str, int]]:
        """Name and how many."""
        return [_part(line.strip()) for line in (self.parts.data or "").splitlines() if line.strip()]


class NumbersForm(PortalForm):
    """The numbers that the desk prepares by."""

    id = "numbers"

    confirm_minutes = IntegerField(
        _l("Minutes before the time at which the customer is called"), [NumberRange(5, 1440)]
    )
    again_minutes = IntegerField(_l("Minutes until the second call when nobody answers"), [NumberRange(1, 240)])
    remind_hours = IntegerField(_l("Hours before the time at which the reminder goes out"), [NumberRange(1, 336)])
    acknowledge_hours = IntegerField(
        _l("Hours before the time until which notices are acknowledged"), [NumberRange(1, 72)]
    )
    answer_minutes = IntegerField(_l("Minutes of opening hours until a request is answered"), [NumberRange(5, 2880)])

    def draft(self) -> PreparationDraft:
        """As plain values."""
        return PreparationDraft(
            confirm_minutes=self.confirm_minutes.data,
            again_minutes=self.again_minutes.data,
            remind_hours=self.remind_hours.data,
            acknowledge_hours=self.acknowledge_hours.data,
            answer_minutes=self.answer_minutes.data,
        )


def _part(line: str) -> tuple[str, int]:
    head, _cross, name = line.replace("×", "x").partition("x")
    if name.strip() and head.strip().isdecimal() and 1 <= int(head[:4]) <= 999:  # noqa: PLR2004 - as of one line
        return name.strip(), int(head)
    return line, 1
