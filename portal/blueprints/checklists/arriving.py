"""What a tablet sends, read into values: whatever is odd in it is left out or refused, and breaks nothing."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from portal.blueprints.checklists.authors import author_of
from portal.clock import now
from portal.domain.actors import Actor
from portal.domain.checklists.drafts import Statement
from portal.domain.checklists.models import Checklist
from portal.domain.checklists.operations import Sent
from portal.domain.checklists.queries import checklist_for
from portal.domain.checklists.words import Said
from portal.domain.departments.words import Department
from portal.web.forms import clean

MOST_AT_ONCE = 100
KEY = re.compile(r"[A-Za-z0-9_-]{8,80}")
STREAM = re.compile(r"[A-Za-z0-9_-]{1,40}")
LONGEST_REASON = 500
LARGEST = 2**62
MOST_MINUTES = 7 * 24 * 60
MOST_FOUND = 99_999


def carried_list(checklist_id: int, tokens: Iterable[str], reader: Actor) -> Checklist | None:
    """The list, for whoever may see it, or carries what was said by who may (VE19)."""
    authors = (author_of(token, reader) for token in dict.fromkeys(tokens) if token)
    lists = (checklist_for(one, checklist_id) for one in (reader, *(author for author in authors if author)))
    return next((found for found in lists if found), None)


def tokens_in(said: Any) -> list[str]:
    """Under which names the first of a batch were said."""
    listed = said.get("statements") if isinstance(said, dict) else None
    ones = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return [_text(one, "person", 300) for one in ones[:MOST_AT_ONCE]]


class Believed:
    """Who may have said something in a list: each token is looked at once a request."""

    def __init__(self, checklist: Checklist, reader: Actor) -> None:
        """`reader` is who sends it."""
        self.checklist, self.reader = checklist, reader
        self._known: dict[str, Actor | None] = {}

    def author(self, token: str) -> Actor | None:
        """Who it stands for; None for who isn't there any more, or whose list it isn't."""
        if token not in self._known:
            author = author_of(token, self.reader)
            theirs = author is not None and checklist_for(author, self.checklist.id) is not None
            self._known[token] = author if theirs else None
        return self._known[token]


def sent_in(checklist: Checklist, said: Any, reader: Actor) -> list[Sent]:
    """Everything of a batch that can be understood, in its order: {"sent_at", "statements": [...]}."""
    batch = said if isinstance(said, dict) else {}
    listed = batch.get("statements")
    ones = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    believed = Believed(checklist, reader)
    read = (one_sent(checklist, {**one, "sent_at": batch.get("sent_at")}, believed) for one in ones[:MOST_AT_ONCE])
    return [one for one in read if one is not None]


def one_sent(checklist: Checklist, one: Mapping[str, Any], believed: Believed) -> Sent | None:
    """One of them, from JSON or from a form; None when nobody can say what it is."""
    key, word = _text(one, "key", 80), _text(one, "said", 20)
    if not KEY.fullmatch(key) or word not in set(Said):
        return None
    number = whole(one.get("item"))
    token = _text(one, "person", 300)
    author = believed.author(token) if token else None
    return Sent(
        next((item for item in checklist.items if item.id == number), None),
        _statement(key, Said(word), one),
        author,
        is_by_nobody=bool(token) and author is None,
    )


def _statement(key: str, said: Said, one: Mapping[str, Any]) -> Statement:
    stream, department = _text(one, "stream", 40), _text(one, "department", 30)
    minutes = min(whole(one.get("due")), MOST_MINUTES)
    found = whole(one.get("found"))
    return Statement(
        key=key,
        said=said,
        reason=_text(one, "reason", LONGEST_REASON),
        found=min(found, MOST_FOUND) if one.get("found") not in (None, "") and said == Said.PASSED else None,
        department=Department(department) if department in set(Department) else None,
        fix_by=now() + timedelta(minutes=minutes) if minutes and said == Said.FAILED else None,
        seen_id=whole(one.get("seen")),
        stream=stream if STREAM.fullmatch(stream) else "",
        number=whole(one.get("number")),
        client_at=moment(one.get("client_at")),
        sent_at=moment(one.get("sent_at")),
        is_bulk=one.get("bulk") in (True, "1"),
    )


def whole(value: Any) -> int:
    """A number as JSON or as text; 0 when it is none that a database holds."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 19:  # noqa: PLR2004 - its digits
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < LARGEST else 0


def moment(value: Any) -> datetime | None:
    """A moment with its zone, as browsers write it; None when it is none."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None and 2000 <= found.year <= 2100 else None  # noqa: PLR2004


def _text(one: Mapping[str, Any], name: str, most: int) -> str:
    value = one.get(name)
    return str(clean(value))[:most] if isinstance(value, str) else ""
