"""Who was a named caller when, and who changed what (S38)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.roster.place import roster_url, whose
from portal.clock import now
from portal.domain.audit.models import AuditEntry
from portal.domain.errors import N_
from portal.domain.rights import Right
from portal.domain.roster.queries import changes, history, verifications
from portal.web.admission import requires
from portal.web.responses import page

bp = Blueprint("history", __name__)
SENTENCES = {
    "caller.added": N_("%(by)s added %(person)s."),
    "caller.changed": N_("%(by)s changed what is written about %(person)s."),
    "caller.removed": N_("%(by)s removed %(person)s."),
    "caller.made_primary": N_("%(by)s made %(person)s the primary contact."),
    "substitution.noticed": N_("%(by)s gave notice: %(comer)s for %(leaver)s."),
    "substitution.withdrawn": N_("%(by)s withdrew the notice: %(leaver)s stays."),
    "substitution.done": N_("%(comer)s took the place of %(leaver)s."),
    "place_request.asked": N_("%(person)s asked for a place."),
    "place_request.declined": N_("%(by)s declined the request of %(person)s."),
    "replacement.demanded": N_("%(by)s required a replacement of %(person)s."),
    "replacement.resolved": N_("%(by)s resolved the required replacement of %(person)s."),
    "roster.verified": N_("%(by)s confirmed the roster."),
    "roster.reminded": N_("The primary contact was reminded to confirm the roster."),
}


@bp.get("/roster/history")
@bp.get("/organisations/<int:organisation_id>/roster/history")
@requires(Right.ROSTER_SEE)
def index(organisation_id: int | None = None) -> ResponseReturnValue:
    """All stays, all confirmations, and the last changes."""
    organisation = whose(organisation_id)
    return page(
        "roster/history.html",
        organisation=organisation,
        stays=history(organisation.id, now()),
        verifications=verifications(organisation.id),
        changes=[(entry, in_words(entry, name)) for entry, name in changes(organisation.id)],
        back=roster_url(organisation.id),
    )


def in_words(entry: AuditEntry, name: str | None) -> str:
    """One line of the audit log about the roster."""
    words = {"person": "", "comer": "", "leaver": "", **entry.details, "by": name or _("The portal")}
    return _(SENTENCES[entry.action], **words)
