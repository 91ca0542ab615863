"""portal doctor (P41)."""

import socket
from datetime import timedelta

import pytest
from click.testing import CliRunner
from flask import Flask

from portal.clock import now
from portal.commands import doctor
from portal.commands.doctor import (
    Grade,
    about_attachments,
    about_clock,
    about_disk,
    about_mail_server,
    about_outbox,
    about_worker,
)
from portal.config import Config
from portal.db import read_only, transaction
from portal.domain.actors import SYSTEM
from portal.domain.audit.operations import record
from portal.domain.heartbeat.operations import beat
from portal.domain.house.models import House
from portal.domain.outbox.operations import Recipient, claim_next, mark_failed, post
from tests.mail_server import mail_server  # noqa: F401 - a fixture


def looked(app: Flask, look, at=None):
    with app.app_context(), read_only():
        return look(at or now())


def test_a_new_instance_is_told_to_be_set_up(tmp_path, monkeypatch):
    for name in ("DATABASE_URL", "PORTAL_MAIL_URL"):
        monkeypatch.delenv(name, raising=False)
    told = CliRunner().invoke(doctor.command, ["--instance", str(tmp_path / "new")])
    assert told.exit_code == 1
    assert "BROKEN  database" in told.output
    assert "portal init" in told.output


def test_a_wrong_value_is_named_with_what_is_allowed(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_MAIL_URL", "http://mail.example.com")
    told = CliRunner().invoke(doctor.command, ["--instance", str(tmp_path)])
    assert told.exit_code == 1
    assert "smtp://" in told.output


def test_a_database_that_can_not_be_reached_is_broken(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"postgresql://127.0.0.1:{free_port()}/desk")
    told = CliRunner().invoke(doctor.command, ["--instance", str(tmp_path)])
    assert told.exit_code == 1
    assert "can't be reached" in told.output


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_mail_server_that_answers_is_good_and_one_that_does_not_is_broken(tmp_path, mail_server):  # noqa: F811
    answering = Config.read(tmp_path, {"PORTAL_MAIL_URL": mail_server.url})
    assert about_mail_server(answering).grade is Grade.GOOD
    silent = Config.read(tmp_path, {"PORTAL_MAIL_URL": f"smtp://127.0.0.1:{free_port()}"})
    assert about_mail_server(silent).grade is Grade.BROKEN
    assert about_mail_server(Config.read(tmp_path, {})).grade is Grade.NOTE


def test_the_disk_is_looked_at(tmp_path, monkeypatch):
    config = Config.read(tmp_path, {})
    for free, grade in ((10**10, Grade.GOOD), (5 * 10**8, Grade.NOTE), (10**8, Grade.BROKEN)):
        monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _path, free=free: type("Usage", (), {"free": free}))
        assert about_disk(config).grade is grade


def test_a_folder_for_files_that_is_a_file_is_broken(tmp_path):
    config = Config.read(tmp_path, {})
    assert about_attachments(config).grade is Grade.GOOD
    config.attachments.rmdir()
    config.attachments.write_text("")
    assert about_attachments(config).grade is Grade.BROKEN


def test_a_worker_is_missed_a_minute_after_its_last_sign(app: Flask):
    assert looked(app, about_worker).grade is Grade.NOTE
    at = now()
    with app.app_context(), transaction():
        beat("here:1", by=SYSTEM, at=at)
    assert looked(app, about_worker, at).grade is Grade.GOOD
    assert looked(app, about_worker, at + timedelta(seconds=61)).grade is Grade.BROKEN


def test_a_clock_that_went_back_is_broken(app: Flask):
    at = now()
    assert looked(app, about_clock, at).grade is Grade.GOOD
    with app.app_context(), transaction() as session:
        house = session.get(House, 1) or House(id=1)
        session.add(house)
        record(SYSTEM, "house.changed", house, at=at)
    assert looked(app, about_clock, at - timedelta(minutes=1)).grade is Grade.BROKEN


@pytest.mark.parametrize(("for_good", "grade"), [(True, Grade.NOTE), (False, Grade.GOOD)])
def test_mails_that_were_given_up_are_told(app: Flask, for_good, grade: Grade):
    at = now()
    with app.app_context(), transaction():
        post("trial", to=Recipient("mei@example.com", "Mei"), at=at)
        mark_failed(claim_next(by=SYSTEM, at=at), "no", for_good=for_good, by=SYSTEM, at=at)
    assert looked(app, about_outbox, at).grade is grade


def test_mails_that_wait_for_ten_minutes_are_broken(app: Flask):
    at = now()
    with app.app_context(), transaction():
        post("trial", to=Recipient("mei@example.com", "Mei"), at=at)
    assert looked(app, about_outbox, at + timedelta(minutes=9)).grade is Grade.GOOD
    assert looked(app, about_outbox, at + timedelta(minutes=11)).grade is Grade.BROKEN
