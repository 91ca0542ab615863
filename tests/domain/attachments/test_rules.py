"""What a file may be called, and what is taken, by content (P23)."""

import zipfile
from io import BytesIO

import pytest

from portal.domain.attachments.rules import LONGEST_NAME, clean_name, ending_of
from portal.domain.attachments.types import media_type_of


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("log.txt", "log.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\screen shot.png", "screen shot.png"),
        ("日志 1.txt", "日志 1.txt"),
        ("a\r\nContent-Type: text/html", "aContent-Type_ text_html".replace("text_html", "html")),
        ("\u202egnp.exe", "gnp.exe"),  # a direction mark would show it backwards
        ('a"b<c>.txt', "a_b_c_.txt"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_a_name_is_only_a_name(given, kept):
    name = clean_name(given)
    assert "\n" not in name
    assert "/" not in name
    if "Content" not in given:
        assert name == kept


def test_a_long_name_keeps_its_ending():
    name = clean_name("x" * 300 + ".log")
    assert len(name) <= LONGEST_NAME
    assert ending_of(name) == ".log"


def zipped() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("log.txt", "12:00 error")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"12:00 error\n", "log.txt", "text/plain"),
        ("日志".encode(), "log", "text/plain"),
        ("日".encode() * 20 + b"\xe6\x97", "cut.txt", "text/plain"),  # the head may end inside a character
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "a.png", "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 40, "a.jpg", "image/jpeg"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3" + b"\0" * 40, "a.pdf", "application/pdf"),
        (zipped(), "logs.zip", "application/zip"),
        (bytes(range(1, 9)) * 4, "dump.bin", "application/octet-stream"),
        (b"", "empty.log", "text/plain"),
    ],
)
def test_logs_pictures_documents_and_archives_are_taken(head, name, kind):
    assert media_type_of(head, name) == kind


@pytest.mark.parametrize(
    "head",
    [
        b"<!DOCTYPE html><title>x</title>",
        b"\xef\xbb\xbf<html>",
        b"  \n<HTML onload=x>",
        b"text before <script>alert(1)</script>",
        "<html>".encode("utf-16"),
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<svg/onload=alert(1)>",
        b"<?php system($_GET[0]);",
        b"MZ\x90\x00\x03",
        b"\x7fELF\x02\x01",
        b"#!/usr/bin/env python3",
        b"\xca\xfe\xba\xbe\x00\x00",
        b"\xcf\xfa\xed\xfe\x07\x00",
    ],
)
def test_what_runs_is_not_taken_whatever_it_is_called(head):
    assert media_type_of(head, "picture.png") is None


@pytest.mark.parametrize("name", ["a.exe", "a.HTML", "a.svg", "a.txt.js", "a.pht", "a.apk", "a.jar", "a.ps1"])
def test_what_would_run_by_its_name_is_not_taken_either(name):
    assert media_type_of(b"harmless text", name) is None
