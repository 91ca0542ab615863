"""portal slots prints what the pages offer (A3, A7)."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from portal import create_app
from portal.commands.init import seed_defaults
from portal.commands.slots import command
from portal.config import Config
from portal.db import db, read_only, transaction
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.booking.queries import free_times, service_called
from portal.domain.booking.seeds import seed_workshop, workshop
from portal.domain.booking.words import Kind

AT = datetime(2026, 11, 30, 14, tzinfo=UTC)
ASKED = ["--from", "2026-12-01", "--at", AT.isoformat()]


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    """An instance with the default workshop."""
    folder = tmp_path_factory.mktemp("slots")
    app = create_app(Config.read(folder, {}))
    with app.app_context():
        db.create_all()
        with transaction():
            seed_defaults(AT)
            seed_workshop(by=SYSTEM, at=AT)
            assert seed_workshop(by=SYSTEM, at=AT) == []
        db.engine.dispose()
    return app, folder


@pytest.fixture
def slots(instance, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return lambda *asked: CliRunner().invoke(command, [*asked, "--instance", str(instance[1])])


def test_the_lines_are_the_times_of_the_day_view(instance, slots):
    lines = [json.loads(line) for line in slots("--service", "small-service", *ASKED, "--jsonl").stdout.splitlines()]
    with instance[0].app_context(), read_only():
        offered = free_times(service_called("small-service", NOBODY), AT.date().replace(month=12, day=1), AT)
    assert [line["start"] for line in lines] == [slot.start_at.strftime("%Y-%m-%dT%H:%M:%SZ") for slot in offered]
    assert lines[0] == {
        "start": "2026-12-01T12:30:00Z",
        "end": "2026-12-01T14:00:00Z",
        "advisor": offered[0].of(Kind.ADVISOR).name,
        "bay": offered[0].of(Kind.BAY).name,
    }


def test_a_person_reads_the_shops_time_and_a_service_without_bay_has_none(slots):
    assert slots("--service", "Talk with an advisor", *ASKED).stdout.startswith("Tue 2026-12-01 07:30-08:00 EST  ")
    [line, *_] = slots("--service", "服务顾问面谈", *ASKED, "--jsonl").stdout.splitlines()
    assert json.loads(line)["bay"] is None


@pytest.mark.parametrize(
    ("service", "first"), [("paint", "2026-12-01"), ("battery", "tomorrow"), ("battery", "9999-12-31")]
)
def test_what_is_not_understood_is_said_in_one_sentence(slots, service, first):
    said = slots("--service", service, "--from", first)
    assert said.exit_code == 1
    assert said.stderr.startswith("Error: ")


def test_the_default_workshop_is_complete_in_both_languages():
    plan = workshop("America/New_York")
    kinds = [resource.kind for resource in plan.resources]
    assert (kinds.count(Kind.ADVISOR), kinds.count(Kind.BAY), len(plan.services)) == (6, 4, 14)
    assert all(one.name_zh and one.price_zh for one in plan.services)
    assert all(one.name_zh for one in plan.resources)
