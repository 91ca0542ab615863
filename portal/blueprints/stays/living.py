"""The list of arrivals as a living part: always current (V10, Q3)."""

from datetime import date

from flask import render_template, url_for

from portal.blueprints.stays.naming import my_posts
from portal.blueprints.stays.showing import View, by_day, stay_view
from portal.clock import now
from portal.domain.stays.finding import stays_undecided
from portal.domain.stays.queries import arrivals_within, house_day
from portal.web.admission import actor
from portal.web.live import Key, Look


def key_of() -> Key:
    """The same for all who hold the same posts: who is confidential goes by them."""
    return "stays", tuple(sorted(my_posts()))


def look_at() -> Look:
    """Who comes within three days, by day, level and time."""
    stays, undecided, held = arrivals_within(actor(), house_day(now())), stays_undecided(), my_posts()
    views = [stay_view(stay, held, undecided) for stay in stays]
    days, here = by_day(stays, views), url_for("stays.live.show")
    marks = [_mark(view) for view in views]
    return Look(marks, lambda signature: render_template("stays/_list.html", days=days, here=here, signature=signature))


def _mark(view: View) -> tuple[object, ...]:
    """What a row says without the words that tick."""
    told = (value.isoformat() if isinstance(value, date) else value for name, value in view.items() if name != "due")
    return view["due"].due_iso, view["due"].at, view["due"].urgency, *told
