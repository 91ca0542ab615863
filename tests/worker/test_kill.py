"""kill -9 of the worker at any moment, two at once, one taking over: real processes, real mail server (P40, P45)."""

import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.clock import now
from portal.db import read_only, transaction
from portal.domain.heartbeat.queries import last_beat
from portal.domain.outbox.models import Mail
from portal.domain.outbox.operations import Recipient, post

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
CLAIM = 1.0  # seconds; two minutes in earnest


class Forge:
    """Starts and kills workers."""

    def __init__(self, app: Flask, mail_url: str) -> None:
        config = app.config["PORTAL"]
        env = {
            **os.environ,
            "DATABASE_URL": config.database_url,
            "PORTAL_MAIL_URL": mail_url,
            "PORTAL_LOG_LEVEL": "error",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.worker.forge", config.instance, str(CLAIM)],
            cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.workers: set[int] = set()

    def start(self) -> int:
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        worker = int(self.process.stdout.readline())
        self.workers.add(worker)
        return worker

    def kill(self, worker: int) -> None:
        """kill -9, and wait until it is gone."""
        os.kill(worker, signal.SIGKILL)
        self.workers.remove(worker)
        while Path(f"/proc/{worker}").exists() or _is_there(worker):
            threading.Event().wait(0.002)

    def close(self) -> None:
        for worker in list(self.workers):
            self.kill(worker)
        self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()


def _is_there(worker: int) -> bool:
    try:
        os.kill(worker, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def forge(app: Flask, mail_server) -> Iterator[Forge]:
    forge = Forge(app, mail_server.url)
    yield forge
    forge.close()


def post_mails(app: Flask, count: int) -> set[str]:
    """Each in a transaction of its own; the Message-IDs to expect."""
    ids = set()
    with app.app_context():
        for number in range(count):
            with transaction() as session:
                mail = post(
                    "password_changed",
                    to=Recipient(f"p{number}@example.com", "P"),
                    at=now(),
                    changed_at=now().isoformat(),
                )
                session.flush()
                ids.add(f"<{mail.message_id}@127.0.0.1>")
    return ids


def unsent(app: Flask) -> int:
    with app.app_context(), read_only() as session:
        return session.query(Mail).filter(Mail.sent_at.is_(None)).count()


def until(is_so, what: str, seconds: float = 60) -> None:
    for _ in range(int(seconds / 0.05)):
        if is_so():
            return
        threading.Event().wait(0.05)
    raise AssertionError(f"not within {seconds} s: {what}")


def test_killed_at_any_moment_no_mail_is_lost_and_none_sent_twice_but_in_the_window(
    app: Flask, mail_server, forge: Forge
):
    chance = random.Random(7)
    expected, kills = post_mails(app, 60), 0
    while kills < 40 and (kills < 10 or len(set(mail_server.events) - {"kill"}) < len(expected)):
        if len(set(mail_server.events) - {"kill"}) == len(expected):
            expected |= post_mails(app, 20)  # a busy machine kills late: so many were sent meanwhile
        worker = forge.start()
        mail_server.wait_for(min(len(mail_server.letters) + chance.randrange(8), len(expected)))
        threading.Event().wait(chance.random() * 0.04)
        forge.kill(worker)
        mail_server.write_down("kill")
        kills += 1
    forge.start()
    until(lambda: unsent(app) == 0, "every mail is noted as sent")
    assert kills >= 10
    assert {event for event in mail_server.events if event != "kill"} == expected
    for message_id, times in Counter(mail_server.events).items():
        if message_id != "kill" and times > 1:
            assert_only_in_the_window(mail_server.events, message_id)


def assert_only_in_the_window(events: list[str], message_id: str) -> None:
    """Each time but the last was the last thing that a killed worker did."""
    places = [place for place, event in enumerate(events) if event == message_id]
    for place in places[:-1]:
        around = events[max(place - 1, 0) : place + 2]
        assert "kill" in around, f"{message_id} twice without a kill: {around}"


def test_of_two_workers_at_once_one_acts_and_each_mail_is_sent_once(app: Flask, mail_server, forge: Forge):
    expected = post_mails(app, 60)
    forge.start(), forge.start()
    mail_server.wait_for(len(expected))
    until(lambda: unsent(app) == 0, "every mail is noted as sent")
    assert Counter(mail_server.events) == dict.fromkeys(expected, 1)


def test_another_worker_takes_over_within_thirty_seconds(app: Flask, mail_server, forge: Forge):
    forge.start(), forge.start()

    def acting() -> int | None:
        with app.app_context(), read_only():
            beat = last_beat()
            return int(beat.place.split(":")[-1]) if beat else None

    until(lambda: acting() is not None, "somebody acts")
    first = acting()
    forge.kill(first)
    post_mails(app, 1)
    mail_server.wait_for(1, timeout=30)
    until(lambda: acting() not in (None, first), "the other gives a sign of life")


def test_told_to_stop_it_finishes_and_lets_another_act(app: Flask, mail_server, forge: Forge):
    post_mails(app, 30)
    worker = forge.start()
    mail_server.wait_for(3)
    os.kill(worker, signal.SIGTERM)
    until(lambda: not _is_there(worker), "it stops")
    forge.workers.remove(worker)
    forge.start()
    mail_server.wait_for(30)
    until(lambda: unsent(app) == 0, "every mail is noted as sent")
    assert set(Counter(mail_server.events).values()) == {1}
