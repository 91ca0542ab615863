"""What is written on a sheet by hand."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from portal.web.forms import AtMost, Needed, PortalForm


class AmendmentForm(PortalForm):
    """A line under a closed sheet."""

    id = "amendment"

    words = TextAreaField(
        _l("Amendment"),
        [Needed(_l("Write what has to be said about that day.")), AtMost(2000)],
        description=_l("It stands under the sheet for good, with your name and the time."),
    )
