"""The life of a request, in one method (architecture.md, section 3)."""

from flask import Flask, request
from flask.typing import ResponseReturnValue

from portal.db import read_only, transaction
from portal.web.admission import admit

UNSAFE_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Portal(Flask):
    """The application."""

    def dispatch_request(self) -> ResponseReturnValue:
        """Open a transaction, admit the person, do the work, commit; or leave no trace.

        It stands here and not in after_request so that a constraint that fails at COMMIT still reaches the error handlers.
        """
        with transaction() if request.method in UNSAFE_METHODS else read_only():
            admit()
            return super().dispatch_request()
