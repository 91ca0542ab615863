"""The front door: visitors read what this is; who is signed in goes to work."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.domain.house.queries import house
from portal.domain.rights import Right
from portal.web.admission import actor, public
from portal.web.layout import reachable
from portal.web.responses import page

bp = Blueprint("home", __name__)
WORK = "tickets.tickets.index"


@bp.get("/")
@public
def show() -> ResponseReturnValue:
    """Where to go from here (P5, S64)."""
    if actor().may(Right.TICKET_SEE) and reachable(WORK):
        return redirect(url_for(WORK), 303)
    if actor().is_known:
        return redirect(url_for("accounts.account.edit"), 303)
    return page("accounts/home.html", consumer_support=house().consumer_support, support_email=house().support_email)
