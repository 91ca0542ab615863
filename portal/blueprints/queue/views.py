"""Views of the queue kept under a name: one's own, and the team's (Q4)."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField

from portal.blueprints.queue.choosing import chosen, query_of, without_page
from portal.blueprints.queue.saying import in_words
from portal.clock import now
from portal.domain.promises.operations import delete_view, rename_view, save_view
from portal.domain.promises.views import view_for, views_for
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.forms import AtMost, Needed, PortalForm
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("views", __name__)


class ViewForm(PortalForm):
    """A name for the choices."""

    id = "view"
    keeps_drafts = False

    name = StringField(_l("Name of the view"), [Needed(_l("Enter a name, for example: Elite, nobody's.")), AtMost(60)])
    is_shared = BooleanField(_l("For the whole team"))


class NameForm(PortalForm):
    """Another name."""

    id = "view-name"
    keeps_drafts = False

    name = StringField(_l("Name of the view"), [Needed(_l("Enter a name, for example: Elite, nobody's.")), AtMost(60)])


@bp.get("/views")
@requires(Right.QUEUE_SEE)
def index() -> ResponseReturnValue:
    """The views one can open, and a form to keep the present choices."""
    return page("queue/views.html", **_page(ViewForm()))


@bp.post("/views")
@requires(save_view)
def create() -> ResponseReturnValue:
    """Keep them."""
    form = ViewForm()
    if not form.validate():
        return invalid("queue/views.html", **_page(form))
    choices = without_page(request.form.get("choices", ""))
    shared = bool(form.is_shared.data)
    save_view(form.name.data or "", choices, is_shared=shared, by=actor(), at=now())
    return changed(to=url_for("queue.queue.index") + choices, notice=_("The view is saved."))


@bp.get("/views/<int:view_id>/edit")
@requires(Right.QUEUE_SEE)
def edit(view_id: int) -> ResponseReturnValue:
    """Its name."""
    view = or_404(view_for(actor(), view_id))
    return page("queue/view.html", view=view, form=NameForm(data={"name": view.name}))


@bp.post("/views/<int:view_id>")
@requires(rename_view)
def update(view_id: int) -> ResponseReturnValue:
    """Call it otherwise."""
    view, form = or_404(view_for(actor(), view_id)), NameForm()
    if not form.validate():
        return invalid("queue/view.html", view=view, form=form)
    rename_view(view, form.name.data or "", by=actor(), at=now())
    return changed(to=url_for("queue.views.index"), notice=_("The view is called %(name)s now.", name=view.name))


@bp.post("/views/<int:view_id>/deletion")
@requires(delete_view)
def destroy(view_id: int) -> ResponseReturnValue:
    """It is gone."""
    delete_view(or_404(view_for(actor(), view_id)), by=actor(), at=now())
    return changed(to=url_for("queue.views.index"), notice=_("The view is deleted."))


def _page(form: ViewForm) -> dict[str, object]:
    choices = request.form.get("choices", "") if request.method == "POST" else query_of(chosen())
    views = views_for(actor())
    *told, present = in_words(actor(), [*(view.choices for view in views), choices])
    return {
        "told": {view.id: words for view, words in zip(views, told, strict=True)},
        "present": present,
        "form": form,
        "choices": without_page(choices),
        "views": views,
        "may_share": actor().may(Right.QUEUE_SHARE),
        "queue": url_for("queue.queue.index"),
    }
