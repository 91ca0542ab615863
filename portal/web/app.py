"""The life of a request, in one method (architecture.md, section 3)."""

from flask import Flask, request
from flask.typing import ResponseReturnValue

from portal.db import read_only, transaction
from portal.web.admission import admit, note_use

UNSAFE_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Portal(Flask):
    """The application."""

    def dispatch_request(self) -> ResponseReturnValue:
        """Open a transaction, admit the person, do the work, commit; or leave no trace.

        It stands here and not in after_request so that a constraint that fails at COMMIT still reaches the error handlers.
        """
        if request.method not in UNSAFE_METHODS:
            with read_only():
                admit()
                return super().dispatch_request()
        self.do_beforehand()
        with transaction():
            admit()
            note_use()
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
