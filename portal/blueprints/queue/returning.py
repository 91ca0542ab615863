"""Back to the queue as it was: forms carry its choices as `back`, the part of an address after the "?"."""

from flask import request, url_for

from portal.web.forms import is_local


def back_to_queue() -> str:
    """Where the reader came from; the whole queue when that can't be told."""
    place = url_for("queue.queue.index")
    chosen = request.form.get("back", "")
    address = f"{place}?{chosen.removeprefix('?')}"
    return address if chosen and is_local(address) else place
