"""Who declines: why, what they were told, when they may be called again; the words a shop begins with (BR15-BR18)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.domain.actors import Actor
from portal.domain.outreach.operations import record_attempt
from portal.domain.outreach.refusals import AgainTooSoon
from portal.domain.outreach.rules import Explained, Outcome, Reason, State, Why
from portal.domain.outreach.scripts import INCOMING, default_script
from tests.domain.outreach.test_calls import AT, DAY, an, done, due, make_all, reasons  # noqa: F401 - a fixture


def test_who_declines_is_told_why_it_makes_sense_and_may_be_called_on_a_day_of_their_choice(an: Actor):  # noqa: F811
    """BR15: the reason and what was explained are kept; with a date the invite stays open until then, promised (Q7)."""
    due()
    (invite,) = make_all()
    kept = done(Outcome.NOT_NOW, declined_because=Why.NO_TIME, explained=f"{Explained.SENSE} {Explained.OPEN_WORK}")
    with pytest.raises(AgainTooSoon):
        record_attempt(invite, replace(kept, call_again_at=AT + timedelta(hours=2)), by=an, at=AT)
    attempt = record_attempt(invite, replace(kept, call_again_at=AT + 3 * DAY), by=an, at=AT)
    assert (attempt.declined_because, attempt.explained) == ("no_time", "sense open_work")
    assert (invite.state, invite.promised_at) == (State.OPEN, AT + 3 * DAY)
    assert [reasons(an, AT + DAY), reasons(an, AT + 3 * DAY)] == [[], ["periodic"]]
    record_attempt(invite, replace(kept, call_again_at=None), by=an, at=AT + 3 * DAY)
    assert (invite.state, invite.promised_at) == (State.DECLINED, None)


def test_a_day_that_was_typed_is_no_promise_to_who_never_wants_it(an: Actor):  # noqa: F811
    """BR15, BR16."""
    due()
    (invite,) = make_all()
    record_attempt(invite, done(Outcome.NOT_WANTED, call_again_at=AT + DAY), by=an, at=AT)
    assert (invite.state, invite.promised_at) == (State.NOT_WANTED, None)


@pytest.mark.parametrize("kind", [*Reason, INCOMING])
def test_the_words_a_shop_begins_with_introduce_thank_and_let_the_customer_hang_up(kind: str):
    """BR8, BR17, BR18; BR21: who is called says first which shop and who it is."""
    for locale, thanks, hang_up in (("en", "Thank you", "hang up first"), ("zh_Hans", "感谢", "先放下电话")):
        first, *_, last = default_script(kind, locale).splitlines()
        assert "{shop}" in first
        assert "{me}" in first
        assert thanks in last
        assert hang_up in last
        if kind == INCOMING:
            assert first.index("{shop}") < first.index("{me}") < 20
