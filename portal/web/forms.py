"""Forms: sentences at the field, text kept as typed, drafts that survive a closed tab and a lost session (S40, P14).

Each form knows the page it stands on and its own id there; both travel with it as `at_page` ("/tickets/new#ticket").
Refused or autosaved, what was typed is kept under that place, and is there when the page is opened again.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urlsplit

from flask import g, request
from flask_babel import gettext
from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict
from wtforms import Field, FormField, PasswordField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.fields.core import UnboundField
from wtforms.validators import InputRequired, Length, StopValidation

from portal.clock import now
from portal.domain.actors import Actor
from portal.domain.drafts.models import Draft
from portal.domain.drafts.operations import forget_draft
from portal.domain.drafts.queries import drafts_on
from portal.web.tokens import csrf_token

LONGEST_TEXT = 20_000  # characters in any one field
_LOCAL = re.compile(
    r"/(?![/\\])[^\\\s\x00-\x1f\x7f\ud800-\udfff]*"
)  # browsers read /\host and /<tab>/host as another host
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # and half characters, which JSON can carry
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # turn the direction of what stands around them
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Zl", "Zp", "Zs"})  # signs of these kinds show nothing by themselves
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and patterns by kind, blank by look
NEVER_KEPT = re.compile(r"password|csrf_token|at_page|kept|token|code|_key$|^seen_")


def without_controls(text: str) -> str:
    """Nobody types them, and PostgreSQL refuses NUL. Line ends and tabs stay."""
    return _CONTROL.sub("", text)


def clean(value: object) -> object:
    """Text without control characters (PostgreSQL refuses NUL) and without blanks around it."""
    return _CONTROL.sub("", value).strip() if isinstance(value, str) else value


def one_line(value: object) -> object:
    """A name or the like without the signs that turn what stands beside it on a page or in a mail."""
    return _TURNING.sub("", value).strip() if isinstance(value, str) else value


def shows_something(text: str) -> bool:
    """There is a sign in it that one can see."""
    return any(unicodedata.category(sign) not in _UNSEEN and sign not in _FILLERS for sign in text)


class Needed(InputRequired):
    """The field must be filled in, with what one can see; the message is a sentence that says with what."""

    def __call__(self, form: "PortalForm", field: Field) -> None:
        """Blanks were cleaned away before this looks. A password is exactly what was typed."""
        super().__call__(form, field)
        is_text = isinstance(field.data, str) and not isinstance(field, PasswordField)
        if field.data == "" or (is_text and not shows_something(field.data)):
            field.errors = []
            raise StopValidation(self.message or field.gettext("This field is required."))


class PortalForm(FlaskForm):
    """The base of every form."""

    id: ClassVar[str] = "form"  # the form element's id, unique on its page
    keeps_drafts: ClassVar[bool] = True  # False for passwords and one-button forms

    class Meta(FlaskForm.Meta):
        """CSRF is checked once for every request, in admission."""

        csrf = False

        def bind_field(self, form: "PortalForm", unbound_field: UnboundField, options: dict[str, Any]) -> Field:
            """Clean every text on its way in, and bound its length."""
            given = dict(unbound_field.kwargs)
            if not issubclass(
                unbound_field.field_class, FormField | PasswordField
            ):  # a password is exactly what was typed
                given["filters"] = [clean, *_of_one_line(unbound_field.field_class), *given.get("filters", [])]
            if isinstance(given.get("choices"), list):
                given["choices"] = [SelectChoice(*one) if isinstance(one, tuple) else one for one in given["choices"]]
            unbound_field = UnboundField(
                unbound_field.field_class, *unbound_field.args, name=unbound_field.name, **given
            )
            return super().bind_field(form, unbound_field, options)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """On a GET, fill in what was kept of this form."""
        self.kept_at: datetime | None = None
        draft = self._draft() if not args and "formdata" not in kwargs else None
        if draft is not None:
            self.kept_at = draft.kept_at
            kwargs["formdata"] = MultiDict((name, value) for name, values in draft.fields.items() for value in values)
        super().__init__(*args, **kwargs)

    def _draft(self) -> Draft | None:
        actor: Actor = g.actor
        if request.method != "GET" or not self.keeps_drafts or not actor.is_known:
            return None
        if "drafts" not in g:
            g.drafts = drafts_on(actor, request.path)
        return g.drafts.get(self.id)

    @property
    def place(self) -> str:
        """Where this form stands: the page's path and the form's id."""
        return f"{page_of_form()}#{self.id}"

    def hidden(self) -> Markup:
        """The hidden inputs that every form carries; templates call it inside <form>."""
        token = Markup('<input type="hidden" name="csrf_token" value="{}">').format(csrf_token())
        if not self.keeps_drafts:
            return token
        return token + Markup('<input type="hidden" name="at_page" value="{}">').format(escape(self.place))

    def refuse(self, field: str, sentence: str) -> None:
        """Put a sentence at a field after validation."""
        self[field].errors = [*self[field].errors, sentence]


def _of_one_line(kind: type[Field]) -> list[Callable[[object], object]]:
    """What else a field is cleaned by that holds a line, not a text."""
    return [one_line] if issubclass(kind, StringField) and not issubclass(kind, TextAreaField) else []


def page_of_form() -> str:
    """The path of the page that the forms of this request stand on."""
    if request.method == "GET":
        return request.path
    return split_place(request.form.get("at_page", ""))[0] or request.path


def split_place(place: str) -> tuple[str, str]:
    """A place as path and form id; ("", "") when it isn't one of this site."""
    if not is_local(place):
        return "", ""
    parts = urlsplit(place)
    return parts.path, parts.fragment or "form"


def is_local(address: str) -> bool:
    """An address on this site that a browser can't read otherwise: "/" and what follows, nothing like a host."""
    return bool(_LOCAL.fullmatch(address)) and len(address) <= 300  # noqa: PLR2004


def typed_fields() -> dict[str, list[str]]:
    """What was typed into the form of this request, without secrets and machinery."""
    return {
        name: [_CONTROL.sub("", value)[:LONGEST_TEXT] for value in values]
        for name, values in list(request.form.lists())[:200]
        if not NEVER_KEPT.search(name)
    }


def forget_what_was_sent() -> None:
    """The form of this request was taken: forget its draft."""
    path, form = split_place(request.form.get("at_page", ""))
    if path and g.actor.is_known:
        forget_draft(path, form, by=g.actor, at=now())


class AtMost(Length):
    """Not longer than so many characters, said in a sentence."""

    def __init__(self, most: int = LONGEST_TEXT) -> None:
        """`most` characters."""
        super().__init__(max=most)

    def __call__(self, form: PortalForm, field: Field) -> None:
        """Say how many there are and how many may be."""
        self.message = gettext(
            "This is %(length)d characters long; at most %(most)d fit. Put longer texts into a file.",
            length=len(field.data or ""),
            most=self.max,
        ).replace("%", "%%")
        super().__call__(form, field)
