"""Every kind of mail, printed in both languages to a real mail server (P12, P30)."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from portal.clock import now
from portal.db import transaction
from portal.domain.outbox.operations import Recipient, post
from portal.domain.outbox.rules import GUEST_DESK, SERVICE_DESK
from portal.worker.post import Post

FOLDER = Path(__file__).parents[2] / "portal" / "templates" / "mail"
KINDS = sorted(path.stem for path in FOLDER.glob("*.html"))
DOMAIN = FOLDER.parents[1] / "domain"
SUPPORT_DESK = (
    "caller_", "invitation", "password_", "place_", "primary_", "replacement_", "substitution_", "ticket",
    "verification_",
)  # fmt: skip


def example_of(kind: str) -> dict[str, object]:
    """The values in the first comment of the template."""
    found = re.match(r"\{#-? for example:(.*?)-?#\}", (FOLDER / f"{kind}.html").read_text(), re.DOTALL)
    assert found, "First comment: {# for example: {the values as JSON} #}"
    return json.loads(found[1])


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_mail_arrives_in_both_languages(app: Flask, mail_server, kind: str):
    config = replace(app.config["PORTAL"], mail_url=mail_server.url, public_url="https://desk.example.com")
    readers = {"en": "Mei Lin", "zh_Hans": "林美"}
    with app.app_context():
        app.config["PORTAL"], before = config, app.config["PORTAL"]
        with transaction():
            for locale, name in readers.items():
                to = Recipient(f"{locale.lower()}@example.com", name, locale, "Asia/Shanghai")
                post(kind, to=to, at=now(), thread="ticket-4711", **example_of(kind))
        office = Post(config)
        while office.send_next():
            pass
        app.config["PORTAL"] = before
    assert len(mail_server.letters) == len(readers)
    for letter, (locale, name) in zip(mail_server.letters, readers.items(), strict=True):
        check_headers(letter, locale, name)
        check_words(letter, words_of(letter, example_of(kind)))


def check_headers(letter, locale: str, name: str) -> None:
    to = letter["To"].addresses[0]
    assert (to.display_name, to.addr_spec) == (name, f"{locale.lower()}@example.com")
    assert letter["From"].addresses[0].addr_spec == "support@example.com"
    assert letter["Reply-To"].addresses[0].addr_spec == "support@example.com"
    assert re.fullmatch(r"<[0-9a-f]{32}@desk\.example\.com>", letter["Message-ID"])
    assert letter["In-Reply-To"] == letter["References"] == "<ticket-4711@desk.example.com>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"].datetime.tzinfo is not None
    assert not [header for header in set(letter) if header.lower().startswith(("list-", "bcc", "cc"))]


def words_of(letter, values: dict):
    """The part with the words; beside it an appointment for a calendar and the code for the door (A33), if due."""
    words, beside = letter, []
    if letter.get_content_type() == "multipart/mixed":
        words, *beside = letter.iter_parts()
    expected = [("text/calendar", "appointment.ics")] if "calendar" in values else []
    if "check_in_path" in values and not values.get("is_requested"):
        expected.append(("image/png", "check-in.png"))
    assert [(part.get_content_type(), part.get_filename()) for part in beside] == expected
    assert words.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in words.iter_parts()] == ["text/plain", "text/html"]
    return words


def check_words(letter, words) -> None:
    text, html = (part.get_content() for part in words.iter_parts())
    assert letter["Subject"].strip()
    for said in (str(letter["Subject"]), text, html):
        assert "{{" not in said
        assert "{%" not in said
        assert not re.search(r"\b(None|Undefined|null)\b", said)
        assert not re.search(r"%\(\w+\)|\{\w+\}", re.sub(r"\{[^}]*:[^}]*\}", "", said)), "a place without its value"
        assert not re.search(r"\d{4}-\d\d-\d\dT\d\d", said), "a moment as machines write it"
    assert "<style" not in html
    assert "style=" in html
    assert "<script" not in html
    assert "<img" not in html, "no tracking"
    assert all(href.startswith(("https://", "mailto:")) for href in re.findall(r'href="([^"]*)"', html))
    assert not re.search(r"<[a-z]+[ >]", re.sub(r"<https?:[^>]*>", "", text)), "HTML in the plain text"


def test_every_kind_that_is_posted_has_its_words():
    posted = set()
    for path in DOMAIN.rglob("*.py"):
        posted |= set(
            re.findall(r'\b(?:post|tell_\w+|_tell\w*)\((?:[\w.()]+, )?\s*(?:[\w.]+,\s*)?"([a-z_]+)"', path.read_text())
        )
    assert posted, "nothing is posted at all"
    assert posted - set(KINDS) == set(), "Write templates/mail/<kind>.html"


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_belongs_to_one_of_the_desks(kind: str):
    """P1: whoever works at the support desk doesn't read what goes to customers of the service desk."""
    desks = [kind.startswith(beginnings) for beginnings in (SERVICE_DESK, SUPPORT_DESK, GUEST_DESK)]
    assert desks.count(True) == 1, "Name it in outbox/rules.py, or here"
