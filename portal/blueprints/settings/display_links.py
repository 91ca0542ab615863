"""Links by which a television shows the queue without an account: made here, shown once, revoked here (Q6)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from portal.blueprints.settings.display_forms import DisplayLinkForm
from portal.blueprints.settings.display_views import display_views
from portal.clock import now
from portal.domain.house.queries import house
from portal.domain.organisations.queries import plans
from portal.domain.people.displays import display_links, new_token
from portal.domain.people.operations import make_display_link
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
    form = DisplayLinkForm(data={"locale": house().locale}).offer(plans())
    return page("settings/display_links/new.html", form=form)


@bp.post("")
@requires(make_display_link)
def create() -> ResponseReturnValue:
    """Make it, and show its address: here and now, since nobody can look it up later."""
    form = DisplayLinkForm().offer(plans())
    if not form.validate():
        return invalid("settings/display_links/new.html", form=form)
    token = new_token()
    link = make_display_link(form.draft(), token, by=actor(), at=now())
    forget_what_was_sent()
    address = url_for("wall.boards.show", token=token, _external=True)
    return page("settings/display_links/show.html", link=link, address=address)
