"""Fields that speak in sentences where WTForms' own would not. Named as theirs: templates go by the type."""

from datetime import date
from typing import Any

import wtforms
from flask_babel import gettext
from wtforms.validators import ValidationError

FIRST, LAST = date(1950, 1, 1), date(2100, 12, 31)  # far from where calendars end: a day before and after is one, too


class IntegerField(wtforms.IntegerField):
    """A whole number."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Say what to enter when it isn't one."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(gettext("Enter a whole number, in digits.")) from None
        if self.data is not None and abs(self.data) > 2_000_000_000:  # noqa: PLR2004 - what the database's integers hold
            self.data = None
            raise ValueError(gettext("Enter a smaller number."))


class DateField(wtforms.DateField):
    """A date."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Say how to enter it when it isn't one."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(gettext("Enter the date as year-month-day, for example 2026-03-15.")) from None

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms' own signature
        """A day that our calendars know."""
        _require_known(self.data)


class DateTimeLocalField(wtforms.DateTimeLocalField):
    """A date and a time, on whosever wall."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Say how to enter it when it isn't one."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(gettext("Enter day and time, for example 2026-03-15 09:30.")) from None

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms' own signature
        """On a day that our calendars know."""
        _require_known(self.data and self.data.date())


class TimeField(wtforms.TimeField):
    """What a clock on the wall shows."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Say how to enter it when it isn't one."""
        if not any(valuelist):
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(gettext("Enter the time as hours and minutes, for example 09:30.")) from None


def _require_known(on: date | None) -> None:
    if on is not None and not FIRST <= on <= LAST:
        raise ValidationError(gettext("Choose a day between 1950 and 2100."))
