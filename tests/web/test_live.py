"""Living parts: drawn once for all who look at the same view, 204 while nothing changed (Q3, Q9)."""

import gzip

import pytest

from portal.clock import now
from portal.db import _writes, transaction
from portal.domain.people.models import Person
from portal.domain.people.operations import sign_out
from portal.domain.people.queries import holding
from portal.web import live
from portal.web.live import Kept, Views, sight_of
from tests.factories_people import actor_of, make_person
from tests.factories_tickets import make_agent, make_customer, make_ticket
from tests.living import House, app_with_board, drawings, looks
from tests.people import browser_of


@pytest.fixture
def board(app):
    """A portal with the board; Mei has one ticket, Sam and Ana look."""
    with app.app_context(), transaction():
        customer = make_customer()
        make_ticket(customer.mei, now(), title="First")
        sam, ana = make_agent("Sam Ortiz"), make_agent("Ana Kim")
    with app_with_board(app) as other:
        yield other, customer, sam, ana


@pytest.fixture
def looks_every_time(monkeypatch):
    """As if 0.8 s passed between any two requests."""
    monkeypatch.setattr(live, "COUNTS_FOR", 0.0)


@pytest.fixture
def looks_once(monkeypatch):
    """As if no time passed between two requests, however busy the machine is."""
    monkeypatch.setattr(live, "COUNTS_FOR", 1_000.0)


def open_another(app, customer, title="Second"):
    with app.app_context(), transaction():
        make_ticket(customer.mei, now(), title=title)


def test_who_has_it_already_gets_204_until_something_changes(board, looks_every_time):
    app, customer, sam, _ana = board
    http = browser_of(app, sam.person).http
    first = http.get("/board/live")
    signature = first.text.split('data-v="')[1].split('"')[0]
    assert http.get(f"/board/live?v={signature}").status_code == 204
    open_another(app, customer)
    after = http.get(f"/board/live?v={signature}")
    assert after.status_code == 200
    assert "Second" in after.text


def test_a_view_is_looked_at_and_drawn_once_for_all_who_see_the_same(board, looks_once):
    app, _customer, sam, ana = board
    answers = [browser_of(app, one.person).http.get("/board/live").text for one in (sam, ana, sam)]
    assert len(set(answers)) == 1
    assert (len(looks), len(drawings)) == (1, 1)


def test_the_page_looks_anew_after_every_change_and_not_without_one(board, looks_once):
    """What one has just done oneself must stand there when the page comes back."""
    app, customer, sam, _ana = board
    http = browser_of(app, sam.person).http
    assert http.get("/board").text == http.get("/board").text
    assert (len(looks), len(drawings)) == (1, 1)
    open_another(app, customer)
    assert "Second" in http.get("/board").text
    assert "Second" in http.get("/board/live").text
    assert (len(looks), len(drawings)) == (2, 2)


def test_who_comes_from_a_change_is_shown_it_by_every_process(board, looks_once):
    """The change was made by another one: this one has written nothing, and looks all the same."""
    app, customer, sam, ana = board
    sam_http, ana_http = browser_of(app, sam.person).http, browser_of(app, ana.person).http
    sam_http.get("/board")
    with app.app_context():
        seen = _writes[0]
        open_another(app, customer)
        _writes[0] = seen
    assert "Second" not in ana_http.get("/board").text, "she reads it 0.8 s later"
    with sam_http.session_transaction() as cookie:
        cookie["_flashes"] = [("message", "It is done.")]
    assert "Second" in sam_http.get("/board").text


def test_after_ones_own_change_it_is_looked_at_anew(board, looks_once):
    app, customer, sam, _ana = board
    http = browser_of(app, sam.person).http
    http.get("/board/live")
    open_another(app, customer)
    assert "Second" not in http.get("/board/live").text, "within 0.8 s nobody looks again"
    assert "Second" in http.get("/board/live?now=1").text


def test_each_choice_language_and_zone_is_a_view_of_its_own(board, looks_once):
    app, _customer, sam, ana = board
    with app.app_context(), transaction() as session:
        session.get(Person, ana.id).locale = "zh_Hans"
    for person, query in ((sam, ""), (sam, "?q=x"), (ana, ""), (ana, "?q=x")):
        browser_of(app, person.person).http.get(f"/board/live{query}")
    assert len(looks) == 4


def test_what_somebody_may_see_distinguishes_views(app):
    with app.app_context(), transaction():
        northwind, corvid = make_customer("Northwind"), make_customer("Corvid")
        tom = northwind.colleague("Tom")
        sam, ana = make_agent("Sam"), make_agent("Ana")
        sights = {one: sight_of(who.actor) for one, who in (("mei", northwind.mei), ("tom", tom), ("sam", sam))}
        assert sight_of(ana.actor) == sights["sam"]
        assert len({*sights.values(), sight_of(corvid.mei.actor)}) == 4


def test_who_is_signed_out_is_told_so_and_not_sent_away(board):
    """A page in which somebody types must not be replaced by the sign-in page."""
    app, _customer, sam, _ana = board
    http = browser_of(app, sam.person).http
    with http.session_transaction() as cookie:
        cookie.clear()
    answer = http.get("/board/live", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "HX-Redirect" not in answer.headers
    assert http.get("/board/live").status_code == 303, "without htmx it is an address like any other"


def test_a_short_and_a_long_answer_read_the_same_zipped(board):
    app, _customer, sam, _ana = board
    http = browser_of(app, sam.person).http
    zipped = http.get("/board/live", headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    plain = http.get("/board/live", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(zipped.data) == plain.data


def test_a_page_that_holds_what_is_kept_packed_reads_the_same_zipped(board):
    app, customer, sam, _ana = board
    for number in range(20):
        open_another(app, customer, f"Number {number}")
    http = browser_of(app, sam.person).http
    zipped = http.get("/board", headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == http.get("/board", headers={"Accept-Encoding": "gzip;q=0"}).data


def test_what_is_kept_stays_small():
    views = Views(most_bytes=10_000)
    for number in range(50):
        views.keep(bytes([number]), Kept("s", b"a" * 3_000, b"", 0.0, 0.0))
    assert [number for number in range(50) if views.get(bytes([number]))] == [48, 49]


def test_many_holders_are_asked_for_at_once(app):
    with app.app_context(), transaction():
        sam, ana, gone = make_person(), make_person(), make_person(deactivated_at=now())
    for person in (sam, ana, sam, gone):
        browser_of(app, person)
    with app.app_context(), transaction():
        sign_out(by=actor_of(ana, sign_in_id=2), at=now())
        found = holding([1, 2, 3, 4, 99], now())
        assert {key: actor.person_id for key, actor in found.items()} == {1: sam.id, 3: sam.id}
        assert live.standing_of(found[1]) == live.standing_of(actor_of(sam, sign_in_id=1))


def test_who_sends_a_form_is_shown_what_is_theirs_after_it_and_others_are_not_asked_about(board, monkeypatch):
    """Q3: their own language, zone or sight may be another then; no poll may show the page as it was before."""
    monkeypatch.setattr(live, "COUNTS_FOR", 1_000.0)
    app, _customer, sam, ana = board
    house, sams, anas = House(app), browser_of(app, sam.person), browser_of(app, ana.person)
    sams.get("/account")
    sam_, ana_ = ("deskbell=" + one.http.get_cookie("deskbell").value for one in (sams, anas))

    async def story():
        for one in (sam_, ana_, sam_, ana_):
            await house.get(one)
        assert house.asked == 2
        sent = await house.get(sam_, "", method="POST", path=b"/account", x_csrftoken=sams.csrf)
        assert (sent.status, house.asked) == (422, 3)
        await house.get(ana_)
        assert house.asked == 3
        await house.get(sam_)
        assert house.asked == 4

    house.run(story)
