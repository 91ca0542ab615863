"""Fields that speak in sentences where WTForms' own would not. Named as theirs: templates go by the type."""

from typing import Any

import wtforms
from flask_babel import gettext


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
