"""Customers and vehicles: kept once, found by what people say, never mixed up (A2, A12, BR6, BR7, BR13)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal.db import read_only, session, transaction
from portal.domain.actors import SYSTEM, Actor
from portal.domain.audit.queries import entries_about
from portal.domain.customers.drafts import AssetDraft, CustomerDraft, VisitDraft
from portal.domain.customers.models import Asset, Customer
from portal.domain.customers.operations import (
    add_asset,
    add_customer,
    allow_calls,
    change_asset,
    change_customer,
    finish_open_item,
    note_open_item,
    record_complaint,
    record_visit,
    settle_complaint,
    stop_calls,
)
from portal.domain.customers.queries import asset_for, customers, figures_of, files_of
from portal.domain.customers.refusals import OdometerHalf, PhoneUnknown, PlateEmpty, PlateTaken, SettledAlready
from portal.domain.errors import ChangedMeanwhile, RightMissing
from portal.domain.rights import Role
from tests.factories_customers import make_service_customer, make_vehicle

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
WORKSHOP = Actor(person_id=None, name="Tao", roles=frozenset({Role.WORKSHOP}))


@pytest.fixture
def desk(app: Flask):
    """Inside a transaction."""
    with app.app_context(), transaction():
        yield session()


def test_a_customer_is_kept_in_order_and_the_change_is_in_the_log(desk):
    customer = make_service_customer("  Grace   Lee ", phone="(212) 555-0142", tags="fleet, vip , fleet", at=AT)
    assert (customer.name, customer.phone, customer.tags) == ("Grace Lee", "2125550142", "fleet, vip")
    changed = change_customer(customer.id, CustomerDraft("Grace Li"), 1, by=SYSTEM, at=AT)
    assert (changed.name, changed.phone, changed.version) == ("Grace Li", "", 2)
    log = entries_about(customer)
    assert [entry.action for entry in log] == ["customer.added", "customer.changed"]
    assert log[1].details["changes"]["name"] == ["Grace Lee", "Grace Li"]


def test_two_editors_notice_each_other(desk):
    customer = make_service_customer(at=AT)
    asset = make_vehicle(customer, at=AT)
    change_customer(customer.id, CustomerDraft("A"), 1, by=SYSTEM, at=AT)
    change_asset(asset, AssetDraft("A 1"), 1, by=SYSTEM, at=AT)
    with pytest.raises(ChangedMeanwhile):
        change_customer(customer.id, CustomerDraft("B"), 1, by=SYSTEM, at=AT)
    with pytest.raises(ChangedMeanwhile):
        change_asset(asset, AssetDraft("A 2"), 1, by=SYSTEM, at=AT)


def test_what_makes_no_sense_is_refused(desk):
    with pytest.raises(PhoneUnknown):
        add_customer(CustomerDraft("A", phone="none"), by=SYSTEM, at=AT)
    customer = make_service_customer(at=AT)
    with pytest.raises(PlateEmpty):
        add_asset(customer, AssetDraft(" - "), by=SYSTEM, at=AT)
    with pytest.raises(OdometerHalf):
        add_asset(customer, AssetDraft("A 1", odometer_km=5), by=SYSTEM, at=AT)
    with pytest.raises(RightMissing):
        add_customer(CustomerDraft("A"), by=WORKSHOP, at=AT)


def test_a_plate_stands_with_one_customer_however_it_is_written(app: Flask):
    """BR6: customers are never mixed up; the database refuses it as well."""
    with app.app_context(), transaction():
        wang, li = make_service_customer("王建国", at=AT), make_service_customer("李娜", at=AT)
        make_vehicle(wang, "京A·8F236", at=AT)
        with pytest.raises(PlateTaken, match="王建国"):
            add_asset(li, AssetDraft("京a 8f236"), by=SYSTEM, at=AT)
    with app.app_context(), pytest.raises(IntegrityError), transaction():
        session().add(Asset(customer_id=li.id, plate="x", plate_key="京A8F236", created_at=AT, changed_at=AT))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("8f236", ["王建国"]),  # the tail of the plate, as it is said on the phone
        ("236", ["王建国"]),
        ("京A 8F", ["王建国"]),
        ("建国", ["王建国"]),
        ("grace", ["Grace Lee"]),
        ("GRACE LEE", ["Grace Lee"]),
        ("5678", ["王建国"]),
        ("138 1234", ["王建国"]),
        ("555-0142", ["Grace Lee"]),
        ("%", []),
        ("_", []),
        ("' OR 1=1 --", []),
    ],
)
def test_customers_are_found_by_name_plate_or_phone(desk, words: str, found: list[str]):
    """A2."""
    make_vehicle(make_service_customer("王建国", at=AT), "京A·8F236", at=AT)
    make_vehicle(make_service_customer("Grace Lee", phone="(212) 555-0142", at=AT), "7ABC991", at=AT)
    assert [one.customer.name for one in customers(words)[0]] == found


def test_a_long_list_goes_on_where_the_page_ended(desk):
    for number in range(53):
        make_service_customer("Same Name" if number % 2 else f"N {number:02}", at=AT)
    first, after = customers("")
    second, end = customers("", after)
    names = [one.customer.id for one in first + second]
    assert (len(first), len(second), end) == (50, 3, None)
    assert len(set(names)) == 53


def test_the_file_has_visits_open_work_and_complaints(desk):
    """BR7, BR13."""
    customer = make_service_customer(at=AT)
    asset = make_vehicle(customer, at=AT, visits=(("2024-01-01", 100_00), ("2026-05-01", 200_00)))
    note = note_open_item(asset, "Front brake pads", date(2026, 5, 1), None, by=SYSTEM, at=AT)
    record_complaint(asset, "Squeaks again", date(2026, 5, 3), by=SYSTEM, at=AT)
    (file,) = files_of(customer.id)
    assert file.last_visit is not None
    assert file.last_visit.visited_on == date(2026, 5, 1)
    assert [item.work for item in file.open_items] == ["Front brake pads"]
    assert note.call_on == date(2026, 5, 31)
    assert len(file.unsettled) == 1
    assert figures_of(customer.id, date(2025, 1, 1)).spend_cents == 200_00


def test_what_is_settled_is_settled_once(desk):
    asset = make_vehicle(make_service_customer(at=AT), at=AT)
    item = note_open_item(asset, "Wipers", date(2026, 5, 1), None, by=SYSTEM, at=AT)
    complaint = record_complaint(asset, "Late", date(2026, 5, 1), by=SYSTEM, at=AT)
    finish_open_item(item, by=SYSTEM, at=AT)
    settle_complaint(complaint, by=SYSTEM, at=AT)
    with pytest.raises(SettledAlready):
        finish_open_item(item, by=SYSTEM, at=AT)
    with pytest.raises(SettledAlready):
        settle_complaint(complaint, by=SYSTEM, at=AT)


def test_how_far_it_is_driven_moves_the_next_service(desk):
    """BR5: from mileage and date."""
    asset = make_vehicle(make_service_customer(at=AT), "A 1", at=AT)
    for day, km in ((date(2026, 1, 1), 10_000), (date(2026, 4, 11), 20_000)):
        record_visit(asset, VisitDraft(day, "Oil", 0, km), by=SYSTEM, at=AT)
    draft = AssetDraft("A 1", odometer_km=20_000, odometer_on=date(2026, 4, 11), next_due_km=30_000)
    changed = change_asset(asset, draft, 1, by=SYSTEM, at=AT)
    assert changed.periodic_due_on == date(2026, 4, 11) + timedelta(days=100)


def test_do_not_call_is_kept_until_somebody_says_otherwise(app: Flask):
    """A12."""
    with app.app_context(), transaction():
        customer = make_service_customer(at=AT)
        customer_id = customer.id
        stop_calls(customer, by=SYSTEM, at=AT)
        stop_calls(customer, by=SYSTEM, at=AT + timedelta(days=1))
    with app.app_context(), read_only():
        kept = session().get_one(Customer, customer_id)
        assert kept.do_not_call_at == AT
        assert not kept.may_be_called
    with app.app_context(), transaction():
        allow_calls(session().get_one(Customer, customer_id), by=SYSTEM, at=AT)
    with app.app_context(), read_only():
        kept = session().get_one(Customer, customer_id)
        assert kept.may_be_called
        assert len(entries_about(kept)) == 3


def test_a_vehicle_is_found_under_its_own_customer_alone(desk):
    wang, li = make_service_customer("王建国", at=AT), make_service_customer("李娜", at=AT)
    asset = make_vehicle(wang, at=AT)
    assert asset_for(WORKSHOP, wang.id, asset.id) is asset
    assert asset_for(WORKSHOP, li.id, asset.id) is None
    assert asset_for(Actor(None, "Sam", frozenset({Role.AGENT})), wang.id, asset.id) is None
