"""Browsers for measuring: they keep cookies and tokens, and time nothing but the server."""

import gzip
import io
import re
import time
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import EnvironBuilder

_addresses = count(1)
_FIELD = re.compile(r'name="(csrf_token|form_key|hold_token)"[^>]*value="([^"]*)"')
FORM = "application/x-www-form-urlencoded"
HTMX = {"HX-Request": "true"}


@dataclass(frozen=True, slots=True)
class Sent:
    """One answer, and what it took. Milliseconds."""

    status: int
    headers: dict[str, str]
    body: bytes
    cpu: float
    wall: float

    @property
    def text(self) -> str:
        """As the browser reads it."""
        return (gzip.decompress(self.body) if self.headers.get("Content-Encoding") == "gzip" else self.body).decode()

    @property
    def location(self) -> str:
        """Where it sends the browser."""
        return self.headers["Location"]


class Passer:
    """Somebody with a browser and an address of their own."""

    def __init__(self, app: Flask, cookie: str = "") -> None:
        """Nobody, unless a session's cookie is given."""
        self.app, number = app, next(_addresses)
        self.cookies = {app.config["SESSION_COOKIE_NAME"]: cookie} if cookie else {}
        self.address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        self.fields: dict[str, str] = {}  # the tokens of the last page

    def get(self, path: str, status: int = 200, **headers: str) -> Sent:
        """A page, or a part of one."""
        return self._send("GET", path, None, status, headers)

    def post(self, path: str, fields: dict[str, str], status: int = 303, **headers: str) -> Sent:
        """A form, with the tokens of the page on which it stood."""
        return self._send("POST", path, urlencode(self.fields | fields), status, headers)

    def _send(self, method: str, path: str, data: str | None, status: int, more: dict[str, str]) -> Sent:
        headers = {"Accept-Encoding": "gzip", "Accept-Language": "en", "Sec-Fetch-Site": "same-origin"}
        headers |= {name.replace("_", "-"): value for name, value in more.items()}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        form = FORM if data else None
        where = {"REMOTE_ADDR": self.address}
        build = EnvironBuilder(
            path, method=method, headers=headers, data=data, content_type=form, environ_overrides=where
        )
        sent = self._timed(build.get_environ())
        assert sent.status == status, f"{method} {path}: {sent.status} instead of {status}: {sent.text[:2000]}"
        return self._kept(sent)

    def _timed(self, environ: dict[str, object]) -> Sent:
        said: list[tuple[str, list[tuple[str, str]]]] = []
        wall, cpu = time.perf_counter(), time.process_time()
        answer = self.app.wsgi_app(
            environ, lambda status, headers, *_: said.append((status, headers)) or io.BytesIO().write
        )
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        (status, headers), *_ = said
        for name, value in headers:
            if name == "Set-Cookie":
                key, _, cookie = value.partition(";")[0].partition("=")
                self.cookies[key] = cookie
        return Sent(int(status[:3]), dict(headers), body, cpu * 1e3, wall * 1e3)

    def _kept(self, sent: Sent) -> Sent:
        if sent.headers.get("Content-Type", "").startswith("text/html") and (found := _FIELD.findall(sent.text)):
            self.fields |= dict(found)
        return sent
