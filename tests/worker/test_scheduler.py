"""The runner: item after item, never dying of one (P40)."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.clock import now
from portal.db import read_only, session, transaction
from portal.domain.actors import Actor
from portal.domain.audit.models import AuditEntry
from portal.domain.heartbeat.queries import is_silent, last_beat
from portal.domain.house.models import House
from portal.domain.tickets.models import Ticket
from portal.domain.tickets.operations import watching
from portal.worker.jobs import PASSED_OVER_FOR, Job, jobs, one_by_one
from portal.worker.lease import lease_of
from portal.worker.scheduler import Worker, scheduler_of
from tests.factories_tickets import MONDAY, make_customer, make_ticket


@pytest.fixture
def worker(app: Flask):
    worker = Worker(app, lease_of(app))
    yield worker
    worker.lease.release()


def test_items_are_done_until_none_is_due_each_in_its_own_transaction(worker: Worker):
    left = [3]

    def count_down(*, by: Actor, at) -> bool:
        house = session().get(House, 1) or House(id=1)
        house.name = f"{left[0]}"
        session().add(house)
        left[0] -= 1
        if left[0] == 0:
            raise RuntimeError("the last one fails")
        return True

    worker.do(one_by_one(count_down, every=timedelta(seconds=1)))
    with worker.app.app_context(), read_only():
        assert session().get_one(House, 1).name == "2"


def test_a_ticket_that_fails_is_passed_over_and_the_next_one_is_handled(worker: Worker, monkeypatch):
    with worker.app.app_context(), transaction():
        customer = make_customer()
        bad, good = (make_ticket(customer.mei, MONDAY + timedelta(minutes=minutes)).number for minutes in (0, 1))
    tried, mail = [], watching.tell_responsible

    def mail_unless_bad(ticket, *args, **values):
        tried.append(ticket.number)
        if ticket.number == bad:
            raise RuntimeError("poison")
        mail(ticket, *args, **values)

    monkeypatch.setattr(watching, "tell_responsible", mail_unless_bad)
    job = next(job for job in jobs(worker.app.config["PORTAL"]) if job.name == "record_next_breach")
    worker.do(job)
    worker.do(job)
    assert tried == [bad, good]  # the bad one first, once
    with worker.app.app_context(), read_only():
        breaches = select(AuditEntry.subject_id).where(AuditEntry.action == "ticket.breached")
        recorded = session().scalars(select(Ticket.number).where(Ticket.id.in_(breaches))).all()
    assert recorded == [good]
    monkeypatch.setattr("portal.worker.jobs.now", lambda: now() + PASSED_OVER_FOR)
    worker.do(job)
    assert tried == [bad, good, bad]  # it has another chance


def test_one_that_can_not_be_passed_over_waits_for_the_next_look(worker: Worker):
    looks = []

    def fail(*, by: Actor, at) -> bool:
        looks.append(at)
        raise RuntimeError

    worker.do(one_by_one(fail, every=timedelta(seconds=1)))
    assert len(looks) == 1


def test_who_stands_by_does_nothing(worker: Worker, app: Flask):
    other = lease_of(app)
    assert other.held()
    done = []
    worker.do(Job("x", timedelta(seconds=1), lambda: bool(done.append(1))))
    assert done == []
    other.release()
    worker.do(Job("x", timedelta(seconds=1), lambda: bool(done.append(1))))
    assert done == [1]


def test_told_to_stop_it_takes_no_further_item(worker: Worker):
    done = []

    def one() -> bool:
        done.append(1)
        worker.stopping.set()
        return True

    worker.do(Job("x", timedelta(seconds=1), one))
    assert done == [1]


def test_its_sign_of_life_can_be_seen_and_missed(worker: Worker):
    with worker.app.app_context():
        worker.beat()
    with worker.app.app_context(), read_only():
        seen = last_beat()
        session().expunge(seen)
    assert seen.place == worker.place
    assert not is_silent(seen, seen.at + timedelta(seconds=60))
    assert is_silent(seen, seen.at + timedelta(seconds=61))
    assert is_silent(None, seen.at)


def test_every_promise_has_its_line_and_one_thread_looks_at_a_time(app: Flask, worker: Worker):
    due = jobs(app.config["PORTAL"])
    assert {job.name for job in due} >= {
        "send_next_mail",
        "record_next_breach",
        "close_next_silent",
        "remind_next_silent",
        "carry_out_next_substitution",
        "remind_next_verification",
        "forget_next_old",
    }
    scheduler = scheduler_of(worker, due)
    assert len(scheduler.get_jobs()) == len(due)


def test_every_job_finds_nothing_to_do_in_an_empty_portal(app: Flask, worker: Worker):
    for job in jobs(app.config["PORTAL"]):
        with app.app_context():
            done = job.step()
            if job.name == "release_next_board":  # the calendar alone asks for it, once a day
                done = job.step()
            assert done in (False, 0), job.name
