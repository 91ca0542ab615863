"""What a guest is called for who reads: a confidential one has a code word but for the hosts and the duty manager."""

from collections.abc import Collection

from flask import g
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.domain.departments.queries import posts_of
from portal.domain.departments.words import Post
from portal.domain.stays.finding import may_know_name
from portal.domain.stays.models import Stay
from portal.web.admission import actor


def my_posts() -> frozenset[Post]:
    """Of who reads; asked once a request."""
    if "posts" not in g:
        g.posts = posts_of(actor())
    held: frozenset[Post] = g.posts
    return held


def known_as(stay: Stay, held: Collection[Post]) -> str:
    """Name and title; or the code word (privacy 3)."""
    if not may_know_name(stay, held):
        return stay.code_word or _("Confidential guest")
    guest = stay.guest
    latin = f" {guest.name_latin}" if guest.name_latin and guest.name_latin != guest.name else ""
    return f"{guest.name}{latin}"


def spoken_to(stay: Stay, held: Collection[Post]) -> str:
    """How one speaks to them."""
    return (stay.guest.salutation or stay.guest.name) if may_know_name(stay, held) else known_as(stay, held)


def in_language(name: str, name_zh: str) -> str:
    """Of two names the reader's."""
    return name_zh if name_zh and str(get_locale()).startswith("zh") else name
