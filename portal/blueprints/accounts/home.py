"""The front door: visitors read what this is; who is signed in goes to work."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.domain.house.queries import house
from portal.domain.rights import Right
from portal.web.admission import actor, public
from portal.web.layout import reachable
from portal.web.responses import page

bp = Blueprint("home", __name__)
PLACES_OF_WORK = (  # the first that one may do; who does all of it begins with the queue (BR39)
    (Right.TICKET_WORK, "queue.queue.index"),
    (Right.BOOKING_WORK, "arrivals.arrivals.index"),
    (Right.WORKSHOP_PREPARE, "preparation.workshop.index"),
    (Right.PARTS_PREPARE, "preparation.parts.index"),
    (Right.TASK_WORK, "tasks.tasks.index"),
    (Right.QUEUE_SEE, "queue.queue.index"),
    (Right.TICKET_SEE, "tickets.tickets.index"),
    (Right.OUTREACH_WORK, "outreach.calls.index"),
    (Right.CUSTOMER_SEE, "customers.customers.index"),
)


@bp.get("/")
@public
def show() -> ResponseReturnValue:
    """Where to go from here (P5, S64)."""
    work = next((endpoint for right, endpoint in PLACES_OF_WORK if actor().may(right) and reachable(endpoint)), None)
    if work is not None:
        return redirect(url_for(work), 303)
    if actor().device_id and not actor().is_known:
        return redirect(url_for("accounts.faces.index"), 303)
    if actor().is_known:
        return redirect(url_for("accounts.account.edit"), 303)
    return page("accounts/home.html", consumer_support=house().consumer_support, support_email=house().support_email)
