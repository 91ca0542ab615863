"""The page that shows what went out (P30)."""

import pytest
from flask import Flask

from portal.clock import now
from portal.db import read_only, transaction
from portal.domain.actors import SYSTEM
from portal.domain.outbox.models import Mail
from portal.domain.outbox.operations import Recipient, claim_next, mark_failed, mark_sent, post
from portal.domain.rights import Role
from tests.factories_people import stored_person
from tests.worker.test_mail_kinds import example_of

TOKEN = "mJ0aVbTq8y2kq7F1s5n3Zc9wXe4rLuGpHdKiOoYtRbE"
MEI = Recipient("mei@example.com", "Mei <b>Lin</b>", "zh_Hans", "Asia/Shanghai")


@pytest.fixture
def sam(app: Flask, signed_in):
    return signed_in(stored_person(app, Role.AGENT, email="sam@example.com"))


@pytest.fixture
def ada(app: Flask, signed_in):
    return signed_in(stored_person(app, Role.ADMINISTRATOR, email="ada@example.com"))


def posted(app: Flask, kind: str = "invitation", **values) -> int:
    values = values or {"access_path": f"/invitations/{TOKEN}", "by": "Dana", "until": now().isoformat()}
    with app.app_context(), transaction() as session:
        mail = post(kind, to=MEI, at=now(), **values)
        session.flush()
        return mail.id


def failed(app: Flask, sentence: str, *, for_good: bool) -> None:
    with app.app_context(), transaction():
        mark_failed(claim_next(by=SYSTEM, at=now()), sentence, for_good=for_good, by=SYSTEM, at=now())


def test_the_list_shows_the_newest_first_with_state_and_person(app: Flask, sam):
    posted(app)
    page = sam.get("/mails")
    assert page.h1 == "Mails"
    assert "mei@example.com" in page.text("#mails")
    assert "On its way" in page.text("#mails")


def test_an_empty_list_says_what_will_stand_there(sam):
    assert "Mails appear when" in sam.get("/mails").text("main")


def test_fifty_stand_on_a_page_and_the_rest_behind_a_link(app: Flask, sam):
    for _ in range(51):
        posted(app)
    page = sam.get("/mails")
    assert len(page.soup.select("#mails li")) == 50
    assert len(sam.get(page.soup.select_one("a[rel=next]")["href"]).soup.select("#mails li")) == 1


def test_the_states_choose(app: Flask, sam):
    number = posted(app)
    failed(app, "550 no such user", for_good=True)
    posted(app)
    page = sam.get("/mails?state=given_up")
    assert [link["href"] for link in page.soup.select("#mails a")] == [f"/mails/{number}"]
    assert sam.get("/mails?state=nonsense").status == 200


def test_an_agent_sees_the_words_but_no_link_that_lets_in(app: Flask, sam, ada):
    number = posted(app)
    for path in (f"/mails/{number}", f"/mails/{number}/html"):
        assert TOKEN not in sam.http.get(path).get_data(as_text=True)
        assert TOKEN in ada.http.get(path).get_data(as_text=True)
    assert "••••••" in sam.get(f"/mails/{number}").text(".mail-text")


def test_the_html_runs_nothing_and_reaches_nothing(app: Flask, sam):
    answer = sam.http.get(f"/mails/{posted(app)}/html")
    policy = answer.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "allow-" not in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "<b>Lin</b>" not in answer.get_data(as_text=True)


def test_a_mail_that_failed_is_tried_again_with_one_button(app: Flask, sam):
    number = posted(app)
    failed(app, "The mail server said: 550 no such user", for_good=True)
    page = sam.get(f"/mails/{number}")
    assert "550 no such user" in page.text("[role=alert]")
    sam.submit(page, "Try again now")
    with app.app_context(), read_only() as session:
        mail = session.get_one(Mail, number)
        assert (mail.failed_at, mail.tries) == (None, 0)
        assert mail.due_at is not None


def test_a_sent_mail_is_not_sent_twice_by_an_old_page(app: Flask, sam):
    number = posted(app)
    with app.app_context(), transaction():
        mark_sent(claim_next(by=SYSTEM, at=now()), leaves_the_house=False, by=SYSTEM, at=now())
    sam.get(f"/mails/{number}")
    page = sam.post(f"/mails/{number}/tries", status=409)
    assert "Nothing is left to try" in page.text("main")


def test_a_kind_that_this_version_does_not_know_is_shown_as_far_as_it_goes(app: Flask, sam):
    number = posted(app, "kind_of_tomorrow", x=1)
    assert "kind_of_tomorrow" in sam.get("/mails").text("#mails")
    assert "does not know" in sam.get(f"/mails/{number}").text("main")
    assert sam.http.get(f"/mails/{number}/html").status_code == 404


def test_a_mail_without_all_its_values_breaks_no_page(app: Flask, sam):
    number = posted(app, "invitation", by="Dana")
    assert "does not know" in sam.get(f"/mails/{number}").text("main")


def test_customers_and_strangers_see_no_mails(app: Flask, client, signed_in):
    number = posted(app)
    customer = signed_in(stored_person(app, Role.PRIMARY_CONTACT, email="tom@example.com"))
    for path in ("/mails", f"/mails/{number}", f"/mails/{number}/html"):
        assert customer.http.get(path).status_code == 403
        assert client.http.get(path).status_code in (302, 303, 401)


def test_ready_says_whether_a_worker_acts(client):
    answer = client.http.get("/ready").get_json()
    assert answer == {"status": "ready", "worker": {"acts": False, "last_at": None}}


@pytest.mark.slow
@pytest.mark.parametrize("role", [Role.AGENT, Role.ACCOUNT_MANAGER, Role.SUPPORT_LEAD])
@pytest.mark.parametrize("kind", ["appointment_reminder", "booking_booked", "part_missing", "waiting_joined"])
def test_mails_of_the_service_desk_are_kept_from_those_who_may_not_see_its_customers(
    app: Flask, signed_in, ada, role: Role, kind: str
):
    """P1: name, address and plate of a customer stand in them; neither the list, the mail nor its tries are there."""
    number = posted(app, kind, **example_of(kind))
    other = signed_in(stored_person(app, role, email="other@example.com"))
    assert "mei@example.com" not in other.get("/mails").html
    for path in (f"/mails/{number}", f"/mails/{number}/html"):
        other.get(path, status=404)
        assert ada.http.get(path).status_code == 200
    other.post(f"/mails/{number}/tries", status=404)
    assert "mei@example.com" in ada.get("/mails").html
