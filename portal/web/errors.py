"""Refusals and errors as pages and as fragments, each with a way on; what was typed is kept (P14).

The rollback has happened before any of these runs. htmx gets the sentence alone, put above the page, and leaves
the form as it stands; a browser gets a page, and the form again, filled in, behind one link.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import structlog
from flask import Flask, Response, current_app, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from jinja2 import TemplateNotFound
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge

from portal.clock import now
from portal.db import read_only, transaction
from portal.domain.drafts.operations import keep_draft
from portal.domain.errors import N_, ChangedMeanwhile, NotThere, Refused, TooFast
from portal.domain.people.devices import faces
from portal.web import htmx
from portal.web.admission import SAFE_METHODS, SignInNeeded
from portal.web.formats import day, moment
from portal.web.forms import is_local, split_place, typed_fields
from portal.web.house import present_house
from portal.web.live import answers_living

log = structlog.get_logger()
TITLES = {
    400: N_("That could not be read"),
    401: N_("Sign in to go on"),
    403: N_("Not yours to do"),
    404: N_("Nothing here"),
    405: N_("That is not possible here"),
    409: N_("Not done"),
    413: N_("Too large"),
    422: N_("Not done yet"),
    429: N_("Too many attempts"),
    500: N_("Something broke on our side"),
    503: N_("Not reachable for a moment"),
}
SENTENCES = {
    400: N_("What your browser sent could not be read. Go back and try again."),
    404: NotThere.sentence,
    405: N_("This address answers another kind of request. Go back and use the buttons of the page."),
    413: N_("This is larger than {most} MB, or holds too many files. Go back, leave some out, and send it again."),
    429: TooFast.sentence,
    500: N_("Nothing was changed. Try again; if it happens again, tell us the number {request_id}."),
    503: N_("The database can't be reached or is busy. Nothing was changed. Try again in a moment."),
}
STALE = N_("The page had been open too long or in another window. Your text is kept: open the form again and send it.")
STALE_FOR_VISITORS = N_("The page had been open too long or in another window. Open it again and send it once more.")


def init_errors(app: Flask) -> None:
    """Answer every refusal and error in the house's words."""
    app.register_error_handler(Refused, refused)
    app.register_error_handler(SignInNeeded, sign_in_needed)
    app.register_error_handler(CSRFError, stale)
    app.register_error_handler(IntegrityError, collided)
    app.register_error_handler(OperationalError, unreachable)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, broken)


def refused(refusal: Refused) -> Response:
    """The sentence of the refusal, on a page of its own kind when there is one (errors/<kind>.html)."""
    kind = re.sub(r"(?<!^)(?=[A-Z])", "_", type(refusal).__name__).lower()
    with read_only():
        present_house()  # the sentence is in its words
    return answer(refusal.status, said(refusal), kind=kind, values=refusal.values)


def said(refusal: Refused) -> str:
    """The sentence of a refusal in the reader's language, with its values."""
    sentence = _(refusal.sentence)
    if not refusal.values:
        return sentence
    return sentence.format(**{name: _in_words(value) for name, value in refusal.values.items()})


def _in_words(value: object) -> object:
    """Moments and dates in the reader's language and zone."""
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else value


def sign_in_needed(refusal: SignInNeeded) -> Response:
    """A reader is sent to sign in and back; a writer signs in on the spot, with what was typed travelling along."""
    if answers_living() and htmx.is_htmx():
        return make_response("", 401)  # the page says so and keeps what is typed in it (Q3)
    door = "accounts.faces.index" if g.actor.device_id else "accounts.sessions.new"
    if request.method in SAFE_METHODS:
        back = request.full_path.rstrip("?")
        if htmx.is_htmx():
            return htmx.send_to(url_for(door, next=htmx.current_path() or back))
        return make_response(redirect(url_for(door, next=back), 303))
    with read_only():
        found = faces(g.actor, at=now())
    told = {"kept": packed_form(), "back": page_before(), "faces": found}
    return answer(401, _(refusal.sentence), kind="sign_in_needed", **told)


def page_before() -> str:
    """The page on which the form of this request stood, as far as the browser tells; "" when it isn't of this site."""
    parts = htmx.parts_of(request.referrer or "")
    there = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return there if parts.netloc == request.host and is_local(there) else ""


def packed_form() -> str:
    """What was typed and where, as text that goes through the sign-in form; "" when the form asked not to be kept."""
    if "kept" in request.form:  # the sign-in form itself is refused: what it carries goes on with it
        return request.form["kept"]
    path, form = split_place(request.form.get("at_page", ""))
    return json.dumps({"page": path, "form": form, "fields": typed_fields()}) if path else ""


def stale(_error: CSRFError) -> Response:
    """The token is too old or missing: who is signed in opens the form again, its text is kept; a visitor signs in.

    Views that need a right have sent a visitor to sign in before this; what comes here are the forms open to all.
    """
    if not g.actor.is_known and "kept" in request.form:
        return sign_in_needed(SignInNeeded())
    return answer(400, _(STALE if g.actor.is_known else STALE_FOR_VISITORS), kind="stale", back=page_before())


def collided(error: IntegrityError) -> Response:
    """A constraint decided a race (P21)."""
    log.warning("collided", constraint=str(error.orig)[:200])
    return answer(409, _(ChangedMeanwhile.sentence))


def unreachable(error: OperationalError) -> Response:
    """The database is away, full, or busy."""
    log.error("database unreachable", error=str(error.orig)[:200])
    return _plain(503)


def http_error(error: HTTPException) -> Response:
    """404 and its relatives."""
    if error.code is None or error.code < 400:  # noqa: PLR2004 - redirects are answers, not errors
        return make_response(error.get_response())
    most = (current_app.config["MAX_CONTENT_LENGTH"] or 0) // 1_000_000
    sentence = _(SENTENCES.get(error.code, SENTENCES[400])).format(most=most, minutes=15, request_id=g.request_id)
    if isinstance(error, RequestEntityTooLarge):
        return answer(413, sentence, keep=False)
    response = answer(error.code, sentence, keep=not isinstance(error, NotFound | MethodNotAllowed))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def broken(error: Exception) -> Response:
    """A bug. Logged with its request id, which the person is told."""
    log.error("broken", request_id=g.get("request_id"), exc_info=error)
    if current_app.config["TESTING"] or current_app.debug:
        raise error
    return answer(500, _(SENTENCES[500]).format(request_id=g.request_id))


@contextmanager
def after_rollback() -> Iterator[None]:
    """For answers of a feature's own: the request's transaction is gone, what they read they read in this one."""
    with read_only():
        yield


def answer(status: int, sentence: str, *, kind: str = "", keep: bool = True, **context: Any) -> Response:
    """The page or the fragment that says it, after keeping what was typed."""
    place = keep_what_was_typed() if keep else ""
    title = _(TITLES.get(status, TITLES[400]))
    told = {"status": status, "title": title, "sentence": sentence, "place": place, **context}
    with read_only():
        if htmx.wants_fragment():
            if answers_living():
                return make_response("", status)  # nobody did anything: the page says what it makes of it (Q3)
            part = _render("errors/_refused.html", kind, part=True, **told)
            return htmx.into(make_response(part, status), htmx.place_of_refusal())
        return make_response(_render("errors/refused.html", kind, part=False, **told), status)


def _render(template: str, kind: str, *, part: bool, **context: Any) -> str:
    own = f"errors/{'_' if part else ''}{kind}.html"
    try:
        current_app.jinja_env.get_template(own)
    except TemplateNotFound:
        return render_template(template, **context)
    return render_template(own, **context)


def keep_what_was_typed() -> str:
    """Keep the refused form as its writer's draft; returns the place where it is found again, or ""."""
    if request.method in SAFE_METHODS or not g.actor.is_known:
        return ""
    path, form = split_place(request.form.get("at_page", ""))
    if not path:
        return ""
    with transaction():
        keep_draft(path, form, typed_fields(), by=g.actor, at=now())
        for keep in g.pop("keep_as_well", ()):  # files that came with the form (P23)
            keep()
    return f"{path}#{form}"


def _plain(status: int) -> Response:
    """A page that needs no database; so without what Flask gives every template, which reads the house's name in it."""
    words = {"status": status, "title": _(TITLES[status]), "sentence": _(SENTENCES[status])}
    return make_response(current_app.jinja_env.get_template("errors/plain.html").render(words), status)
