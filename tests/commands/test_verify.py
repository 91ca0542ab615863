"""portal verify: one altered row is found (issue 5: the audit of ticks is chained by hash)."""

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from portal import create_app
from portal.commands.init import seed_defaults
from portal.commands.verify import command
from portal.config import Config
from portal.db import db, transaction
from portal.domain.actors import SYSTEM
from portal.domain.checklists.words import Said
from tests.factories_checklists import make_list, says

WITHOUT_TRIGGER = "DROP TRIGGER checklist_events_stay_UPDATE"  # as somebody with the file in their hands may


def test_one_altered_tick_is_found(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    app = create_app(Config.read(tmp_path, {}))
    with app.app_context():
        db.create_all()
        with transaction():
            seed_defaults()
            checklist = make_list()
            events = [says(checklist, position, Said.PASSED, by=SYSTEM).id for position in range(3)]
    whole = CliRunner().invoke(command, ["--instance", str(tmp_path)])
    assert (whole.exit_code, whole.output) == (0, "Every checklist is as it was said.\n")
    with app.app_context(), transaction() as session:
        session.execute(text(WITHOUT_TRIGGER))
        session.execute(text(f"UPDATE checklist_events SET said = 'failed' WHERE id = {events[1]}"))
    broken = CliRunner().invoke(command, ["--instance", str(tmp_path)])
    assert broken.exit_code == 1
    assert f"from event {events[1]} on" in broken.output
