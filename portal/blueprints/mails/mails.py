"""The list of mails, and one of them."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.mails.views import STATES, printed_for, row_of
from portal.domain.outbox.queries import MailState, backlog, mail_for, mails_for
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.ids import key
from portal.web.responses import or_404, page

bp = Blueprint("mails", __name__)
PAGE = 50


@bp.get("")
@requires(Right.MAIL_SEE)
def index() -> ResponseReturnValue:
    """The newest first, by state, fifty at a time."""
    state = _state()
    mails = mails_for(actor(), state=state, before=request.args.get("before", type=key), most=PAGE + 1)
    following = url_for(".index", state=state, before=mails[PAGE - 1].id) if len(mails) > PAGE else None
    return page(
        "mails/index.html",
        rows=[row_of(mail, actor()) for mail in mails[:PAGE]],
        choices=_choices(state),
        following=following,
        backlog=backlog(),
    )


@bp.get("/<int:number>")
@requires(Right.MAIL_SEE)
def show(number: int) -> ResponseReturnValue:
    """When it went, how often it was tried, and what it says."""
    mail = or_404(mail_for(actor(), number))
    return page("mails/show.html", mail=mail, row=row_of(mail, actor()), printed=printed_for(actor(), mail))


def _state() -> MailState | None:
    asked = request.args.get("state", "")
    return MailState(asked) if asked in list(MailState) else None


def _choices(state: MailState | None) -> list[dict[str, object]]:
    everything = {"label": _("All"), "href": url_for(".index"), "current": state is None}
    return [everything] + [
        {"label": _(word), "href": url_for(".index", state=each), "current": state is each}
        for each, (word, _tone) in STATES.items()
    ]
