"""An export holds everything of an organisation or a person, and nothing of another (P24)."""

import json
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy.orm import Session

from portal.db import session, transaction
from portal.domain.attachments.operations import keep_upload
from portal.domain.attachments.store import Store
from portal.domain.errors import RightMissing
from portal.domain.exports.contents import of_organisation, of_person
from portal.domain.exports.left_out import LEFT_OUT_OF_ORGANISATION, LEFT_OUT_OF_PERSON
from portal.domain.exports.queries import write_organisation, write_person
from portal.domain.people.models import Person
from portal.domain.rights import Role
from portal.domain.tickets.drafts import ReplyDraft
from portal.domain.tickets.operations import add_note, reply
from tests.factories_tickets import MONDAY, make_agent, make_customer, make_ticket

TABLES = {table.name for table in Person.metadata.sorted_tables}


@pytest.fixture
def inside(app) -> Iterator[Session]:
    with app.app_context(), transaction() as inside:
        yield inside


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "attachments", lambda _path: False)


@pytest.fixture
def northwind(inside, store):
    """A ticket with a file, an answer, a note with a file; and the same elsewhere."""
    contoso, northwind, sam = make_customer("Contoso"), make_customer(), make_agent()
    for house in (contoso, northwind):
        called = house.organisation.name
        house.organisation.notes = f"Pays late, says {called}"
        keep(store, house.mei.actor, "log.txt", f"log of {called}", "here")
        ticket = make_ticket(house.mei, uploads="here", title=f"Enrolment fails at {called}")
        reply(ticket, ReplyDraft(body=f"An answer to {called}"), by=sam.actor, at=MONDAY)
        keep(store, sam.actor, "guess.txt", f"guess about {called}", "note")
        add_note(ticket, ReplyDraft(body=f"A note on {called}", uploads="note"), by=sam.actor, at=MONDAY)
    inside.flush()
    return northwind


def keep(store, actor, name, content, place):
    keep_upload(store.put(BytesIO(content.encode()), 1000), name, place, by=actor, at=MONDAY)


def opened(write, whom, store, role=Role.ADMINISTRATOR) -> dict[str, str]:
    """The names in the archive, and what is in each."""
    file = BytesIO()
    write(whom, store, file, actor=make_agent("Dana Berg", role).actor)
    with ZipFile(file) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_every_table_is_exported_or_excused(inside, northwind):
    """P24: a new table is not forgotten."""
    of_house = {part.model.__tablename__ for part in of_organisation(1)}
    of_one = {part.model.__tablename__ for part in of_person(northwind.mei.person)}
    assert of_house ^ TABLES == set(LEFT_OUT_OF_ORGANISATION), "Say in exports/ where the rows of this table belong"
    assert of_one ^ TABLES == set(LEFT_OUT_OF_PERSON), "Say in exports/ where the rows of this table belong"


def test_an_organisations_export_holds_its_rows_and_files_and_nothing_of_another(northwind, store):
    found = opened(write_organisation, northwind.organisation, store)
    [ticket] = json.loads(found["tickets.json"])
    assert ticket["title"] == "Enrolment fails at Northwind Logistics"
    assert ticket["opened_at"] == "2026-06-01T13:00:00+00:00"
    said = [message["body"] for message in json.loads(found["messages.json"])]
    assert "An answer to Northwind Logistics" in said
    assert next(text for name, text in found.items() if name.startswith("files/")) == "log of Northwind Logistics"
    assert "Contoso" not in "".join(found.values())
    assert {"Mei Lin", "Sam Ortiz"} == {one["name"] for one in json.loads(found["names.json"])}


def test_what_staff_keep_among_themselves_lies_in_a_folder_of_its_own(northwind, store):
    found = opened(write_organisation, northwind.organisation, store)
    internal = "".join(text for name, text in found.items() if name.startswith("internal/"))
    others = "".join(text for name, text in found.items() if not name.startswith("internal/"))
    for words in ("A note on Northwind", "guess about Northwind", "Pays late", "ticket.opened"):
        assert words in internal
        assert words not in others


def test_no_export_holds_a_password_or_a_token(northwind, store):
    northwind.mei.person.password_hash = "$argon2id$secret"
    session().flush()
    for found in (
        opened(write_organisation, northwind.organisation, store),
        opened(write_person, northwind.mei.person, store),
    ):
        assert "argon2id" not in "".join(found.values())
        assert "token_hash" not in "".join(found.values())


def test_a_persons_export_holds_their_tickets_with_the_answers_but_no_notes(northwind, store):
    tom = northwind.caller("Tom Petrov")
    make_ticket(tom, title="Tom's own")
    session().flush()
    found = opened(write_person, northwind.mei.person, store)
    assert [one["email"] for one in json.loads(found["people.json"])] == [northwind.mei.person.email]
    assert len(json.loads(found["callers.json"])) == 1
    everything = "".join(found.values())
    assert "An answer to Northwind" in everything
    assert "log of Northwind" in everything
    for words in ("A note on", "guess about", "Tom's own", "Contoso"):
        assert words not in everything


def test_of_somebody_on_staff_it_holds_what_they_wrote(northwind, store):
    sam = session().query(Person).filter_by(name="Sam Ortiz").one()
    said = [message["body"] for message in json.loads(opened(write_person, sam, store)["messages.json"])]
    assert {"An answer to Contoso", "A note on Contoso", "An answer to Northwind Logistics"} <= set(said)


def test_a_file_that_is_gone_does_not_stop_the_export(northwind, store):
    for path in store.folder.glob("*/*"):
        path.unlink()
    found = opened(write_organisation, northwind.organisation, store)
    assert len(json.loads(found["attachments.json"])) == 1


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPPORT_LEAD, Role.ACCOUNT_MANAGER, Role.PRIMARY_CONTACT])
def test_only_administrators_export(northwind, store, role):
    with pytest.raises(RightMissing):
        opened(write_organisation, northwind.organisation, store, role)
