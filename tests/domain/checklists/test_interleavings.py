"""Two tablets on the same lists at once: no event lost, none doubled, a fault beats a pass (V32, V33, VE13-VE18).

Each tablet is a process of its own. It says something about a list, learns now and then what the other has said, takes
things back, writes notes, and sends: late, in parts, the same again when an answer was lost, and once more much later.
The suite goes through 30 lists; DESKBELL_LIST_INTERLEAVINGS=10000 asks for so many.
"""

import os
import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import read_only, session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.checklists.drafts import ListDraft, Statement
from portal.domain.checklists.models import Checklist, ChecklistEvent, ChecklistItem
from portal.domain.checklists.operations import Sent, make_checklist, take_in
from portal.domain.checklists.queries import broken_chains, newest_version
from portal.domain.checklists.templates import Content, Item, Section
from portal.domain.checklists.words import Photo, Said, State
from tests.at_once import AtOnce
from tests.factories_checklists import make_short_template

pytestmark = pytest.mark.slow
LISTS = int(os.environ.get("DESKBELL_LIST_INTERLEAVINGS", "30"))
AT = datetime(2026, 6, 2, 12, tzinfo=UTC)
TWO = Content((Section("Room", "", tuple(Item(code, code, photo=Photo.NEVER) for code in ("a", "b"))),))
WORDS = (Said.PASSED, Said.PASSED, Said.PASSED, Said.FAILED, Said.CLEARED, Said.NOTE)
SAYS = 3  # things about a list, each tablet
MOST_AWAY = 8  # statements that wait before the network is back


class Tablet:
    """One process."""

    def __init__(self, name: str, lists: list[int], seed: int) -> None:
        """With chances of its own."""
        self.name, self.lists, self.chance = name, lists, random.Random(seed)
        self.number = 0
        self.waiting: list[tuple[int, int, Statement]] = []  # list, position, what
        self.sent: list[tuple[int, int, Statement]] = []

    def go_on(self) -> list[str]:
        """Everything that it said, by its keys."""
        keys = []
        for checklist_id in self.lists:
            seen = self.look(checklist_id)
            for _ in range(SAYS):
                if self.chance.random() < 0.3:
                    seen = self.look(checklist_id)
                keys.append(self.say(checklist_id, seen))
                if self.chance.random() < 0.4 or len(self.waiting) > MOST_AWAY:
                    self.send()
        while self.waiting:
            self.send()
        return keys

    def look(self, checklist_id: int) -> int:
        """The page as it stands now."""
        with read_only():
            return session().scalars(select(Checklist.last_event_id).where(Checklist.id == checklist_id)).one()

    def say(self, checklist_id: int, seen: int) -> str:
        self.number += 1
        word = self.chance.choice(WORDS)
        at = AT + timedelta(seconds=self.chance.randrange(3600))
        said = Statement(
            f"{self.name}-{self.number}",
            word,
            reason="dark" if word in (Said.FAILED, Said.NOTE) else "",
            seen_id=seen,
            stream=self.name,
            number=self.number,
            client_at=at,
            sent_at=at + timedelta(minutes=self.chance.randrange(20)),
        )
        self.waiting.append((checklist_id, self.chance.randrange(2), said))
        return said.key

    def send(self) -> None:
        """Some of what waits; the request is lost, or its answer is, or an old one comes again."""
        batch = [one for one in self.waiting if one[0] == self.waiting[0][0]] if self.waiting else []
        if self.chance.random() < 0.1 and self.sent:
            self.deliver([self.chance.choice(self.sent)])
        if not batch or self.chance.random() < 0.1:
            return
        self.deliver(batch)
        if self.chance.random() < 0.8:
            self.waiting = [one for one in self.waiting if one not in batch]
            self.sent = [*self.sent, *batch][-20:]

    def deliver(self, batch: list[tuple[int, int, Statement]]) -> None:
        with transaction():
            checklist = session().get_one(Checklist, batch[0][0])
            of_list = select(ChecklistItem).where(ChecklistItem.checklist_id == checklist.id)
            items = list(session().scalars(of_list.order_by(ChecklistItem.position)))
            answers = take_in(checklist, [Sent(items[at], said) for _, at, said in batch], by=SYSTEM, at=AT)
            assert all(answer.event for answer in answers)


def tablet(*given) -> list[str]:
    """What one process says."""
    return Tablet(*given).go_on()


def test_two_tablets_lose_nothing_and_double_nothing_and_a_fault_beats_a_pass(app: Flask):
    with app.app_context(), transaction():
        make_short_template("two", TWO)
        made = [make_checklist(newest_version("two"), ListDraft(), by=SYSTEM, at=AT) for _ in range(LISTS)]
        session().flush()
        lists = [one.id for one in made]
    at_once = AtOnce(app.config["PORTAL"], 2, patience=60 + LISTS)
    said = at_once((tablet, "left", lists, 1), (tablet, "right", lists, 2), in_steps=True)
    at_once.end()
    with app.app_context(), read_only():
        events = list(session().scalars(select(ChecklistEvent).order_by(ChecklistEvent.id)))
        assert sorted(event.key for event in events) == sorted(key for keys in said for key in keys)
        assert list(broken_chains()) == []
        by_item: dict[int, list[ChecklistEvent]] = {}
        for event in events:
            by_item.setdefault(event.item_id, []).append(event)
        states = {item.id: item for item in session().scalars(select(ChecklistItem))}
        wrong = [number for number, item in states.items() if not is_right(item, by_item.get(number, []))]
        assert wrong == []
        met = Counter(item.state for item in states.values())
        assert {State.OPEN, State.PASSED, State.FAILED} <= set(met)
        assert any(item.is_contradicted for item in states.values()), "Nobody met anybody: ask for more"


def is_right(item: ChecklistItem, events: list[ChecklistEvent]) -> bool:
    """Said again without the rules: a fault stands until somebody who knew of it took it back; so does a pass, unless
    there is a fault; who took something back without knowing of a pass leaves the item open.
    """
    back = [event for event in events if event.said == Said.CLEARED]
    stands = {
        word: [one for one in events if one.said == word and not any(knew(other, one) for other in back)]
        for word in (Said.PASSED, Said.FAILED)
    }
    knowing = [one for one in stands[Said.PASSED] if all(knew(one, other) for other in back)]
    wanted = State.FAILED if stands[Said.FAILED] else State.PASSED if knowing else State.OPEN
    return item.state == wanted and item.notes == sum(event.said == Said.NOTE for event in events)


def knew(later: ChecklistEvent, earlier: ChecklistEvent) -> bool:
    """The same tablet knows what it said before; of the other's, what its page showed."""
    if later.stream == earlier.stream:
        return earlier.number < later.number
    return earlier.id <= later.seen_id
