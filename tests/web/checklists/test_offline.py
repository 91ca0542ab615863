"""What a tablet kept without network: each once, at its own time, under the name of who said it (V33, VE14-VE20)."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from portal.clock import now
from portal.db import read_only, session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.checklists.models import Checklist
from portal.domain.checklists.operations import void_checklist
from portal.domain.people.models import Person
from portal.domain.rights import Role
from tests.client import SignedInBrowser
from tests.factories_checklists import make_list
from tests.factories_people import stored_person
from tests.web.checklists.test_going_through import A_JPEG, said_in


class Tablet:
    """A page of a list with its queue; whose browser sends it is said."""

    def __init__(self, browser: SignedInBrowser, path: str) -> None:
        """Opened while there was network."""
        page = browser.get(path)
        self.path, self.browser, self.token = path, browser, page.soup.select_one("#check")["data-author"]
        self.items = [int(row["data-item"]) for row in page.soup.select(".check")]
        self.seen = int(page.soup.select_one("#check-head")["data-seen"])
        self.said: list[dict] = []

    def say(self, row: int, word: str, *, ago: timedelta = timedelta(minutes=25), skew=timedelta(0), **more) -> None:
        """Kept, by the tablet's clock."""
        number = len(self.said) + 1
        at = (now() + skew - ago).isoformat()
        facts = {"key": f"{self.token[-8:]}-{number}-key", "item": self.items[row], "said": word, "seen": self.seen}
        self.said.append(
            {**facts, "stream": "tablet-1", "number": number, "client_at": at, "person": self.token, **more}
        )

    def send(self, by: SignedInBrowser, *, skew=timedelta(0), status: int = 200, most: int | None = None) -> list[dict]:
        """All of it, by whoever is signed in now."""
        by.get("/checklists")
        body = {"sent_at": (now() + skew).isoformat(), "statements": self.said[:most]}
        answer = by.http.post(f"{self.path}/statements", json=body, headers={"X-CSRFToken": by.csrf})
        assert answer.status_code == status, answer.get_data(as_text=True)[:500]
        return answer.get_json()["answers"] if status == 200 else []


@pytest.fixture
def na(app: Flask, signed_in) -> SignedInBrowser:
    """Li Na, housekeeping."""
    return signed_in(stored_person(app, Role.HOUSEKEEPING, name="Li Na"))


@pytest.fixture
def checklist_id(app: Flask) -> int:
    """Three items, made an hour ago."""
    with app.app_context(), transaction():
        return make_list(anchor_at=now() + timedelta(hours=2), at=now() - timedelta(hours=1)).id


@pytest.fixture
def tablet(na: SignedInBrowser, checklist_id: int) -> Tablet:
    """Li Na's."""
    return Tablet(na, f"/checklists/{checklist_id}")


def test_a_batch_arrives_once_in_order_with_the_tablet_s_times_however_wrong_its_clock(app, na, tablet):
    """V33, VE14, VE16, VE17: sent twice, and a part of it before; the clock is three hours wrong."""
    wrong = timedelta(hours=3)
    tablet.say(0, "passed", skew=wrong)
    tablet.say(0, "cleared", ago=timedelta(minutes=24), skew=wrong)
    tablet.say(1, "passed", ago=timedelta(minutes=20), skew=wrong, found=3)
    assert [one["is"] for one in tablet.send(na, skew=wrong, most=2)] == ["taken"] * 2
    for _ in range(2):
        assert [one["is"] for one in tablet.send(na, skew=wrong)] == ["taken"] * 3
    events = said_in(app)
    assert [(one.said, one.number) for one in events] == [("passed", 1), ("cleared", 2), ("passed", 3)]
    assert all(
        abs(now() - timedelta(minutes=m) - e.happened_at) < timedelta(seconds=60)
        for m, e in zip((25, 24, 20), events, strict=True)
    )
    assert na.get(tablet.path).texts(".check-mark") == ["To do", "OK", "To do"]


def test_another_s_sign_in_carries_the_bytes_but_not_the_name(app: Flask, signed_in, tablet: Tablet):
    """VE19: and no right; not even one of another department loses them."""
    cook = signed_in(stored_person(app, Role.KITCHEN, name="Romano"))
    tablet.say(0, "passed")
    tablet.say(2, "failed", reason="dark")
    tablet.say(2, "accepted", reason="never mind")
    answers = tablet.send(cook)
    assert [one["is"] for one in answers] == ["taken", "taken", "refused"]
    names = {person.id: person.name for person in people(app)}
    assert {(names[one.person_id], names[one.sent_by_id]) for one in said_in(app)} == {("Li Na", "Romano")}
    tablet.said = [{**one, "person": "forged.token", "key": f"forged-{one['key']}"} for one in tablet.said]
    assert tablet.send(cook, status=404) == []
    assert [one["is"] for one in tablet.send(tablet.browser)] == ["refused"] * 3


def test_what_comes_after_its_author_has_left_is_refused(app: Flask, na: SignedInBrowser, signed_in, tablet: Tablet):
    """VE51."""
    tablet.say(0, "passed")
    other = signed_in(stored_person(app, Role.HOUSEKEEPING, name="Zhao Mei"))
    with app.app_context(), transaction():
        session().scalars(select(Person).where(Person.name == "Li Na")).one().deactivated_at = now()
    assert [one["is"] for one in tablet.send(other)] == ["refused"]
    assert said_in(app) == []


def test_a_list_that_is_over_keeps_what_comes_late_and_says_so_once(app, na, tablet, checklist_id):
    """VE18: an orphan, which is final."""
    tablet.say(0, "passed")
    with app.app_context(), transaction():
        void_checklist(session().get_one(Checklist, checklist_id), "stay cancelled", by=SYSTEM, at=now())
    assert [one["is"] for one in tablet.send(na)] == ["orphan"]
    assert "after the list was over" in na.get(f"{tablet.path}/history").text("tbody")
    assert "It stands in the history" in na.get(tablet.path).text("#check-state")


def test_a_photo_comes_once_under_its_key_and_the_list_waits_for_it(app: Flask, na: SignedInBrowser, tablet: Tablet):
    """VE21: whoever sends it, and however often."""
    tablet.say(0, "failed")
    tablet.send(na)
    assert "photo still to come" in na.get(tablet.path).text(".check")
    fields = {
        "key": "photo-key-1",
        "item": str(tablet.items[0]),
        "said": "photo",
        "person": tablet.token,
        "number": "9",
    }
    for _ in range(2):
        answer = na.post(f"{tablet.path}/photos", {**fields, "photo": (BytesIO(A_JPEG), "photo.jpg")}, status=200)
        assert answer.response.get_json()["answers"][0]["is"] == "taken"
    assert [one.said for one in said_in(app)] == ["failed", "photo"]
    assert "photo still to come" not in na.get(tablet.path).text(".check")
    folder = app.config["PORTAL"].attachments
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    "body", ["[]", "null", "x", '{"statements": 3}', '{"statements": [{"key": "k", "said": {}}, 5, {"item": 1e99}]}']
)
def test_whatever_is_odd_in_a_batch_is_left_out(na: SignedInBrowser, tablet: Tablet, body: str):
    na.get("/checklists")
    answer = na.http.post(
        f"{tablet.path}/statements",
        data=body,
        content_type="application/json",
        headers={"X-CSRFToken": na.csrf},
    )
    assert answer.get_json() == {"answers": [], "seen": 0}


def test_the_worker_s_script_reaches_all_lists_and_is_the_build_s_own(na: SignedInBrowser):
    """V33: it may answer for every page of lists, and names this build's files."""
    answer = na.get("/checklists/worker").response
    assert answer.headers["Service-Worker-Allowed"] == "/checklists"
    assert "/assets/tablet." in answer.get_data(as_text=True)


def people(app: Flask) -> list[Person]:
    """Everybody."""
    with app.app_context(), read_only():
        return list(session().scalars(select(Person)))
