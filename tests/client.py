"""A browser for the tests that checks the manners of every answer it gets (architecture.md, section 9)."""

import re
from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask, before_render_template, template_rendered
from flask.testing import FlaskClient
from jinja2 import Template
from sqlalchemy import event
from werkzeug.test import TestResponse

from portal.db import db
from tests.manners import check_manners

MOST_QUERIES = 10  # P44
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Page:
    """An answer, and what stands on it."""

    def __init__(self, response: TestResponse, queries: list[str]) -> None:
        """Parse once."""
        self.response, self.queries = response, queries
        self.status = response.status_code
        self.html = response.get_data(as_text=True) if response.mimetype.startswith("text/") else ""

    @cached_property
    def soup(self) -> BeautifulSoup:
        """Parsed when a test asks."""
        return BeautifulSoup(self.html, "html.parser")

    @property
    def location(self) -> str:
        """Where it sends the browser."""
        return self.response.headers.get("Location", "")

    @property
    def h1(self) -> str:
        """The page's heading."""
        return self.text("h1")

    def text(self, selector: str = "body") -> str:
        """The text of the first element that matches, in one line; "" when there is none."""
        found = self.soup.select_one(selector)
        return " ".join(found.get_text(" ").split()) if found else ""

    def texts(self, selector: str) -> list[str]:
        """The texts of all that match."""
        return [" ".join(found.get_text(" ").split()) for found in self.soup.select(selector)]

    def value(self, name: str) -> Any:
        """What stands in the field of that name: text, the chosen option, or True for a ticked box."""
        field = self.soup.select_one(f'[name="{name}"]')
        assert field is not None, f"no field named {name}"
        if field.name == "textarea":
            return field.get_text().removeprefix("\r").removeprefix("\n")
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            return chosen.get("value") if chosen else None
        if field.get("type") in ("radio", "checkbox"):
            chosen = self.soup.select_one(f'[name="{name}"][checked]')
            return chosen.get("value", True) if chosen else None
        return field.get("value")

    def link(self, text: str) -> str:
        """The address behind the first link with that text in it."""
        found = next((a for a in self.soup.select("a[href]") if text in a.get_text(" ")), None)
        assert found is not None, f"no link {text!r} in {[a.get_text(' ', strip=True) for a in self.soup.select('a')]}"
        return str(found["href"])

    def form(self, name: str) -> Tag:
        """The form with that id, or whose button says that."""
        for form in self.soup.select("form"):
            if form.get("id") == name or any(name in b.get_text(" ") for b in form.select("button")):
                return form
        message = f"no form {name!r}"
        raise AssertionError(message)

    def form_and_button(self, name: str) -> tuple[Tag, Tag | None]:
        """The same; or a button that says that and stands elsewhere, with the form that it sends."""
        for button in self.soup.select("button[form]"):
            if name in button.get_text(" "):
                return self.form(str(button["form"])), button
        return self.form(name), None


class PortalClient:
    """Gets and posts like a browser; statuses are said, manners are checked."""

    def __init__(self, app: Flask) -> None:
        """A browser without cookies."""
        self.app = app
        self.http: FlaskClient = app.test_client()
        self.csrf = ""

    def get(
        self,
        path: str,
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
        most_queries: int = MOST_QUERIES,
        **args: Any,
    ) -> Page:
        """GET. Checks manners and counts queries."""
        page = self._send("GET", path, headers=headers, **args)
        self._expect(page, status, path)
        assert len(page.queries) <= most_queries, f"{path}: {len(page.queries)} queries:\n" + "\n".join(page.queries)
        return page

    def post(
        self,
        path: str,
        fields: dict[str, Any] | None = None,
        *,
        status: int = 303,
        headers: dict[str, str] | None = None,
        csrf: bool = True,
        **more: Any,
    ) -> Page:
        """POST a form, with the CSRF token of the last page. Fields by dict or keyword; files as (stream, name)."""
        data = {**(fields or {}), **more}
        if csrf:
            data.setdefault("csrf_token", self.csrf or self._fetch_csrf())
        page = self._send("POST", path, data=data, headers=headers)
        self._expect(page, status, path)
        return page

    def submit(
        self, page: Page, form: str, fields: dict[str, Any] | None = None, *, status: int = 303, **more: Any
    ) -> Page:
        """Fill in a form that stands on `page` and send it, as a browser without JavaScript does."""
        tag, button = page.form_and_button(form)
        data = _standing_values(tag) | {**(fields or {}), **more}
        if button and button.get("name"):
            data = {str(button["name"]): button["value"], **data}
        return self.post(str((button and button.get("formaction")) or tag["action"]), data, status=status)

    def follow(self, page: Page, **args: Any) -> Page:
        """Go where the answer sends."""
        return self.get(page.location, **args)

    def _send(self, method: str, path: str, **args: Any) -> Page:
        queries: list[str] = []

        rendering: list[str] = []

        def count(_c: object, _cur: object, statement: str, *_: object) -> None:
            if not statement.startswith(("PRAGMA", "BEGIN")):
                assert not rendering, f"{path}: SQL while {rendering[-1]} is rendered: {statement}"
                queries.append(statement)

        def begin(_app: object, template: Template, **_: object) -> None:
            rendering.append(str(template.name))

        def end(*_a: object, **_: object) -> None:
            rendering.pop()

        with self.app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", count)
        try:
            with before_render_template.connected_to(begin), template_rendered.connected_to(end):
                page = Page(self.http.open(path, method=method, **args), queries)
        finally:
            event.remove(engine, "before_cursor_execute", count)
        if token := _TOKEN.search(page.html):
            self.csrf = token[1]
        return page

    def _fetch_csrf(self) -> str:
        self._send("GET", "/account/password") if isinstance(self, SignedInBrowser) else self._send("GET", "/sign-in")
        return self.csrf

    def _expect(self, page: Page, status: int, path: str) -> None:
        if page.status != status:
            said = page.text("[role=alert]") or page.text("main")[:300]
            raise AssertionError(f"{path}: {page.status} instead of {status}: {said}")
        if page.response.mimetype == "text/html" and page.html:
            check_manners(page.html, path, status)


class Visitor(PortalClient):
    """Nobody is signed in."""


class SignedInBrowser(PortalClient):
    """A person's browser."""


def _standing_values(form: Tag) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(field["name"]), field.get("type")
        if kind in ("radio", "checkbox"):
            if field.has_attr("checked"):
                data.setdefault(name, []).append(field.get("value", "y"))
        elif field.name == "select":
            data[name] = [o["value"] for o in field.select("option[selected]")] or [
                o["value"] for o in field.select("option")[:1]
            ]
        elif kind not in ("file", "submit"):
            data[name] = (
                field.get_text().removeprefix("\r").removeprefix("\n")
                if field.name == "textarea"
                else field.get("value", "")
            )
    return data
