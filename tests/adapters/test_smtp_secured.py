"""Mails to a server that is reached by TLS and wants a password (P30): real servers, certificates made for the test."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from aiosmtpd.smtp import AuthResult

from portal.adapters.mail import MailDoor, ServerAway, door_to
from portal.commands.doctor import about_mail_server
from portal.config import Config, ConfigWrong
from tests.mail_server import MailServer

LETTER = b"From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\nMessage-ID: <1@x>\r\n\r\nWords.\r\n"
RIGHT, WRONG = "s%40cret", "wr0ng"
SCHEMES = ("smtps", "smtp+starttls")

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")  # aiosmtpd doesn't count TLS from the start as TLS


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, Path]:
    """An authority of our own, and the file of its certificate."""
    made = trustme.CA()
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    made.cert_pem.write_to_path(path)
    return made, path


@pytest.fixture(params=SCHEMES)
def secured(request: pytest.FixtureRequest, authority) -> Iterator[tuple[str, MailServer]]:
    """A scheme and a server that speaks it, with a password."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority[0].issue_cert("127.0.0.1").configure_cert(context)
    how = {"ssl_context": context} if request.param == "smtps" else {"tls_context": context, "require_starttls": True}
    server = MailServer(
        **how,
        auth_require_tls=request.param != "smtps",  # aiosmtpd knows only of a TLS that it began itself
        auth_required=True,
        authenticator=lambda _s, _x, _e, _m, data: AuthResult(
            success=(data.login, data.password) == (b"mei", b"s@cret"), handled=False
        ),
    )
    server.start()
    yield request.param, server
    server.stop()


def door(scheme: str, server: MailServer, *, password: str = RIGHT, ca: Path | None = None) -> MailDoor:
    return door_to(f"{scheme}://mei:{password}@127.0.0.1:{server.port}", Path("mail"), ca)


def test_a_mail_goes_by_tls_to_who_has_the_password(secured, authority):
    scheme, server = secured
    way = door(scheme, server, ca=authority[1])
    assert "answers" in way.check()
    way.deliver("a@example.com", "b@example.com", "1", LETTER)
    way.close()
    assert len(server.letters) == 1


def test_a_certificate_of_nobody_known_is_refused_and_no_password_sent(secured):
    """Verification is on: PORTAL_MAIL_CA is the only way past it, and doctor names it."""
    scheme, server = secured
    with pytest.raises(ServerAway, match=r"certificate can't be trusted .*PORTAL_MAIL_CA"):
        door(scheme, server).check()
    assert server.letters == []


def test_a_wrong_password_is_said_without_the_password(secured, authority):
    scheme, server = secured
    with pytest.raises(ServerAway, match="doesn't accept the user and password") as away:
        door(scheme, server, password=WRONG, ca=authority[1]).check()
    assert WRONG not in str(away.value)


@pytest.mark.parametrize(("scheme", "sentence"), [("smtps", "doesn't speak TLS"), ("smtp+starttls", "can't do what")])
def test_a_server_without_tls_gets_no_password(mail_server, authority, scheme, sentence):
    with pytest.raises(ServerAway, match=sentence):
        door(scheme, mail_server, ca=authority[1]).check()


def test_doctor_looks_by_the_same_way(secured, authority, tmp_path):
    scheme, server = secured
    said = {"PORTAL_MAIL_URL": f"{scheme}://mei:s%40cret@127.0.0.1:{server.port}"}
    assert "PORTAL_MAIL_CA" in about_mail_server(Config.read(tmp_path, said)).sentence
    trusting = Config.read(tmp_path, {**said, "PORTAL_MAIL_CA": str(authority[1])})
    assert "answers" in about_mail_server(trusting).sentence


def test_a_file_that_holds_no_certificates_is_refused_at_the_start(tmp_path):
    (tmp_path / "ca.pem").write_text("not a certificate")
    for named in ("ca.pem", "missing.pem"):
        with pytest.raises(ConfigWrong, match="PORTAL_MAIL_CA"):
            Config.read(tmp_path, {"PORTAL_MAIL_CA": named})
