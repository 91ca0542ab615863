"""Going through a list with forms alone: one touch one answer, nothing doubled, nothing lost (V31-V33, U3, U4, U21)."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from portal.clock import now
from portal.db import read_only, session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.checklists.models import Checklist, ChecklistEvent
from portal.domain.checklists.operations import void_checklist
from portal.domain.rights import Role
from tests.client import SignedInBrowser
from tests.factories_checklists import make_list
from tests.factories_people import stored_person

A_JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xe1\x00\x12Exif\x00\x00SECRETPLCE"
    b"\xff\xda\x00\x02\x11\x22\xff\xd9and more"
)


@pytest.fixture
def na(app: Flask, signed_in) -> SignedInBrowser:
    """Li Na, housekeeping."""
    return signed_in(stored_person(app, Role.HOUSEKEEPING, name="Li Na"))


@pytest.fixture
def jun(app: Flask, signed_in) -> SignedInBrowser:
    """Wu Jun, duty manager, who reads Chinese."""
    return signed_in(stored_person(app, Role.DUTY_MANAGER, name="吴俊", locale="zh_Hans"))


@pytest.fixture
def path(app: Flask) -> str:
    """A list of three items in room 1201, for a guest in two hours."""
    with app.app_context(), transaction():
        made = make_list(anchor_at=now() + timedelta(hours=2), at=now())
        return f"/checklists/{made.id}"


def said_in(app: Flask) -> list[ChecklistEvent]:
    """Every event."""
    with app.app_context(), read_only():
        return list(session().scalars(select(ChecklistEvent).order_by(ChecklistEvent.id)))


def touch(browser: SignedInBrowser, path: str, word: str, row: int = 0, **more):
    """The button of a row that says this; the page that follows."""
    page = browser.get(path)
    button = page.soup.select(".check")[row].select_one(f'[name=say][value$=" {word}"]')
    number = str(button["value"]).split()[0]
    fields = {f"{name}-{number}": value for name, value in more.items()}
    return browser.follow(browser.submit(page, "act", {"say": button["value"], **fields}))


def test_a_list_is_found_gone_through_and_signed_without_javascript(na: SignedInBrowser, jun: SignedInBrowser, path):
    """V31, U3, U4, U10: time first, progress, each state as a word, the next open item; then the name under it."""
    index = na.get("/checklists")
    assert "0 of 3" in index.text("#open-lists")
    assert "1201 · Short check" in index.text("#open-lists")
    page = touch(na, path, "passed")
    assert "1 of 3" in page.text("#check-head")
    assert "OK LN Li Na" in page.text(".check")
    assert "Minibar" in page.text("#check-foot")
    page = touch(na, path, "passed", 1)
    page = touch(na, path, "failed", 2, reason="Does not work", what="bedside")
    assert "Engineering by" in page.text("#rows-1")
    assert "Does not work: bedside" in page.text("#rows-1")
    assert "Faults: 1" in page.text("#check-head")
    assert "1201 · 简短检查" in jun.get(path).h1
    page = touch(jun, path, "accepted", 2, text="客人同意")
    assert "3/3" in page.text("main h2").replace(" ", "")
    answer = na.submit(na.get(path), "sign")
    assert answer.location == "/checklists"
    assert "passed with exception" in na.get("/checklists").text("#over")


def test_the_same_button_of_one_page_touched_twice_is_one_event(app: Flask, na: SignedInBrowser, path: str):
    """VE14, U7: and a correction is a second event."""
    page = na.get(path)
    say = {"say": page.soup.select_one('[name=say][value$=" passed"]')["value"]}
    for _ in range(2):
        na.submit(page, "act", say)
    assert [event.said for event in said_in(app)] == ["passed"]
    touch(na, path, "cleared")
    assert [event.said for event in said_in(app)] == ["passed", "cleared"]
    assert "To do" in na.get(path).text(".check")
    history = na.get(f"{path}/history")
    assert len(history.soup.select("tbody tr")) == 2


def test_the_rest_of_a_section_leaves_critical_items_and_counts(app: Flask, na: SignedInBrowser, path: str):
    """U12: an event for each, marked. Here one item is plain: no button, but it may be sent."""
    page = na.get(path)
    assert page.soup.select("[name=rest]") == []
    na.submit(page, "act", {"rest": page.soup.select_one(".check")["data-item"]})
    assert [(event.said, event.is_bulk) for event in said_in(app)] == [("passed", True)]
    assert na.get(path).texts(".check-mark") == ["To do", "To do", "OK"]


def test_fewer_bottles_than_there_should_be_are_no_pass(na: SignedInBrowser, path: str):
    """U14, VR55."""
    page = na.get(path)
    row = page.soup.select(".check")[1]
    number = row["data-item"]
    assert page.value(f"found-{number}") == "3"
    refused = na.submit(page, "act", {"say": f"{number} passed", f"found-{number}": "2"}, status=409)
    assert "2 of 3 are there" in refused.text("main")


def test_a_critical_item_cant_be_left_out_and_words_are_asked_for(na: SignedInBrowser, path: str):
    """VE44."""
    page = na.get(path)
    first, other = (page.soup.select(".check")[row]["data-item"] for row in (0, 2))
    na.submit(page, "act", {"say": f"{first} not_applicable", f"text-{first}": "x"}, status=409)
    na.submit(page, "act", {"say": f"{other} not_applicable"}, status=409)
    assert "Not applicable" in touch(na, path, "not_applicable", 2, text="No lamps").text("#rows-1")


def test_a_photo_loses_what_the_camera_wrote_and_is_seen_by_those_whose_list_it_is(
    app: Flask, na: SignedInBrowser, signed_in, path: str
):
    """U15, VE21, privacy 8: routes with rights, no cache; nothing else than a picture."""
    touch(na, path, "failed", 0, photo=(BytesIO(A_JPEG), "IMG_1.jpg"))
    address = na.get(path).soup.select_one(".check-note a")["href"]
    answer = na.get(address).response
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.mimetype == "image/jpeg"
    assert b"SECRET" not in answer.data
    assert answer.data.endswith(b"\xff\xd9")
    answer.close()
    cook = signed_in(stored_person(app, Role.KITCHEN))
    cook.get(address, status=404)
    cook.get(path, status=404)
    page = na.get(path)
    number = page.soup.select_one(".check")["data-item"]
    na.submit(page, "act", {"say": f"{number} photo", f"photo-{number}": (BytesIO(b"%PDF"), "x.jpg")}, status=422)


def test_what_is_said_after_a_list_is_void_is_kept_and_changes_nothing(app: Flask, na: SignedInBrowser, path: str):
    """VE18."""
    page = na.get(path)
    with app.app_context(), transaction():
        void_checklist(
            session().get_one(Checklist, int(path.rsplit("/", maxsplit=1)[-1])), "room moved", by=SYSTEM, at=now()
        )
    say = {"say": page.soup.select_one('[name=say][value$=" passed"]')["value"]}
    after = na.follow(na.submit(page, "act", say))
    assert "room moved" in after.text("main")
    assert "kept in its history" in after.text()
    assert [event.is_orphan for event in said_in(app)] == [True]


def test_paper_brings_its_own_time_and_person(app: Flask, na: SignedInBrowser, path: str):
    """U21: the sheet has the codes; entering it keeps the paper's time, who held the pen, and who typed."""
    mei = stored_person(app, Role.HOUSEKEEPING, name="Zhao Mei")
    assert na.get(f"{path}/sheet").texts("tbody tr td:first-child") == ["a1", "b1", "g1"]
    page = na.get(f"{path}/paper/new")
    answers = {str(box["name"]): box["value"] for box in page.soup.select("[name^=answer-][value=passed]")}
    at = (now() - timedelta(minutes=1)).astimezone().strftime("%Y-%m-%dT%H:%M")
    na.submit(page, "paper", {"person": str(mei.id), "at": "", **answers}, status=422)
    na.submit(page, "paper", {"person": str(mei.id), "at": at, **answers})
    events = said_in(app)
    assert [(one.is_from_paper, one.person_id, one.sent_by_id != mei.id) for one in events] == [
        (True, mei.id, True)
    ] * 3
    assert "sent by Li Na" in na.get(f"{path}/history").text("tbody")


def test_the_answers_stand_on_the_side_of_the_thumb(na: SignedInBrowser, path: str):
    """U3: kept in this browser."""
    assert "hand-right" in na.get(path).soup.body["class"]
    na.submit(na.get("/checklists"), "the left thumb", {"hand": "left"})
    assert "hand-left" in na.get(path).soup.body["class"]
