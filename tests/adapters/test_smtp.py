"""Handing mails to a mail server (P30)."""

import socket

import pytest

from portal.adapters.mail import MailRefused, ServerAway, door_to
from portal.adapters.mail_folder import MailFolder
from portal.adapters.smtp import MOST_PER_CONNECTION, SmtpServer

LETTER = b"From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\nMessage-ID: <1@x>\r\n\r\nWords.\r\n"


@pytest.fixture
def door(mail_server):
    door = door_to(mail_server.url, None)
    yield door
    door.close()


def test_a_batch_goes_over_one_connection(mail_server, door):
    for _ in range(5):
        door.deliver("a@example.com", "b@example.com", "1", LETTER)
    assert len(mail_server.letters) == 5
    assert mail_server.sessions == 1


def test_a_connection_carries_fifty_then_another_is_made(mail_server, door):
    for _ in range(MOST_PER_CONNECTION + 1):
        door.deliver("a@example.com", "b@example.com", "1", LETTER)
    assert mail_server.sessions == 2


def test_an_unknown_mailbox_is_refused_for_good(mail_server, door):
    mail_server.answers["b@example.com"] = "550 no such user"
    with pytest.raises(MailRefused, match="550 no such user") as refused:
        door.deliver("a@example.com", "b@example.com", "1", LETTER)
    assert refused.value.for_good
    door.deliver("a@example.com", "c@example.com", "2", LETTER)
    assert len(mail_server.letters) == 1


@pytest.mark.parametrize("said", ["450 mailbox busy", "554 relaying denied"])
def test_any_other_refusal_is_for_now(mail_server, door, said: str):
    mail_server.answers["b@example.com"] = said
    with pytest.raises(MailRefused) as refused:
        door.deliver("a@example.com", "b@example.com", "1", LETTER)
    assert not refused.value.for_good


def test_a_refused_text_is_for_now(mail_server, door):
    mail_server.answers["*"] = "452 full"
    with pytest.raises(MailRefused, match="452 full"):
        door.deliver("a@example.com", "b@example.com", "1", LETTER)


def test_a_server_that_closes_shop_is_away(mail_server, door):
    mail_server.answers["b@example.com"] = "421 closing"
    with pytest.raises(ServerAway, match="421 closing"):
        door.deliver("a@example.com", "b@example.com", "1", LETTER)


def test_a_server_that_is_not_there_is_away():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(ServerAway, match=f"port {port}"):
        SmtpServer(host="127.0.0.1", port=port).check()


def test_a_password_never_stands_in_what_is_said(mail_server):
    door = door_to(mail_server.url.replace("//", "//mei:s%40cret@"), None)
    with pytest.raises(ServerAway) as away:
        door.check()
    assert "s@cret" not in str(away.value)


@pytest.mark.parametrize(
    ("url", "port", "security"),
    [
        ("smtp://h", 25, ""),
        ("smtps://h", 465, "s"),
        ("smtp+starttls://h", 587, "starttls"),
        ("smtp://h:2525", 2525, ""),
    ],
)
def test_the_address_says_port_and_security(url: str, port: int, security: str):
    door = door_to(url, None)
    assert (door.host, door.port, door.security) == ("h", port, security)


def test_a_folder_holds_each_mail_once_and_nothing_half_written(tmp_path):
    door = door_to(None, tmp_path / "mail")
    assert isinstance(door, MailFolder)
    for _ in range(2):
        door.deliver("a@example.com", "b@example.com", "20260306-1", LETTER)
    assert [(file.name, file.read_bytes()) for file in (tmp_path / "mail").iterdir()] == [("20260306-1.eml", LETTER)]


def test_a_folder_that_can_not_be_written_is_away(tmp_path):
    (tmp_path / "mail").write_text("a file where the folder should be")
    with pytest.raises(ServerAway, match="can't be written"):
        door_to(None, tmp_path / "mail").deliver("a@example.com", "b@example.com", "1", LETTER)
