"""Two requests at the same moment: one wins, the other reads why; nothing half done (threats; P21, P45)."""

import io
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from portal.clock import now
from portal.db import read_only, session, transaction
from portal.domain.people.models import Person, SignIn
from portal.domain.roster.models import PlaceRequest
from portal.domain.tickets.models import Assignment, Message, Ticket
from portal.web.app import Portal
from tests.client import PortalClient, Visitor
from tests.factories_people import stored_person
from tests.factories_roster import make_contact, make_named_caller
from tests.factories_roster import make_customer as make_house
from tests.factories_tickets import make_agent, make_customer, make_ticket
from tests.web.accounts.test_links import links

AT = now() - timedelta(hours=3)


def together(*posts: Callable[[], int]) -> list[int]:
    """The statuses of requests that begin at the same moment, in order of size."""
    ready = threading.Barrier(len(posts))

    def one(post: Callable[[], int]) -> int:
        ready.wait()
        return post()

    with ThreadPoolExecutor(len(posts)) as pool:
        return sorted(pool.map(one, posts))


def post(browser: PortalClient, path: str, **fields: str) -> Callable[[], int]:
    """A form, ready to be sent; its token is fetched before."""
    token = browser.csrf or browser._fetch_csrf()
    return lambda: browser.http.post(path, data={"csrf_token": token, **fields}).status_code


@pytest.fixture
def ticket(app: Flask) -> int:
    with app.app_context(), transaction():
        return make_ticket(make_customer().mei, AT).number


def test_two_agents_take_one_ticket_and_one_has_it(app: Flask, signed_in, ticket: int):
    with app.app_context(), transaction():
        agents = [make_agent("Sam Ortiz").person, make_agent("Ada Moss").person]
    assert together(*(post(signed_in(one), f"/tickets/{ticket}/claim") for one in agents)) == [303, 409]
    with app.app_context(), read_only():
        assert session().scalar(select(func.count()).select_from(Assignment)) == 1
        assert session().scalar(select(Ticket.assignee_id)) in {one.id for one in agents}


def test_two_answers_at_once_do_not_cross_unseen_s47(app: Flask, signed_in, ticket: int):
    with app.app_context(), transaction():
        agents = [make_agent("Sam Ortiz").person, make_agent("Ada Moss").person]
    with app.app_context(), read_only():
        seen = str(session().scalar(select(func.max(Message.id))))
    said = [
        post(signed_in(one), f"/tickets/{ticket}/replies", body="Here.", seen_message_id=seen, then="")
        for one in agents
    ]
    assert together(*said) == [303, 409]
    with app.app_context(), read_only():
        assert session().scalar(select(func.count()).where(Message.by_staff, Message.is_public)) == 1


def test_a_double_click_asks_for_a_place_once_s32(app: Flask, signed_in):
    with app.app_context(), transaction():
        house = make_house(at=AT)
        make_named_caller(house, "Mei Lin", at=AT)
        rita = make_contact(house, "Rita Hall", at=AT)
    browser = signed_in(rita)
    statuses = together(*(post(browser, "/roster/requests") for _ in range(3)))
    assert set(statuses) <= {303, 409}
    with app.app_context(), read_only():
        assert session().scalar(select(func.count()).select_from(PlaceRequest)) == 1


def test_a_link_lets_one_of_two_in_p3(app: Flask, client):
    """Used up by the first, however close the second."""
    stored_person(app, email="sam@example.com")
    client.submit(client.get("/password-resets/new"), "reset", email="sam@example.com")
    (link,) = links(app)
    browsers = [Visitor(app), Visitor(app)]
    for browser in browsers:
        browser.get("/sign-in")
    assert together(*(post(one, link, password="nine small boats") for one in browsers)) == [303, 404]
    with app.app_context(), read_only():
        person = session().scalar(select(Person.id).where(Person.email == "sam@example.com"))
        assert session().scalar(select(func.count()).where(SignIn.person_id == person)) == 1


def test_who_is_signed_out_while_a_form_with_files_waits_for_its_turn_is_not_heard(
    app: Flask, signed_in, ticket: int, monkeypatch
):
    """The form is read beforehand, by who sent it; whether they still may is asked again once it is their turn."""
    browser, read_in = signed_in(make_agent_of(app)), Portal.do_beforehand

    def and_wait(portal: Portal) -> None:
        read_in(portal)
        with app.app_context(), transaction() as there:
            there.execute(update(SignIn).values(ended_at=now()))

    monkeypatch.setattr(Portal, "do_beforehand", and_wait)
    said = {"csrf_token": browser._fetch_csrf(), "body": "Still here.", "file": (io.BytesIO(b"x"), "")}
    answer = browser.http.post(f"/tickets/{ticket}/replies", data=said, content_type="multipart/form-data")
    assert answer.status_code == 401
    with app.app_context(), read_only():
        assert session().scalar(select(func.count()).where(Message.body == "Still here.")) == 0


def make_agent_of(app: Flask) -> Person:
    with app.app_context(), transaction():
        return make_agent("Ada Moss").person
