"""What the layouts and the page's own script need to know."""

from functools import lru_cache

from flask import current_app, request
from flask_babel import get_locale, get_timezone, gettext
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from portal.clock import now
from portal.web.forms import is_local
from portal.web.steps import is_off


def reachable(endpoint: str) -> bool:
    """Whether there is such a page: layouts link only to what is mounted, and to no step that the house leaves out."""
    view = current_app.view_functions.get(endpoint)
    return view is not None and not is_off(view)


def here() -> str:
    """The address of this page, to come back to; "/" when it isn't one that a browser can be sent to."""
    address = request.full_path.rstrip("?")
    return address if request.method == "GET" and is_local(address) else "/"


def page_words() -> Markup:
    """The sentences that static/js says, in the reader's language, with their places for values: %(long)s.

    The same sentences as in formats.py, so that a deadline that ticks in the page reads as the server wrote it; and the
    server's time, because tablets' clocks are wrong, and the zone in which this page tells
    the time. As JSON for an attribute.
    """
    zone, words = get_timezone(), words_alone(str(get_locale()))
    return Markup('{"now": "%s", "zone": "%s", %s') % (now().isoformat(), zone, words)


@lru_cache
def words_alone(locale: str) -> Markup:  # noqa: ARG001 - part of the key
    """All but the time: the rest of an object."""
    words = {
        "days_hours": gettext("%(days)d d %(hours)d h"),
        "days": gettext("%(days)d d"),
        "hours_minutes": gettext("%(hours)d h %(minutes)02d"),
        "hours": gettext("%(hours)d h"),
        "minutes": gettext("%(minutes)d min"),
        "in": gettext("in %(long)s"),
        "late": gettext("%(long)s late"),
        "old": gettext("%(long)s old"),
        "saved": gettext("Saved %(at)s"),
        "saving": gettext("Saving…"),
        "not_saved": gettext("Not saved yet: no connection. It is tried again."),
        "offline": gettext("No connection. Nothing was sent; try again."),
        "stale": gettext("No connection since %(at)s. What you see may be old."),
        "signed_out": gettext("Your sign-in has ended. What you typed is still here."),
        "not_here": gettext("This list is not open to you any more."),
        "open_again": gettext("Sign in again in a new tab"),
        "new_version": gettext("There is a new version of this page."),
        "load_again": gettext("Load it"),
        "has_left": gettext("No longer in this list"),
        "one_came": gettext("1 has come"),
        "came": gettext("%(n)d have come"),
        "one_left": gettext("1 has left"),
        "left": gettext("%(n)d have left"),
        "comma": gettext(", "),
        "failed": gettext("That did not work. Nothing was changed; try again."),
        "copied": gettext("Copied."),
        "close": gettext("Close"),
        "sending": gettext("Is being sent…"),
    }
    return Markup(htmlsafe_json_dumps(words).removeprefix("{"))  # noqa: S704 - safe in an attribute
