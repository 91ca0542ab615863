"""The export of a customer of the service desk, who has no account (P24)."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy.orm import Session

from portal.db import transaction
from portal.domain.attachments.store import Store
from portal.domain.errors import RightMissing
from portal.domain.exports.contents import of_customer
from portal.domain.exports.left_out import LEFT_OUT_OF_CUSTOMER
from portal.domain.exports.queries import write_customer
from portal.domain.people.models import Person
from portal.domain.rights import Role
from tests.factories_booking import NOW, contact, make_a_service, make_advisor, make_shop, wall
from tests.factories_customers import make_service_customer, make_vehicle
from tests.factories_people import actor_of, make_person
from tests.factories_welcome import make_appointment

NOON = wall("2026-06-02T12:00")


@pytest.fixture
def inside(app) -> Iterator[Session]:
    with app.app_context(), transaction() as inside:
        yield inside


def opened(customer, tmp_path, role=Role.ADMINISTRATOR) -> dict[str, str]:
    """The names in the archive, and what is in each."""
    file = BytesIO()
    store = Store(tmp_path / "attachments", lambda _path: False)
    write_customer(customer, store, file, actor=actor_of(make_person(role)))
    with ZipFile(file) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_it_holds_all_of_one_and_nothing_of_another(inside, tmp_path):
    make_shop(), make_advisor()
    service = make_a_service()
    lee = make_service_customer("Anna Lee", email="anna@example.com", notes="Pays late", at=NOW)
    car = make_vehicle(lee, "8ABK 123", at=NOW, visits=(("2026-01-05", 12_300),))
    other = make_service_customer("Zora Contoso", phone="+49305550199", at=NOW)
    make_vehicle(other, "ZZ 1", at=NOW)
    said = contact("Anna Lee", email="anna@example.com", wishes="It rattles")
    make_appointment(service, NOON, at=NOW, customer_id=lee.id, asset_id=car.id, contact=said)
    foreign = contact("Zora Contoso", email="zora@example.com")
    make_appointment(service, NOON + timedelta(hours=2), at=NOW, customer_id=other.id, contact=foreign)
    found = opened(lee, tmp_path)
    everything = "".join(found.values())
    assert [one["plate"] for one in json.loads(found["assets.json"])] == ["8ABK 123"]
    assert [one["wishes"] for one in json.loads(found["bookings.json"])] == ["It rattles"]
    assert [one["kind"] for one in json.loads(found["mails.json"])] == ["booking_booked"]
    assert [one["spend_cents"] for one in json.loads(found["asset_visits.json"])] == [12_300]
    assert "Zora" not in everything
    assert "zora" not in everything
    assert "token_hash" not in everything
    assert "Pays late" in found["internal/customers.json"]
    assert "Pays late" not in "".join(text for name, text in found.items() if not name.startswith("internal/"))


def test_every_table_about_customers_is_exported_or_excused(inside):
    lee = make_service_customer("Anna Lee", at=NOW)
    roots = {"customers", "assets", "invites", "bookings", "waiting_entries"}
    about = {
        table.name
        for table in Person.metadata.sorted_tables
        if any(key.column.table.name in roots for key in table.foreign_keys)
    }
    exported = {part.model.__tablename__ for part in of_customer(lee)}
    assert about - exported == set(LEFT_OUT_OF_CUSTOMER), "Say in exports/ where the rows of this table belong"


def test_the_front_desk_takes_no_data_out_of_the_house(inside, tmp_path):
    with pytest.raises(RightMissing):
        opened(make_service_customer("Anna Lee", at=NOW), tmp_path, Role.FRONT_DESK)
