"""What most addresses of a stay begin and end with."""

from flask import Response, url_for

from portal.domain.stays.finding import request_of
from portal.domain.stays.models import LevelRequest, Stay
from portal.domain.stays.queries import stay_for
from portal.web.admission import actor
from portal.web.forms import PortalForm
from portal.web.responses import changed, invalid, or_404


def stay_here(reference: str) -> Stay:
    """The stay of this address; nothing there and nothing of theirs are the same."""
    return or_404(stay_for(actor(), reference))


def request_here(stay: Stay, request_id: int) -> LevelRequest:
    """Its request."""
    return or_404(request_of(stay, request_id))


def back_to(reference: str, notice: str, part: str = "stays.stays.show") -> Response:
    """Done; the stay's page, or one of its parts."""
    return changed(to=url_for(part, reference=reference), notice=notice)


def ask_again(stay: Stay, form: PortalForm, title: str, action: str, submit: str) -> Response:
    """The one form alone, with a sentence at the field that needs one."""
    to = url_for("stays.stays.show", reference=stay.reference)
    return invalid("stays/one_form.html", form=form, title=title, action=action, submit=submit, cancel=to)
