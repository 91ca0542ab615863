"""Entering what was ticked on paper, with the paper's time and who held the pen (U21)."""

from datetime import UTC
from zoneinfo import ZoneInfo

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_timezone
from flask_babel import gettext as _

from portal.blueprints.checklists.forms import LONGEST_REASON, PaperForm, page_number
from portal.blueprints.checklists.showing import list_view, title_of
from portal.clock import now
from portal.domain.actors import Actor
from portal.domain.checklists.drafts import Statement
from portal.domain.checklists.models import Checklist
from portal.domain.checklists.operations import Sent, take_in
from portal.domain.checklists.queries import author_numbered, checklist_for
from portal.domain.checklists.words import Said, State
from portal.domain.departments.queries import holders_of, posts_in
from portal.domain.departments.words import Department, Post
from portal.domain.people.models import Person
from portal.web.admission import actor, requires
from portal.web.forms import clean
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("papers", __name__)


@bp.get("/new")
@requires(take_in)
def new(checklist_id: int) -> ResponseReturnValue:
    """What is still open, with a box for each answer."""
    checklist = or_404(checklist_for(actor(), checklist_id))
    form = _form(checklist)[0]
    return page("checklists/paper.html", **_around(checklist, form))


@bp.post("")
@requires(take_in)
def create(checklist_id: int) -> ResponseReturnValue:
    """Each answer is an event of its own, marked as from paper."""
    checklist = or_404(checklist_for(actor(), checklist_id))
    form, people = _form(checklist)
    writer = people.get(str(form.person.data)) if form.validate() else None
    if writer is None:
        return invalid("checklists/paper.html", **_around(checklist, form))
    sent = _sent(checklist, form, or_404(author_numbered(writer.id, at=now())))
    refused = [answer for answer in take_in(checklist, sent, by=actor(), at=now()) if answer.refusal]
    notice = _("From paper: %(n)d answers.", n=len(sent) - len(refused))
    return changed(to=url_for("checklists.lists.show", checklist_id=checklist.id), notice=notice)


def _form(checklist: Checklist) -> tuple[PaperForm, dict[str, Person]]:
    """With everybody who may have held the pen."""
    form = PaperForm()
    posts = [Post(checklist.who_may)] if checklist.who_may else posts_in(Department(checklist.department))
    people = {str(one.id): one for one in holders_of({*posts, Post.DUTY_MANAGER})}
    form.person.choices = [("", _("Choose")), *((number, one.name) for number, one in people.items())]
    return form, people


def _around(checklist: Checklist, form: PaperForm) -> dict[str, object]:
    view = list_view(checklist)
    chosen = {name: value for name, value in request.form.items() if name.startswith(("answer-", "what-"))}
    return {
        "form": form,
        "view": view,
        "title": title_of(checklist),
        "page_number": request.form.get("page") or page_number(),
        "chosen": chosen,
        "action": url_for(".create", checklist_id=checklist.id),
    }


def _sent(checklist: Checklist, form: PaperForm, writer: Actor) -> list[Sent]:
    """What has an answer. The paper's time is told as a device's: so long before now."""
    at, paper = now(), form.at.data.replace(tzinfo=ZoneInfo(str(get_timezone()))).astimezone(UTC)
    sent = []
    for item in checklist.items:
        word = request.form.get(f"answer-{item.id}", "")
        if word in (Said.PASSED, Said.FAILED, Said.NOT_APPLICABLE) and item.state == State.OPEN:
            said = Statement(
                key=f"{request.form.get('page', '')[:16]}-{item.id}-paper",
                said=Said(word),
                reason=str(clean(request.form.get(f"what-{item.id}", "")))[:LONGEST_REASON],
                seen_id=checklist.last_event_id,
                client_at=min(paper, at),
                sent_at=at,
                is_from_paper=True,
            )
            sent.append(Sent(item, said, writer))
    return sent
