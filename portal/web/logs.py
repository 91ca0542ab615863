"""One line of JSON for each request, with its id. Paths with secrets in them are logged as their pattern (P42, P43)."""

import logging
import sys
import time
from typing import Any

import structlog
from flask import Flask, Response, g, request

from portal.web.live import answers_living

log = structlog.get_logger()


def init_logs(app: Flask, level: str) -> None:
    """Structured lines to standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    app.before_request(_start)
    app.after_request(_line)


def _start() -> None:
    g.started = time.perf_counter()


def _line(response: Response) -> Response:
    facts: dict[str, Any] = {
        "method": request.method,
        "route": request.url_rule.rule if request.url_rule else "(none)",
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.started) * 1000, 1),
        "request_id": g.request_id,
        "person": g.actor.person_id,
    }
    if answers_living() and response.status_code < 400:  # noqa: PLR2004
        log.debug("request", **facts)  # a second later the next one says the same
    else:
        log.info("request", **facts)
    response.headers["X-Request-Id"] = g.request_id
    return response
