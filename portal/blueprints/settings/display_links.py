"""Links by which a television shows the queue without an account: made here, shown once, revoked here (Q6)."""

from dataclasses import astuple

from flask import Blueprint, current_app, url_for
from flask.typing import ResponseReturnValue

from portal.blueprints.settings.display_forms import SHOWN_AT, DisplayLinkForm
from portal.blueprints.settings.display_views import display_views
from portal.clock import now
from portal.domain.house.queries import house
from portal.domain.organisations.queries import plans
from portal.domain.people.displays import display_links, new_token, token_of
from portal.domain.people.operations import make_display_link
from portal.domain.people.rules import Board
from portal.web.admission import actor, requires
from portal.web.forms import forget_what_was_sent
from portal.web.responses import invalid, page

bp = Blueprint("display_links", __name__, url_prefix="/display-links")


@bp.get("")
@requires(make_display_link)
def index() -> ResponseReturnValue:
    """All of them, the revoked ones last."""
    return page("settings/display_links/index.html", links=display_views(display_links(actor())))


@bp.get("/new")
@requires(make_display_link)
def new() -> ResponseReturnValue:
    """The form, in the language of the house."""
    form = DisplayLinkForm(data={"locale": house().locale, "form_key": new_token()}).offer(plans())
    return page("settings/display_links/new.html", form=form)


@bp.post("")
@requires(make_display_link)
def create() -> ResponseReturnValue:
    """Make it, and show its address: here and now, since nobody can look it up later.

    The address comes of the form, so that a form sent twice makes one link and shows the same address both times.
    """
    form = DisplayLinkForm().offer(plans())
    if not form.validate():
        return invalid("settings/display_links/new.html", form=form)
    draft, key = form.draft(), form.form_key.data or new_token()
    token = token_of(current_app.config["SECRET_KEY"], "display link", actor().person_id, key, *astuple(draft))
    link = make_display_link(draft, token, by=actor(), at=now())
    forget_what_was_sent()
    address = url_for(SHOWN_AT[Board(link.board)], token=token, _external=True)
    return page("settings/display_links/show.html", link=link, address=address)
