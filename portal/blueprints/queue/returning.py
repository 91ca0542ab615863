"""Back to the queue as it was: panels and forms carry its choices as `back`, the part of an address after the "?"."""

from flask import request, url_for

from portal.web.forms import is_local


def chosen_before() -> str:
    """The choices of the queue that this panel or form was opened from; "" when none were made."""
    given = (
        request.form.get("back", "").removeprefix("?")
        if request.method == "POST"
        else request.query_string.decode("latin-1")
    )
    return given if is_local(f"/?{given}") else ""


def back_to_queue() -> str:
    """Where the reader came from; the whole queue when that can't be told."""
    chosen = chosen_before()
    return url_for("queue.queue.index") + (f"?{chosen}" if chosen else "")
