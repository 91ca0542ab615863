"""What is said about items: one at a time by a page's buttons, several by a tablet that had no network (V33).

Each is taken in exactly once, by its key. A tablet is told of each what became of it; all of that is final.
"""

from flask import Blueprint, abort, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.checklists.arriving import carried_list, sent_in, tokens_in
from portal.blueprints.checklists.bulk import rest_of_section
from portal.blueprints.checklists.forms import StatementForm
from portal.blueprints.checklists.photographs import kept_photo
from portal.clock import now
from portal.domain.checklists.drafts import Statement
from portal.domain.checklists.models import Checklist
from portal.domain.checklists.operations import Answer, Sent, say, take_in
from portal.domain.checklists.queries import checklist_for
from portal.domain.checklists.words import Said
from portal.web.admission import actor, requires
from portal.web.errors import said as sentence_of
from portal.web.responses import changed, or_404

bp = Blueprint("statements", __name__)


@bp.post("")
@requires(say)
def create(checklist_id: int) -> ResponseReturnValue:
    """A batch as JSON is answered one by one; a form sends the browser back to the item."""
    if request.is_json:
        said = request.get_json(silent=True)
        checklist = or_404(carried_list(checklist_id, tokens_in(said), actor()))
        answers = take_in(checklist, sent_in(checklist, said, actor()), by=actor(), at=now())
        return jsonify(answers=[answer_view(one) for one in answers], seen=checklist.last_event_id)
    return _by_form(or_404(checklist_for(actor(), checklist_id)))


def answer_view(answer: Answer) -> dict[str, str]:
    """What a tablet is told of one."""
    if answer.event is None:
        return {"key": answer.key, "is": "refused", "sentence": sentence_of(answer.refusal) if answer.refusal else ""}
    return {"key": answer.key, "is": "orphan" if answer.event.is_orphan else "taken"}


def _by_form(checklist: Checklist) -> ResponseReturnValue:
    form = StatementForm()
    rest = rest_of_section(checklist, request.form.get("rest", ""))
    back = url_for("checklists.lists.show", checklist_id=checklist.id)
    if rest:
        take_in(checklist, [Sent(item, statement) for item, statement in rest], by=actor(), at=now())
        return changed(to=back)
    if not form.validate():
        abort(400)
    item = or_404(next((one for one in checklist.items if one.id == form.item_id), None))
    statement, orphan = form.statement(), False
    if statement.said != Said.PHOTO:
        orphan = say(checklist, item, statement, by=actor(), at=now()).event.is_orphan
    if form.photo is not None:
        photo = Statement(f"{statement.key}-picture", Said.PHOTO)
        kept_photo(checklist, item, form.photo, Sent(item, photo), by=actor())
    notice = _("This list is signed or no longer needed. What you said is kept in its history.")
    return changed(to=f"{back}#item-{item.id}", notice=notice if orphan else None)
