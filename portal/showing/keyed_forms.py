"""Forms that act once, however often they are sent (BE9)."""

import re
import secrets

from wtforms import HiddenField

from portal.web.forms import PortalForm

_KEY = re.compile(r"[A-Za-z0-9_-]{43}")


def new_form_key() -> str:
    """What one form is known by."""
    return secrets.token_urlsafe(32)


class KeyedForm(PortalForm):
    """A form that acts once."""

    keeps_drafts = False
    form_key = HiddenField()

    def fresh_key(self) -> None:
        """Its own, when it was sent without one, or with one that was used for something else."""
        self.form_key.data = new_form_key()

    @property
    def acts_as(self) -> str:
        """The key; one that isn't ours counts for nothing."""
        if not _KEY.fullmatch(self.form_key.data or ""):
            self.fresh_key()
        return str(self.form_key.data)
