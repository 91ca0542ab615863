"""Views of the queue that people of the demo have saved (Q4)."""

from datetime import timedelta

from portal.demo.cast import Staff
from portal.demo.clockwork import Clockwork
from portal.domain.promises.operations import save_view

OF_THE_TEAM = (
    ("Urgent and nobody's", "?severity=1&whose=nobodys"),
    ("Waits for a carrier", "?kind=ticket&state=waiting_for_third_party"),
)


def views_are_saved(clockwork: Clockwork, staff: Staff) -> None:
    """Two that the lead has made for the team, and one of her own."""
    at = clockwork.now - timedelta(days=20)
    for name, choices in OF_THE_TEAM:
        save_view(name, choices, is_shared=True, by=staff.lead, at=at)
    save_view("Mine, late", "?whose=mine&breached=1", is_shared=False, by=staff.lead, at=at)
