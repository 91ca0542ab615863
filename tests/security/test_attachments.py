"""Files: judged by content, named without tricks, downloads that nothing runs (threats: attachments; P23)."""

from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
import werkzeug.test
from flask import Flask

from portal.db import read_only, session, transaction
from portal.domain.attachments.models import Attachment
from portal.domain.attachments.rules import clean_name
from portal.domain.house.models import House
from tests.factories_tickets import area_id, make_agent, make_customer

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 40
RUNS = {
    "page.html": b"<!doctype html><script>alert(1)</script>",
    "page.txt": b"<html><body onload=alert(1)>",
    "picture.png": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "picture.svg": b"<svg/>",
    "late.png": PNG + b"<script>alert(1)</script>",
    "report.pdf.exe": b"harmless",
    "report.exe": PNG,
    "report.PHP": b"harmless",
    "report.phar": b"harmless",
    "report.pht": b"harmless",
    "shell": b"#!/bin/sh\nrm -rf /",
    "program.jpg": b"MZ\x90\0" + b"\0" * 60,
    "elf.log": b"\x7fELF" + b"\0" * 60,
    "utf16.txt": "<script>alert(1)</script>".encode("utf-16"),
    "bom.txt": b"\xef\xbb\xbf<!DOCTYPE html><script>",
    "xsl.xml": b"<?xml version='1.0'?><x:html xmlns:x='http://www.w3.org/1999/xhtml'><x:script>alert(1)</x:script>",
    "mail.mhtml": b"MIME-Version: 1.0",
    "x.html ": b"harmless",
    "x.html.": b"harmless",
    "x.ht\u200bml": b"<b>harmless</b>",
    "\u202elmth.txt.html": b"harmless",
}
TAKEN = {
    "log.txt": b"12:00 <error> in x < y",
    "photo.png": PNG,
    "data.bin": b"\x01\x02\x03\xff\xfe",
    "a.tar.gz": b"\x1f\x8b\x08\0" + b"\0" * 20,
}
NAMES = [
    *("../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "C:\\x.txt", "%2e%2e%2f.txt", ".htaccess"),
    *("a\r\nSet-Cookie: x=y.txt", "a\r\n\r\n<html>.txt", 'a"; filename="evil.exe.txt', "a\0.txt", "a;b,c.txt"),
    *("\u202egnp.txt", "a\u2028b.txt", "日志.txt", "é\u0301.txt", "x" * 400 + ".txt", " .txt", "con.txt"),
    "<img src=x onerror=alert(1)>.txt",
]


@pytest.fixture
def mei(app: Flask, signed_in, monkeypatch: pytest.MonkeyPatch):
    in_memory = partial(werkzeug.test.stream_encode_multipart, threshold=10**9)  # its temporary files are left open
    monkeypatch.setattr(werkzeug.test, "stream_encode_multipart", in_memory)
    with app.app_context(), transaction():
        customer = make_customer()
        make_agent()
    return signed_in(customer.mei.person)


def sent(app: Flask, mei, name: str, content: bytes, status: int = 303):
    """A ticket with that file."""
    with app.app_context(), read_only():
        area = str(area_id())
    fields = {"title": "It fails", "description": "See the file.", "severity": "3", "area": area, "contact_name": "Mei"}
    fields |= {"contact_email": "mei@example.com", "at_page": "/tickets/new#ticket", "files": (BytesIO(content), name)}
    return mei.post("/tickets", fields, status=status)


def fetched(mei, page):
    """The download behind the first file on a ticket's page."""
    return mei.http.get(mei.follow(page).soup.select_one('a[href*="/attachments/"]')["href"])


def files_on_disk(app: Flask) -> list[Path]:
    return [path for path in app.config["PORTAL"].attachments.rglob("*") if path.is_file()]


@pytest.mark.once
@pytest.mark.parametrize("name", RUNS)
def test_what_a_browser_or_a_machine_would_run_is_refused_and_not_kept(app: Flask, mei, name: str):
    page = sent(app, mei, name, RUNS[name], status=422)
    assert page.text('[role="alert"]') or page.texts(".field .error")
    assert files_on_disk(app) == []
    assert page.value("title") == "It fails"


@pytest.mark.once
@pytest.mark.parametrize("name", TAKEN)
def test_what_is_harmless_arrives_byte_for_byte_as_a_download(app: Flask, mei, name: str):
    with fetched(mei, sent(app, mei, name, TAKEN[name])) as answer:
        assert answer.get_data() == TAKEN[name]
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.mimetype not in ("text/html", "image/svg+xml", "application/xhtml+xml", "text/xml")


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_bends_no_header_and_leaves_no_folder(app: Flask, mei, name: str):
    page = sent(app, mei, name, b"harmless text")
    if not files_on_disk(app):
        return  # not read as a file at all
    with fetched(mei, page) as answer:
        assert answer.status_code == 200
        disposition = answer.headers["Content-Disposition"]
        assert disposition.startswith("attachment; filename")
        assert not any(c in disposition for c in "\r\n\0")
        assert "Set-Cookie" not in answer.headers
    (path,) = files_on_disk(app)
    assert app.config["PORTAL"].attachments in path.parents
    assert len(path.name) == 43
    with app.app_context(), read_only():
        kept = session().query(Attachment).one().name
    assert kept == clean_name(kept)
    assert not set(kept) & set('/\\\r\n\0\u202e\u2028<>"')


def test_the_type_a_browser_claims_counts_for_nothing(app: Flask, mei):
    with app.app_context(), read_only():
        area = str(area_id())
    fields = {
        "title": "T",
        "description": "D",
        "severity": "3",
        "area": area,
        "contact_name": "M",
        "contact_email": "m@example.com",
    }
    fields |= {"at_page": "/tickets/new#ticket", "files": (BytesIO(b"plain words"), "x.txt", "text/html")}
    with fetched(mei, mei.post("/tickets", fields)) as answer:
        assert answer.mimetype == "text/plain"


def test_a_file_over_the_limit_is_refused_with_the_limit_in_words(app: Flask, mei):
    """Upload abuse: size and number by the house's setting; nothing refused stays on disk."""
    with app.app_context(), transaction():
        session().get_one(House, 1).attachment_limit_mb = 1
    page = sent(app, mei, "big.bin", b"\x01" * 1_000_001, status=422)
    assert "1 MB" in " ".join(page.texts(".field .error"))
    assert files_on_disk(app) == []
    sent(app, mei, "fits.bin", b"\x01" * 1_000_000)


def test_more_files_than_the_limit_are_refused(app: Flask, mei):
    with app.app_context(), transaction():
        session().get_one(House, 1).attachments_limit = 3
    files = [(BytesIO(b"x"), f"{n}.txt") for n in range(5)]
    page = mei.post("/tickets", {"title": "", "at_page": "/tickets/new#ticket", "files": files}, status=422)
    assert " ".join(page.texts(".field .error")).count("3") >= 1
    assert len(files_on_disk(app)) == 3


def test_a_form_that_never_ends_is_cut(app: Flask, mei):
    """A thousand fields, a field without end: refused as a whole, in the house's words (413 or 400)."""
    mei.get("/account")
    token = {"csrf_token": mei.csrf}
    for data in ({f"f{n}": "x" for n in range(3000)}, {"title": "x" * 3_000_000}):
        answer = mei.http.post("/tickets", data=data | token, content_type="multipart/form-data")
        assert answer.status_code in (400, 413, 422)
