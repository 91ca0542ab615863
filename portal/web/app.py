"""The life of a request, in one method (architecture.md, section 3)."""

from collections.abc import MutableMapping
from typing import Any

from flask import Flask, request
from flask.templating import Environment
from flask.typing import ResponseReturnValue
from htmx_flask.requests import HtmxAwareRequest
from werkzeug.datastructures import MultiDict
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter
from werkzeug.utils import cached_property

from portal.db import read_only, transaction
from portal.web.admission import admit, note_use
from portal.web.forms import without_controls
from portal.web.ids import LARGEST_NUMBER
from portal.web.live import tell_who_writes

UNSAFE_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Key(IntegerConverter):
    """<int:...> in an address: a larger number names nothing, and no database is asked for what it can't hold."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:  # noqa: A002 - werkzeug's name
        """Bounded unless the rule says otherwise."""
        super().__init__(map, *args, **{"max": LARGEST_NUMBER, **kwargs})


class Word(UnicodeConverter):
    """<string:...> in an address: no controls."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:  # noqa: A002 - werkzeug's name
        """As long as the rule says."""
        super().__init__(map, *args, **kwargs)
        self.regex = self.regex.replace("[^/]", r"[^/\x00-\x1f\x7f]")


class Asked(HtmxAwareRequest):
    """A request whose questions hold no control characters, as its forms don't."""

    @cached_property
    def args(self) -> MultiDict[str, str]:  # type: ignore[override]
        """What stands behind the ? of the address."""
        return MultiDict((name, without_controls(value)) for name, value in super().args.items(multi=True))


class Templates(Environment):
    """Jinja. Its globals are complete at start-up: in a plain dictionary they are found ten times as fast (P44)."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Jinja would look through a chain, name by name, for every part that a page is made of."""
        return {**self.globals, **(d or {})}


class Portal(Flask):
    """The application."""

    jinja_environment = Templates

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Like Flask, with our numbers in addresses."""
        super().__init__(*args, **kwargs)
        self.url_map.converters |= {"int": Key, "string": Word, "default": Word}

    def dispatch_request(self) -> ResponseReturnValue:
        """Open a transaction, admit the person, do the work, commit; or leave no trace.

        It stands here and not in after_request so that a constraint failing at COMMIT still reaches the error handlers.
        """
        if request.method not in UNSAFE_METHODS:
            with read_only():
                admit()
                return super().dispatch_request()
        self.do_beforehand()
        with transaction():
            admit()
            note_use()
            tell_who_writes()
            return super().dispatch_request()

    def do_beforehand(self) -> None:
        """What the view wants done while nobody waits for the writing transaction: it holds SQLite's only write lock.

        Files are read in here as well, over whatever slow line they come: admission reads the form.
        """
        work = getattr(self.view_functions.get(request.endpoint or ""), "beforehand", None)
        if work is None and request.mimetype != "multipart/form-data":
            return
        with read_only():
            admit()
            if work is not None and request.view_args is not None:
                request.view_args["done"] = work(**request.view_args)
