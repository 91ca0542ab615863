"""What the page says by itself while it has no network, in the reader's language."""

from flask_babel import get_locale, gettext
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup


def tablet_words() -> Markup:
    """As JSON for an attribute."""
    words = {
        "passed": gettext("OK"),
        "failed": gettext("Fault"),
        "not_applicable": gettext("Not applicable"),
        "cleared": gettext("To do"),
        "rechecked": gettext("OK"),
        "accepted": gettext("Fault accepted"),
        "unsent": gettext("Not sent"),
        "undo": gettext("Undo"),
        "count_unsent": gettext("%(n)d not sent"),
        "no_network": gettext("no network"),
        "refused": gettext("Not taken: %(what)s"),
        "gone": gettext("This list is gone or not yours. What was said in it is kept on the server as far as it came."),
        "over": gettext("This list is signed or no longer needed. What you said is kept in its history."),
        "sign_in": gettext(
            "Your sign-in has ended. What you ticked waits here under your name until somebody signs in."
        ),
        "photo_waits": gettext("Photo waits"),
        "done": gettext("%(done)d of %(of)d"),
        "next": gettext("Next open:"),
        "locale": str(get_locale()),
    }
    return Markup(htmlsafe_json_dumps(words))  # noqa: S704 - safe in an attribute
