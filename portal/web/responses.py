"""The three answers. Page or fragment is decided here, once (P10)."""

from typing import Any, TypeVar

from flask import Response, flash, make_response, redirect, render_template

from portal.domain.errors import NotThere
from portal.web import htmx
from portal.web.forms import forget_what_was_sent

T = TypeVar("T")


def page(template: str, *, fragment: str | None = None, status: int = 200, **context: Any) -> Response:
    """The whole page; or, when htmx asks for a part of it and there is one, that part."""
    part = fragment if fragment and htmx.wants_fragment() else None
    return make_response(render_template(part or template, **context), status)


def changed(*, to: str, fragment: str | None = None, notice: str | None = None, **context: Any) -> Response:
    """It is done. htmx gets the new state of what was touched, or is sent to `to`; a browser is sent to `to` (303).

    What was kept of the form is forgotten: it has been sent.
    """
    forget_what_was_sent()
    if htmx.wants_fragment() and fragment:
        response = make_response(render_template(fragment, **context))
        return htmx.with_notice(response, notice) if notice else response
    if notice:
        flash(notice)
    return htmx.send_to(to) if htmx.is_htmx() else make_response(redirect(to, 303))


def invalid(template: str, *, fragment: str | None = None, **context: Any) -> Response:
    """422: the same form with what was typed and a sentence at each field that needs one."""
    return page(template, fragment=fragment, status=422, **context)


def or_404(found: T | None) -> T:
    """What was looked up through the person; nothing there and nothing of theirs are the same 404 (P2)."""
    if found is None:
        raise NotThere
    return found
