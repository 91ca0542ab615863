"""Attack: another scope's rows from what is kept for living parts, by cookie, query, header, or an old admission (P2).

And that the shortcut is one: an admitted page costs the portal nothing, a view is looked at once for all (Q9).
"""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import OperationalError

from portal import viewers
from portal.clock import now
from portal.db import session, transaction
from portal.domain.people.models import Person, PersonRole, SignIn
from portal.web import live
from tests.factories_tickets import make_agent, make_customer, make_ticket
from tests.living import House, app_with_board, deactivate, end_sign_in, expire, forget, looks, take_roles
from tests.people import browser_of


def cookie_of(app, doer) -> str:
    return "deskbell=" + browser_of(app, doer.person).http.get_cookie("deskbell").value


@pytest.fixture
def desk(app):
    """Two customers with a ticket each, whose people may see their own; Sam, on staff, sees both."""
    with app.app_context(), transaction():
        northwind, corvid, sam = make_customer("Northwind"), make_customer("Corvid"), make_agent()
        make_ticket(northwind.mei, now(), title="Of Northwind")
        make_ticket(corvid.mei, now(), title="Of Corvid")
    people = {"sam": sam, "mei": northwind.mei, "olga": corvid.mei}
    with app_with_board(app) as board:
        yield House(board), {name: cookie_of(board, one) for name, one in people.items()}, people


@pytest.fixture
def counts_for_ever(monkeypatch):
    """So that a slow machine looks no oftener than a fast one."""
    monkeypatch.setattr(live, "COUNTS_FOR", 1_000.0)


def test_an_admitted_page_is_answered_without_the_portal(desk, counts_for_ever):
    house, cookies, _people = desk

    async def story():
        first = await house.get(cookies["sam"], accept_encoding="gzip")
        assert sorted(first.titles) == ["Of Corvid", "Of Northwind"]
        same = await house.get(cookies["sam"], f"v={first.signature}", accept_encoding="gzip")
        again = await house.get(cookies["sam"], "v=old", accept_encoding="gzip")
        assert house.asked == 1
        assert (same.status, same.body) == (204, b"")
        assert (again.status, again.text) == (200, first.text)
        wanted = {"content-security-policy", "x-content-type-options", "content-encoding", "cache-control", "vary"}
        assert {name: again.headers[name] for name in wanted - {"vary"}} == {
            name: first.headers[name] for name in wanted - {"vary"}
        }
        assert again.headers["content-length"] == str(len(again.body))

    house.run(story)


def test_after_each_own_change_one_sees_what_is_true_now(app, desk, counts_for_ever):
    """Not what somebody else was shown a moment before it."""
    house, cookies, people = desk

    async def story():
        seen = await house.get(cookies["sam"])
        for title in ("A second", "A third"):
            with app.app_context(), transaction():
                make_ticket(people["mei"], now(), title=title)
            seen = await house.get(cookies["sam"], f"v={seen.signature}&now=1")
            assert title in seen.titles

    house.run(story)


def test_each_sees_their_own_however_they_ask(desk, counts_for_ever):
    """The same address, one after another and crosswise, admitted or not."""
    house, cookies, _people = desk
    own = {"sam": ["Of Corvid", "Of Northwind"], "mei": ["Of Northwind"], "olga": ["Of Corvid"]}

    async def story():
        seen = {name: await house.get(cookies[name]) for name in own}
        for _turn in range(2):
            for name, titles in own.items():
                for other in own:
                    answer = await house.get(cookies[name], f"v={seen[other].signature}")
                    assert answer.status == (204 if name == other else 200)
                    assert name == other or sorted(answer.titles) == titles
        assert house.asked == 3

    house.run(story)


CRAFTED = [
    "v=x&v={signature}",
    "v={signature}&v=x",
    "v={signature}&q=",
    "q=&v={signature}",
    "v={signature}&portal.live=1",
    "V={signature}&v=",
    "%76={signature}&v=",
    "v={signature};v=x",
    "v={signature}%00",
    "now=1&v=x",
]


@pytest.mark.parametrize("query", CRAFTED)
def test_no_query_leads_to_rows_of_others(desk, counts_for_ever, query):
    house, cookies, _people = desk

    async def story():
        of_sam, of_olga = await house.get(cookies["sam"]), await house.get(cookies["olga"])
        for signature in (of_sam.signature, of_olga.signature):
            for _turn in range(2):
                answer = await house.get(cookies["mei"], query.format(signature=signature))
                assert answer.status in (200, 204)
                assert answer.titles in ([], ["Of Northwind"])

    house.run(story)


@pytest.mark.parametrize("name", ["portal.live", "portal-live", "x-portal-live", "http-portal.live", "wsgi.input"])
def test_no_header_passes_for_the_portals_word(desk, counts_for_ever, name):
    house, cookies, _people = desk

    async def story():
        await house.get(cookies["sam"])
        for value in ("sam", "1", "sign_in"):
            for _turn in range(2):
                assert (await house.get(cookies["mei"], **{name: value})).titles == ["Of Northwind"]
                assert (await house.get("", **{name: value})).status == 401

    house.run(story)


def test_a_cookie_that_is_not_the_same_to_the_last_byte_is_nobodys(desk, counts_for_ever):
    house, cookies, _people = desk

    async def story():
        good = cookies["sam"]
        assert (await house.get(good)).status == 200
        for bad in ("", good[:-1], good + "x", good.swapcase(), good.replace("deskbell", "Deskbell"), "deskbell="):
            assert (await house.get(bad)).status == 401
        assert (await house.get(f"a=b; {good}")).status == 200, "a browser may have others"
        assert house.asked == 8

    house.run(story)


def test_only_a_plain_get_is_answered_from_what_is_kept(desk, counts_for_ever):
    house, cookies, _people = desk

    async def story():
        await house.get(cookies["sam"])
        head = await house.get(cookies["sam"], method="HEAD")
        assert (head.status, head.body) == (200, b"")
        assert (await house.get(cookies["sam"], method="POST")).status == 405
        assert (await house.get(cookies["sam"], content_length="0")).status == 200
        assert (await house.get(cookies["sam"], path=b"/board%2flive")).status == 200
        assert house.asked == 5

    house.run(story)


LOST = [(end_sign_in, 401), (expire, 401), (forget, 401), (deactivate, 401), (take_roles, 403)]


@pytest.mark.parametrize(("happens", "status"), LOST, ids=[happens.__name__ for happens, _ in LOST])
def test_who_may_no_longer_look_is_refused_after_the_next_check(desk, counts_for_ever, happens, status):
    house, cookies, people = desk

    async def story():
        assert (await house.get(cookies["sam"])).status == 200
        with house.app.app_context(), transaction():
            happens(people["sam"].person)
        await house.gate.viewers.check()
        assert (await house.get(cookies["sam"])).status == status
        assert (await house.get(cookies["sam"])).status == status
        assert (await house.get(cookies["mei"])).titles == ["Of Northwind"]

    house.run(story)


def test_who_sees_less_gets_less_after_the_next_check(desk, counts_for_ever):
    """A caller who moves to another organisation, or no longer sees their colleagues' tickets."""
    house, cookies, people = desk

    async def story():
        assert (await house.get(cookies["mei"])).titles == ["Of Northwind"]
        with house.app.app_context(), transaction():
            moved = {"organisation_id": people["olga"].person.organisation_id, "sees_whole_organisation": False}
            session().execute(update(Person).where(Person.id == people["mei"].id).values(moved))
            primary = (PersonRole.person_id == people["mei"].id) & (PersonRole.role == "primary_contact")
            session().execute(delete(PersonRole).where(primary))
        await house.gate.viewers.check()
        assert (await house.get(cookies["mei"])).titles == []

    house.run(story)


@pytest.mark.parametrize("database_is_there", [True, False])
def test_nobody_is_answered_who_was_not_found_standing_lately(desk, counts_for_ever, monkeypatch, database_is_there):
    """They wait for the check; when it can't be made, the portal decides."""
    house, cookies, _people = desk

    def away(_holders):
        raise OperationalError("", {}, Exception())

    async def story():
        assert (await house.get(cookies["sam"])).status == 200
        monkeypatch.setattr(viewers, "CHECKED_EVERY", 0.0)
        monkeypatch.setattr(viewers, "PROVED_FOR", 0.0)
        if not database_is_there:
            monkeypatch.setattr(house.gate.viewers, "_found", away)
        assert (await house.get(cookies["sam"])).status == 200
        assert house.asked == (1 if database_is_there else 2)

    house.run(story)


def test_polls_set_the_check_going_by_themselves(desk, counts_for_ever, monkeypatch):
    house, cookies, people = desk
    monkeypatch.setattr(viewers, "CHECKED_EVERY", 0.0)

    async def story():
        await house.get(cookies["sam"])
        with house.app.app_context(), transaction():
            end_sign_in(people["sam"].person)
        assert (await house.get(cookies["sam"])).status == 200
        await house.gate.viewers._check
        assert (await house.get(cookies["sam"])).status == 401

    house.run(story)


def grow_old(house):
    """What is kept counts no more."""
    views = house.app.extensions["live"]
    for view, kept in list(views._kept.items()):
        views.keep(view, replace(kept, looked_at=-1e9))


def test_a_stale_view_is_looked_at_once_for_all_who_wait(desk, counts_for_ever):
    house, cookies, people = desk
    all_of_sams = [cookies["sam"], *(cookie_of(house.app, people["sam"]) for _ in range(20))]

    async def story():
        for cookie in all_of_sams:
            await house.get(cookie)
        before = len(looks), house.asked
        grow_old(house)
        answers = await asyncio.gather(*(house.get(cookie) for cookie in all_of_sams))
        assert {tuple(sorted(answer.titles)) for answer in answers} == {("Of Corvid", "Of Northwind")}
        assert (len(looks), house.asked) == (before[0] + 1, before[1] + 1)

    house.run(story)


def test_who_asks_for_others_and_fails_keeps_nobody_waiting(desk, counts_for_ever):
    """The one poll that is to look anew is refused; the next one in the row looks."""
    house, cookies, people = desk
    others = [cookie_of(house.app, people["sam"]) for _ in range(3)]

    async def story():
        for cookie in (cookies["sam"], *others):
            await house.get(cookie)
        with house.app.app_context(), transaction():
            session().execute(update(SignIn).where(SignIn.id == 1).values(ended_at=now()))
        grow_old(house)
        answers = await asyncio.gather(*(house.get(cookie) for cookie in (cookies["sam"], *others)))
        assert [answer.status for answer in answers] == [401, 200, 200, 200]

    house.run(story)


def test_admissions_are_bounded(desk, counts_for_ever, monkeypatch):
    house, cookies, _people = desk
    monkeypatch.setattr(viewers, "MOST", 3)

    async def story():
        for number in range(10):
            await house.get(cookies["mei"], f"q={number}&v=")
        assert len(house.gate.viewers._admitted) == 3
        monkeypatch.setattr(viewers, "IDLE_FOR", -1.0)
        await house.gate.viewers.check()
        assert len(house.gate.viewers._admitted) == 0

    house.run(story)
