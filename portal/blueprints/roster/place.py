"""Whose roster a page is about, and where its pages stand for this reader."""

from flask import url_for

from portal.domain.organisations.models import Organisation
from portal.domain.organisations.queries import organisation_for
from portal.web.admission import actor
from portal.web.responses import or_404


def whose(organisation_id: int | None) -> Organisation:
    """The organisation in the address; without one the reader's own. 404 for strangers (P2)."""
    return or_404(organisation_for(actor(), organisation_id or actor().organisation_id or 0))


def in_address(organisation_id: int) -> int | None:
    """What stands in the address: nothing for a customer, who has one roster."""
    return organisation_id if actor().is_staff else None


def roster_url(organisation_id: int) -> str:
    """The roster's page as this reader reaches it."""
    return url_for("roster.callers.index", organisation_id=in_address(organisation_id))
