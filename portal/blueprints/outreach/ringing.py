"""What rings just now, above the call list and the calls that came in: a living part, the same for the whole desk."""

from dataclasses import astuple

from flask import render_template

from portal.clock import now
from portal.domain.outreach.ringing import ringing
from portal.web.admission import actor
from portal.web.live import Look

KEY = ("ringing",)


def look_at_ringing() -> Look:
    """The calls of the last minutes that nobody has taken down."""
    calls = ringing(actor(), now())
    facts = [astuple(call) for call in calls]
    return Look(
        facts, lambda signature: render_template("outreach/incoming/_ringing.html", ringing=calls, signature=signature)
    )
