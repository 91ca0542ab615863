"""Nobody bends a header: line ends, commas and brackets in all that reaches one (threats: mail header injection)."""

import email
import email.policy
from datetime import UTC, datetime

import pytest

from portal.web.mails import PrintedMail
from portal.worker.envelopes import AddressUnusable, address_header, letter_of, words_header

AT = datetime(2026, 3, 6, 15, tzinfo=UTC)
LINE_ENDS = ["\r\n", "\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\r\n ", "\n\t", "\0"]
NAMES = [
    "Mei Lin",
    "林美",
    'Ann "the one" Lee',
    "Lee, Ann <boss@example.com>",
    "Lee, Änn <boss@example.com>, eve@example.com",
    "back\\slash \\",
    "=?utf-8?q?a=0D=0ABcc:_eve@example.com?=",
    "a;b:c(d)[e]@f",
    "x" * 300,
    "名" * 200,
    "",
]


def letter(subject: str = "A ticket", name: str = "Mei", thread: str | None = None):
    raw = letter_of(
        PrintedMail(subject, "Words.\n", "<p>Words.</p>"),
        sender=("House", "support@example.com"),
        reply_to=("House", "support@example.com"),
        recipient=(name, "mei@example.com"),
        message_id="0123456789abcdef",
        thread=thread,
        host="desk.example.com",
        at=AT,
    )
    return email.message_from_bytes(raw, policy=email.policy.default), raw


@pytest.mark.parametrize("line_end", LINE_ENDS, ids=repr)
def test_a_line_end_in_subject_or_name_adds_no_header(line_end: str):
    evil = f"Hello{line_end}Bcc: eve@example.com{line_end}{line_end}Body"
    for found, raw in (letter(subject=evil), letter(name=evil)):
        assert found["Bcc"] is None
        assert [address.addr_spec for address in found["To"].addresses] == ["mei@example.com"]
        assert b"\nBcc:" not in raw.replace(b"\r", b"\n").replace(b"\n ", b" ")
        assert found.get_content_type() == "multipart/alternative"


@pytest.mark.parametrize("line_end", [*LINE_ENDS, " ", ",", ";", "<", ">", ":", '"', "(", "\\"], ids=repr)
def test_an_address_that_is_not_one_plain_address_is_refused(line_end: str):
    for address in (
        f"mei@example.com{line_end}eve@example.com",
        f"mei{line_end}@example.com",
        f"mei@example.com{line_end}",
    ):
        with pytest.raises(AddressUnusable):
            address_header("Mei", address)


@pytest.mark.parametrize("address", ["", "mei", "@", "a@b@c", "mei@", "@example.com"])
def test_what_is_no_address_is_refused(address: str):
    with pytest.raises(AddressUnusable):
        address_header("Mei", address)


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[:20])
def test_a_name_stays_a_name(name: str):
    found, raw = letter(name=name)
    assert [address.addr_spec for address in found["To"].addresses] == ["mei@example.com"]
    assert b"=0D=0ABcc" not in raw or b"=3D0D" in raw
    if "?=" not in name:
        # Python's reader leaves a space between two encoded words; others don't (RFC 2047, 6.2).
        assert found["To"].addresses[0].display_name.replace(" ", "") == name.replace(" ", "")
    assert max(len(line) for line in raw.splitlines()) <= 998


@pytest.mark.parametrize(
    "subject", ["Drucker 3 druckt nicht", "打印机不工作 " * 30, 'a: b, <c> "d" ;', "Grüße", "x " * 200]
)
def test_a_subject_arrives_as_it_was(subject: str):
    found, raw = letter(subject=subject)
    assert found["Subject"] == " ".join(subject.split())
    assert all(ord(c) < 128 for c in raw.split(b"\r\n\r\n")[0].decode("latin-1"))


def test_a_subject_that_looks_encoded_is_shown_as_typed():
    assert "=?" not in email.header.decode_header(words_header("=?utf-8?q?x?="))[0][0].decode().replace(
        "=?utf-8?q?x?=", ""
    )


def test_mails_of_a_thread_refer_to_one_root():
    found, _ = letter(thread="ticket-4711\r\nBcc: eve@example.com")
    assert found["References"] == found["In-Reply-To"] == "<ticket-4711--Bcc--eve-example.com@desk.example.com>"
    assert letter()[0]["References"] is None
