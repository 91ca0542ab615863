"""What can be decided from values alone."""

from datetime import timedelta

import pytest

from portal.domain.calendars.drafts import guide_calendar
from portal.domain.tickets.rules import (
    Fact,
    Facts,
    Standing,
    State,
    has_content,
    is_full_model,
    is_imei,
    may_become,
    may_reopen,
    newest_of_others,
    reopen_until,
    silence,
    staff_may_set,
    standing,
    still_needed,
    stops_first_response_clock,
)
from tests.factories_tickets import MONDAY, ny

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("imei", ["490154203237518", "49-015420-323751-8", " 356938035643809 "])
def test_an_imei_is_15_digits_with_the_right_check_digit_s40(imei):
    assert is_imei(imei)


NO_IMEIS = ["490154203237519", "49015420323751", "4901542032375180", "49015420323751a", "", "0" * 15]


@pytest.mark.parametrize("imei", [*NO_IMEIS, "４９０１５４２０３２３７５１８"])
def test_what_is_no_imei_s40(imei):
    assert not is_imei(imei)


@pytest.mark.parametrize("model", ["S20 G988U", "SM-G988U", "Galaxy Tab Active3 (SM-T570)", "a135u", "iPhone 14 A2649"])
def test_a_model_with_its_code_is_full_s40(model):
    assert is_full_model(model)


@pytest.mark.parametrize("model", ["S20", "Galaxy S24 Ultra", "Note10", "XCover6 Pro", "Tab S7", "phone", ""])
def test_a_bare_marketing_name_is_questioned_s40(model):
    assert not is_full_model(model)


def test_still_needed_lists_what_is_missing_s40():
    said = {"expected": "x", "impact": "x", "since": "x", "carrier": "V", "service_id": "1"}
    facts = Facts(**said, reproducible="always", device_model="S20 G988U")
    assert still_needed(facts, files=1) == (Fact.STEPS, Fact.IMEI, Fact.DEVICE_COUNT, Fact.OS_BUILD)


def test_steps_are_not_needed_where_it_happened_once_s40():
    assert Fact.STEPS not in still_needed(Facts(reproducible="once"), files=0)
    assert Fact.FILES in still_needed(Facts(), files=0)


@pytest.mark.parametrize(
    ("body", "is_public", "by_staff", "is_automatic", "stops"),
    [
        ("Restart the agent.", True, True, False, True),
        ("We have received your mail.", True, True, True, False),  # automatic receipt
        ("Looks like the certificate.", False, True, False, False),  # internal note
        ("Any news?", True, False, False, False),  # the customer's own
        ("> Any news?\n>\n> Mei", True, True, False, False),  # quoted text alone
        ("\n - \n", True, True, False, False),  # no content
        ("好的", True, True, False, True),
    ],
)
def test_a_public_answer_of_staff_with_content_stops_the_clock_s45_se32(body, is_public, by_staff, is_automatic, stops):
    said = {"is_public": is_public, "by_staff": by_staff, "is_automatic": is_automatic}
    assert stops_first_response_clock(body, **said) is stops


def test_content_is_a_letter_or_a_digit_of_ones_own():
    assert has_content("> quoted\nyes")
    assert not has_content("...")


@pytest.mark.parametrize(
    ("before", "after", "possible"),
    [
        (State.NEW, State.OPEN, True),
        (State.OPEN, State.NEW, False),
        (State.CLOSED, State.OPEN, True),
        (State.CLOSED, State.RESOLVED, False),
        (State.RESOLVED, State.RESOLVED, False),
        (State.WAITING_FOR_CUSTOMER, State.WAITING_FOR_CUSTOMER, True),  # asked again
    ],
)
def test_states_follow_one_another_s46(before, after, possible):
    assert may_become(before, after) is possible


def test_a_closed_ticket_reopens_until_the_last_second_of_its_window_s46():
    until = reopen_until(ny("2026-03-01 15:00"), 14, "America/New_York")
    assert until == ny("2026-03-15 15:00")  # over the change of clocks, by the wall
    assert may_reopen(State.CLOSED, until, until)
    assert not may_reopen(State.CLOSED, until, until + SECOND)
    assert may_reopen(State.RESOLVED, None, until)


@pytest.mark.parametrize(
    ("asked", "closes"),
    [
        ("2026-12-18 15:00", "2026-12-29 20:00"),
        ("2026-12-18 21:00", "2026-12-29 20:00"),
        ("2026-12-19 11:00", "2026-12-29 20:00"),
        ("2026-06-01 09:00", "2026-06-08 20:00"),
    ],
)
def test_silence_closes_at_the_close_of_the_fifth_business_day_s48_se46(asked, closes):
    hours = guide_calendar().hours()
    assert silence(hours, ny(asked), days=5, remind_after=3).closes_at == ny(closes)


def test_reminders_come_after_the_third_day_and_on_the_last_s48():
    moments = silence(guide_calendar().hours(), MONDAY, days=5, remind_after=3)
    assert moments.reminders == (ny("2026-06-04 20:00"), ny("2026-06-08 08:00"))
    assert moments.next_reminder(MONDAY) == ny("2026-06-04 20:00")
    assert moments.next_reminder(ny("2026-06-04 20:00")) == ny("2026-06-08 08:00")
    assert moments.next_reminder(ny("2026-06-08 08:00")) is None


@pytest.mark.parametrize(
    ("state", "due", "met", "place"),
    [
        (State.NEW, MONDAY, None, Standing.RUNNING),
        (State.WAITING_FOR_THIRD_PARTY, MONDAY, None, Standing.RUNNING),  # no gaming (SE31)
        (State.OPEN, MONDAY, MONDAY, Standing.OURS),
        (State.NEW, None, None, Standing.OURS),  # best effort
        (State.WAITING_FOR_CUSTOMER, MONDAY, MONDAY, Standing.WAITING),
        (State.RESOLVED, MONDAY, MONDAY, Standing.WAITING),
        (State.CLOSED, MONDAY, MONDAY, Standing.DONE),
    ],
)
def test_an_unanswered_promise_runs_on_whatever_the_state_says_se31(state, due, met, place):
    assert standing(state, due_at=due, met_at=met) is place


def test_an_answer_of_somebody_else_since_is_noticed_s47():
    assert newest_of_others([(5, 1), (6, 2)], reader=1, seen=5) == 2
    assert newest_of_others([(5, 1), (6, 2)], reader=2, seen=5) is None
    assert newest_of_others([(5, 1), (6, 2)], reader=1, seen=6) is None


@pytest.mark.parametrize(
    ("state", "to", "is_answered", "offered"),
    [
        (State.NEW, State.OPEN, False, False),  # who takes it opens it
        (State.NEW, State.WAITING_FOR_THIRD_PARTY, False, True),
        (State.NEW, State.WAITING_FOR_CUSTOMER, False, False),
        (State.OPEN, State.RESOLVED, False, False),
        (State.OPEN, State.CLOSED, False, False),
        (State.OPEN, State.RESOLVED, True, True),
        (State.OPEN, State.CLOSED, True, True),
        (State.OPEN, State.OPEN, True, False),
        (State.RESOLVED, State.OPEN, True, True),
        (State.CLOSED, State.OPEN, True, True),
        (State.CLOSED, State.RESOLVED, True, False),
    ],
)
def test_staff_are_offered_what_can_follow_and_nothing_done_before_an_answer_se31(state, to, is_answered, offered):
    assert staff_may_set(state, to, is_answered=is_answered) is offered
