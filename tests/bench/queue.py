"""The queue as its reader asks for it: looked at anew, and drawn anew (Q9)."""

from collections.abc import Callable
from functools import partial

from flask import Flask

from portal.blueprints.queue import rows
from portal.web.live import Views

PAGE = "the queue"


def queue_looks(app: Flask) -> list[tuple[str, str, Callable[[], None]]]:
    """The page while others poll its view; when it is looked at but its rows are drawn; when nothing is; its part.

    What it is called, its address, and what to do before each.
    """
    nobody_looked = partial(forget_looks, app)
    return [
        (PAGE, "/queue", lambda: None),  # asked for a moment ago, by the request before at the latest
        (f"{PAGE}, looked at anew", "/queue", nobody_looked),
        (f"{PAGE}, every row drawn anew", "/queue", partial(forget_rows, app)),
        (f"{PAGE}'s living part", "/queue/live", nobody_looked),
    ]


def forget_looks(app: Flask) -> None:
    """As if nobody had looked in the last moment; rows that were drawn are known."""
    app.extensions["live"] = Views()
    app.extensions["lately"].clear()


def forget_rows(app: Flask) -> None:
    """As if this process had never drawn one."""
    forget_looks(app)
    rows._kept.clear()
