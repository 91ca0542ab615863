"""Mails go to a real server."""

from tests.mail_server import mail_server  # noqa: F401 - a fixture
