"""Where somebody goes after signing in: to what they wanted, or back to the form that they were writing (P14)."""

import json
from dataclasses import dataclass

from flask import url_for

from portal.clock import now
from portal.domain.actors import Actor
from portal.domain.drafts.operations import keep_draft
from portal.web.forms import LONGEST_TEXT, NEVER_KEPT, clean, is_local, split_place

MOST_FIELDS = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that travelled through the sign-in page."""

    page: str
    form: str
    fields: dict[str, list[str]]


def unpacked(text: str) -> Kept | None:
    """What web/errors.packed_form() packed; None for nothing and for anything that isn't that."""
    try:
        found = json.loads(text or "null")
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not isinstance(found.get("fields"), dict):
        return None
    page, form = split_place(f"{found.get('page')}#{found.get('form')}")
    fields = {
        str(clean(name))[:100]: [str(clean(value))[:LONGEST_TEXT] for value in values if isinstance(value, str)]
        for name, values in list(found["fields"].items())[:MOST_FIELDS]
        if isinstance(values, list) and not NEVER_KEPT.search(str(name))
    }
    return Kept(page, form, fields) if page else None


def way_on(wanted: str, kept: str, *, by: Actor) -> str:
    """Keep the travelling form as a draft of `by` and go to its page; else where was wanted, on this site, or home."""
    form = unpacked(kept)
    if form is not None:
        keep_draft(form.page, form.form, form.fields, by=by, at=now())
        return f"{form.page}#{form.form}"
    return wanted if is_local(wanted) else url_for("accounts.home.show")
