"""`portal deadline`: the same rules, asked from the command line (S48, S56)."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal import create_app
from portal.commands.deadline import command
from portal.config import Config
from portal.db import db, transaction
from portal.domain.actors import SYSTEM
from portal.domain.calendars.operations import seed_default_calendar
from portal.domain.organisations.seeds import seed_default_plans

pytestmark = pytest.mark.once

AT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def instance(tmp_path_factory) -> Path:
    """An instance with the default plans and calendar, and nothing else."""
    folder = tmp_path_factory.mktemp("asked")
    app = create_app(Config.read(folder, {}))
    with app.app_context():
        db.create_all()
        with transaction():
            seed_default_plans(seed_default_calendar(by=SYSTEM, at=AT).id, by=SYSTEM, at=AT)
        db.engine.dispose()
    return folder


@pytest.fixture
def ask(instance, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def answer(*args, lines=None, code=0):
        given = (
            None
            if lines is None
            else "".join(line if isinstance(line, str) else json.dumps(line) + "\n" for line in lines)
        )
        result = CliRunner().invoke(command, [*args, "--instance", str(instance)], input=given)
        assert result.exit_code == code, result.output
        return [json.loads(line) for line in result.stdout.splitlines()] if lines is not None else result.output

    return answer


def first_response(plan, severity, opened):
    return {"plan": plan, "severity": severity, "opened": opened}


def test_se1_the_deadline_and_its_spans_as_a_json_line(ask):
    assert ask("first-response", "--jsonl", lines=[first_response("elite", 2, "2026-03-06T19:30:00-05:00")]) == [
        {
            "due": "2026-03-09T13:30:00Z",
            "spans": [
                ["2026-03-07T00:30:00Z", "2026-03-07T01:00:00Z"],
                ["2026-03-09T12:00:00Z", "2026-03-09T13:30:00Z"],
            ],
        }
    ]


@pytest.mark.parametrize(
    ("plan", "severity", "due"),
    [
        ("essential", 1, "2026-06-01T17:00:00Z"),
        ("essential", 2, "2026-06-01T21:00:00Z"),
        ("essential", 3, "2026-06-05T13:00:00Z"),
        ("essential", 4, "2026-06-09T13:00:00Z"),
        ("advanced", 1, "2026-06-01T15:00:00Z"),
        ("advanced", 2, "2026-06-01T17:00:00Z"),
        ("advanced", 3, "2026-06-02T13:00:00Z"),
        ("advanced", 4, "2026-06-03T13:00:00Z"),
        ("elite", 1, "2026-06-01T14:00:00Z"),
        ("elite", 2, "2026-06-01T15:00:00Z"),
        ("elite", 3, "2026-06-02T13:00:00Z"),
        ("elite", 4, "2026-06-03T13:00:00Z"),
        ("elite-multinational", 1, "2026-06-01T14:00:00Z"),
        ("elite-multinational", 4, "2026-06-03T13:00:00Z"),
    ],
)
def test_s7_to_s12_the_default_plans_keep_the_guides_targets(ask, plan, severity, due):
    """Opened on a Monday at 09:00 in New York."""
    (answer,) = ask("first-response", "--jsonl", lines=[first_response(plan, severity, "2026-06-01T09:00:00-04:00")])

    assert answer["due"] == due


def test_s9_best_effort_has_no_deadline(ask):
    assert ask("first-response", "--jsonl", lines=[first_response("incident-pack", 1, "2026-06-01T09:00:00Z")]) == [
        {"due": None, "spans": []}
    ]


def test_s56_the_explanation_in_words(ask):
    said = ask("first-response", "--plan", "advanced", "--severity", "2", "--opened", "2026-09-04T19:00:00-04:00")

    assert said.splitlines() == [
        "Due Tuesday, 8 September 2026, 11:00 EDT (2026-09-08T15:00:00Z).",
        "Advanced, severity 2: first response within 4 h by the calendar US business hours.",
        "Counted from Friday, 4 September 2026, 19:00 EDT (2026-09-04T23:00:00Z):",
        "  1 h on Fri 4 Sep 19:00-20:00",
        "  3 h on Tue 8 Sep 08:00-11:00",
        "Not counted: Mon 7 Sep is Labor Day.",
    ]


def test_se4_the_second_half_past_one_says_its_offset(ask):
    said = ask("first-response", "--plan", "elite", "--severity", "1", "--opened", "2026-11-01T00:30:00-04:00")

    assert "Due Sunday, 1 November 2026, 01:30 EDT" in said
    said = ask("first-response", "--plan", "elite", "--severity", "1", "--opened", "2026-11-01T01:30:00-04:00")
    assert "Due Sunday, 1 November 2026, 01:30 EST" in said
    assert "1 h from Sun 1 Nov 01:30 EDT to Sun 1 Nov 01:30 EST" in said


def test_se46_silence_closes_at_the_close_of_the_fifth_business_day(ask):
    asked = [
        "2026-12-18T15:00:00-05:00",
        "2026-12-18T21:00:00-05:00",
        "2026-12-19T10:00:00-05:00",
        "2026-06-01T09:00:00-04:00",
    ]

    closes = [line["closes"] for line in ask("silence", "--jsonl", lines=[{"asked": at} for at in asked])]

    assert closes == ["2026-12-30T01:00:00Z"] * 3 + ["2026-06-09T00:00:00Z"]


def test_s48_silence_in_words(ask):
    asked = "Asked Friday, 18 December 2026, 15:00 EST (2026-12-18T20:00:00Z)"

    assert ask("silence", "--asked", "2026-12-18T15:00:00-05:00").splitlines() == [
        "Closes Tuesday, 29 December 2026, 20:00 EST (2026-12-30T01:00:00Z).",
        f"{asked}; the day of asking isn't counted. Business day 5 by the calendar US business hours is Tue 29 Dec.",
        "Not counted: Thu 24 Dec is Christmas Eve.",
        "Not counted: Fri 25 Dec is Christmas Day.",
    ]


UNREADABLE = [
    "not json\n",
    "[1]\n",
    "\xff\n",
    '{"plan": "elite"}\n',
    first_response("platinum", 2, "2026-06-01T09:00:00Z"),
    first_response("elite", 5, "2026-06-01T09:00:00Z"),
    first_response("elite", True, "2026-06-01T09:00:00Z"),
    first_response("elite", None, "2026-06-01T09:00:00Z"),
    first_response("elite", 2, "yesterday"),
    first_response("elite", 2, "2026-06-01T09:00:00"),
    first_response("elite", 2, 1780000000),
    first_response("elite", 2, "0001-01-01T00:00:00+14:00"),
    first_response("elite", 2, "9999-12-31T23:59:59-12:00"),
    first_response(["elite"], [2], {}),
    "[" * 100_000 + "\n",
]


def test_an_unreadable_line_gets_its_sentence_the_others_their_answer_and_the_exit_code_is_1(ask):
    good = first_response("elite", 2, "2026-06-01T09:00:00Z")

    answers = ask("first-response", "--jsonl", lines=[good, *UNREADABLE, good], code=1)

    assert len(answers) == len(UNREADABLE) + 2
    assert all(list(answer) == ["error"] and answer["error"].endswith(".") for answer in answers[1:-1])
    assert (
        answers[0]
        == answers[-1]
        == {"due": "2026-06-01T14:00:00Z", "spans": [["2026-06-01T12:00:00Z", "2026-06-01T14:00:00Z"]]}
    )


def test_one_question_that_cannot_be_read_is_refused_with_a_sentence(ask):
    said = ask("first-response", "--plan", "platinum", "--severity", "2", "--opened", "2026-06-01T09:00:00Z", code=1)
    assert "There is no plan 'platinum'. There are: essential, advanced, elite" in said
    assert "with its offset" in ask("silence", "--asked", "soon", code=1)
    assert "--jsonl" in ask("silence", code=2)
