"""A service desk at full size: 20 advisors, 8 bays, 20,000 appointments in 62 days; and as many in the past as wanted.

The rows are those that the operations would have written, in bulk. It is 10:00 on the first of the 62 days.
"""

import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from flask import Flask
from sqlalchemy import insert, select, text

from portal import create_app
from portal.commands.init import seed_defaults
from portal.config import Config
from portal.db import Model, db, session, transaction
from portal.domain.actors import SYSTEM
from portal.domain.appointments.models import (
    Appointment,
    AppointmentLink,
    Contact,
    Notice,
    PartLine,
    Reminder,
    ServicePart,
)
from portal.domain.audit.models import AuditEntry
from portal.domain.booking.drafts import ResourceDraft, ServiceDraft
from portal.domain.booking.minutes import minute_of
from portal.domain.booking.models import Allocation, Booking, BookingChange, Resource
from portal.domain.booking.operations import make_resource, make_service
from portal.domain.booking.words import Kind, Need
from portal.domain.calendars.hours import read_hours
from portal.domain.customers.models import Asset, Customer
from portal.domain.people.models import Person, PersonRole
from portal.domain.rights import Role
from portal.serving import settle

ADVISORS, BAYS, DAYS, BOOKINGS, CUSTOMERS = 20, 8, 62, 20_000, 5_000
FIRST = date(2026, 12, 7)
OPENS = datetime(2026, 12, 7, 13, tzinfo=UTC)  # 08:00 in New York
AT = OPENS + timedelta(hours=2)
HALVES = 20  # of an hour, in a day
A_DAY, HALF = timedelta(days=1), timedelta(minutes=30)
ORDER = (Customer, Asset, Booking, Allocation, Appointment, AppointmentLink, BookingChange, Notice, PartLine, Reminder)
ORDER += (Contact, AuditEntry)
BATCH = 5_000


@contextmanager
def shop_with(past: int = 0, server: str | None = None) -> Iterator[Flask]:
    """The application on a database of its own, on SQLite or on that PostgreSQL, with `past` bookings of the past."""
    with tempfile.TemporaryDirectory(prefix="deskbell-bench-") as folder, _database(server) as url:
        app = create_app(Config.read(folder, {"DATABASE_URL": url} if url else {}))
        with app.app_context():
            db.create_all()
            with transaction():
                seed_defaults(AT)
                fill_shop(past)
            if db.engine.dialect.name == "postgresql":  # as its autovacuum does; SQLite has nobody who does
                with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.exec_driver_sql("VACUUM ANALYZE")
        settle()  # garbage is collected as in production
        yield app
        with app.app_context():
            db.engine.dispose()


@contextmanager
def _database(server: str | None) -> Iterator[str]:
    """Its address; "" for a file in the folder. Gone afterwards."""
    if server is None:
        yield ""
        return
    name = f"bench_desk_{uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def fill_shop(past: int = 0) -> None:
    """Write it all, in the transaction under way; the default data are there."""
    advisors, bays, service_id = _shop()
    desk = Person(name="Front Desk", email="front@example.com", created_at=AT)
    desk.roles = [PersonRole(role=Role.FRONT_DESK), PersonRole(role=Role.ADMINISTRATOR)]
    session().add_all([desk, ServicePart(service_id=service_id, name="Oil filter", quantity=1)])
    session().flush()
    chance, rows = random.Random(7), defaultdict(list)
    _customers(rows)
    used: set[tuple[int, int]] = set()
    for number, (start_at, advisor) in enumerate(_times(past, advisors, chance), start=1):
        minute = minute_of(start_at)
        taken = [advisor]
        bay = chance.choice(bays)
        if number % 4 == 0 and (bay, minute) not in used:
            used.add((bay, minute))
            taken.append(bay)
        _book(rows, number, start_at, service_id, taken)
        if number % BATCH == 0:
            _write(rows)
    _write(rows)
    _continue_numbers()


def _shop() -> tuple[list[int], list[int], int]:
    """Advisors, bays, and the service that needs one of each."""
    week = (read_hours("08:00-18:00"),) * 7
    for kind, many in ((Kind.ADVISOR, ADVISORS), (Kind.BAY, BAYS)):
        for number in range(many):
            make_resource(ResourceDraft(kind, f"{kind} {number}", week), by=SYSTEM, at=AT)
    needs = (Need(Kind.ADVISOR, 15), Need(Kind.BAY, 75, 15))
    draft = ServiceDraft("repair", "Repair", 90, needs, after=10, notice=0, horizon=200)
    service = make_service(draft, by=SYSTEM, at=AT)
    session().flush()
    advisors, bays = (
        list(session().scalars(select(Resource.id).where(Resource.kind == kind).order_by(Resource.id)))
        for kind in (Kind.ADVISOR, Kind.BAY)
    )
    return advisors, bays, service.id


def _times(past: int, advisors: list[int], chance: random.Random) -> list[tuple[datetime, int]]:
    """When, and with whom: four in five of all half hours, in the past as now."""
    before = -(-past * DAYS // BOOKINGS)

    def some(first: int, days: int, many: int) -> list[tuple[datetime, int]]:
        places = [
            (OPENS + day * A_DAY + half * HALF, advisor)
            for day in range(first, first + days)
            for half in range(HALVES)
            for advisor in advisors
        ]
        return sorted(chance.sample(places, many))

    return [*some(-before, before, past), *some(0, DAYS, BOOKINGS)]


def _customers(rows: dict[type[Model], list[dict[str, Any]]]) -> None:
    known = {"created_at": AT, "changed_at": AT, "version": 1}
    for i in range(1, CUSTOMERS + 1):
        said = {"name": f"Mei Lin {i}", "name_key": f"mei lin {i}", "salutation": "ms", "phone": f"+1212555{i:04}"}
        blank = {"locale": "en", "board_consent": i % 9 == 0, "tags": "", "notes": "", "no_shows": 0}
        rows[Customer].append({"id": i, "email": f"mei{i}@example.com", **said, **blank, **known})
        car = {"plate": f"8ABK {i:04}", "plate_key": f"8ABK{i:04}", "model": "Swift", "vin": "", "colour": "red"}
        rows[Asset].append({"id": i, "customer_id": i, "use": "private", **car, **known})


def _book(
    rows: dict[type[Model], list[dict[str, Any]]], n: int, start_at: datetime, service_id: int, taken: list[int]
) -> None:
    """One appointment with all that stands around it. Three of four are of a known customer."""
    customer, is_past, booked_at = n % CUSTOMERS + 1, start_at < AT, min(start_at, AT) - A_DAY
    rows[Booking].append(_booking(n, customer, start_at, service_id, booked_at))
    minute = minute_of(start_at)
    span = {"from_minute": minute, "to_minute": minute + 30, "lane": 0, "before_minutes": 0, "after_minutes": 0}
    rows[Allocation] += [{"booking_id": n, "resource_id": one, **span} for one in taken]
    rows[Appointment].append(
        {
            "booking_id": n,
            "customer_id": customer if n % 4 else None,
            "asset_id": customer if n % 4 else None,
            "content": "It rattles when it is cold.",
            "summary": "",
            "is_hidden_on_board": n % 50 == 0,
            "confirm_due_at": None if is_past else start_at - timedelta(hours=1),
            "arrived_at": start_at if is_past else None,
            "arrived_how": "staff" if is_past else None,
            "version": 1,
            "created_at": booked_at,
            "changed_at": booked_at,
        }
    )
    _around(rows, n, start_at, booked_at)


def _around(rows: dict[type[Model], list[dict[str, Any]]], n: int, start_at: datetime, booked_at: datetime) -> None:
    """Its links, notices (nine of ten are read), part, reminder, call and line in the audit log."""
    of_it, is_past = {"booking_id": n}, start_at < AT
    for purpose in ("see", "move", "cancel", "check_in"):
        link = {"purpose": purpose, "token_hash": f"{purpose}{n}", "made_at": booked_at, "expires_at": start_at + A_DAY}
        rows[AppointmentLink].append(of_it | link)
    rows[BookingChange].append(of_it | {"change": "booked", "at": booked_at, "start_after_at": start_at, "reason": ""})
    for side in ("workshop", "parts", "front_desk"):
        told = {"side": side, "news": "booked", "at": booked_at, "start_at": start_at}
        read = booked_at if is_past or n % 10 else None
        rows[Notice].append(of_it | told | {"due_at": start_at - timedelta(hours=2), "acknowledged_at": read})
    part = {"name": "Oil filter", "quantity": 1, "state": "asked", "changed_at": booked_at}
    rows[PartLine].append(of_it | part)
    remind = {"kind": "ahead", "due_at": start_at - A_DAY, "done_at": booked_at if is_past else None}
    rows[Reminder].append(of_it | remind)
    if is_past and n % 3 == 0:
        rows[Contact].append(of_it | {"number": 1, "at": booked_at, "result": "coming", "start_at": start_at})
    rows[AuditEntry].append(
        {"at": booked_at, "action": "booking.booked", "subject_kind": "bookings", "subject_id": n, "details": {}}
    )


def _booking(n: int, customer: int, start_at: datetime, service_id: int, booked_at: datetime) -> dict[str, Any]:
    return {
        "id": n,
        "reference": f"B{n:07}",
        "service_id": service_id,
        "state": "confirmed",
        "channel": "web",
        "start_at": start_at,
        "end_at": start_at + HALF,
        "zone": "America/New_York",
        "price": "",
        "contact_name": f"Mei Lin {customer}",
        "contact_email": f"mei{customer}@example.com",
        "contact_phone": "",
        "contact_key": f"mei{customer}@example.com",
        "contact_locale": "en",
        "plate": f"8ABK {customer:04}",
        "model": "Swift",
        "wishes": "",
        "overbooked_because": "",
        "version": 1,
        "booked_at": booked_at,
        "confirmed_at": booked_at,
    }


def _write(rows: dict[type[Model], list[dict[str, Any]]]) -> None:
    for model in ORDER:
        if rows[model]:
            session().connection().execute(insert(model.__table__), rows[model])
    rows.clear()


def _continue_numbers() -> None:
    """PostgreSQL's sequences do not notice ids that were given."""
    if db.engine.dialect.name == "postgresql":
        for table in ("bookings", "customers", "assets"):
            take = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            session().execute(text(take))
