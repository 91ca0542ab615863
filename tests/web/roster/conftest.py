"""Corvid Freight (Advanced, two places): Mei is primary contact, Tom a caller, Carl neither. Olga is of elsewhere."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from portal.clock import now
from portal.db import read_only, session, transaction
from portal.domain.rights import Role
from portal.domain.tickets.models import ProductArea
from tests.factories_roster import make_contact, make_customer, make_named_caller


@pytest.fixture
def people(app):
    """Everybody by first name, and the organisations' numbers."""
    at = now() - timedelta(days=3)
    with app.app_context(), transaction():
        corvid, other = make_customer(at=at), make_customer("Berg Logistics", at=at)
        mei, tom = (make_named_caller(corvid, name, at=at) for name in ("Mei Lin", "Tom Ferro"))
        olga = make_named_caller(other, "Olga Berg", at=at)
        carl = make_contact(corvid, "Carl Ott", at=at)
        dana = make_contact(None, "Dana Lead", at=at, role=Role.SUPPORT_LEAD)
        sam = make_contact(None, "Sam Agent", at=at, role=Role.AGENT)
        return SimpleNamespace(
            mei=mei.person,
            tom=tom.person,
            olga=olga.person,
            carl=carl,
            dana=dana,
            sam=sam,
            corvid=corvid.id,
            other=other.id,
            mei_place=mei.id,
            tom_place=tom.id,
            olga_place=olga.id,
        )


@pytest.fixture
def ticket(app):
    """A ticket as the intake form sends it."""
    with app.app_context(), read_only():
        area = str(session().scalars(select(ProductArea.id)).first())
    return {
        "title": "Enrolment fails on every new phone",
        "description": "No new device finishes enrolment.",
        "severity": "1",
        "area": area,
        "contact_name": "Carl Ott",
        "contact_email": "carl.ott@example.com",
        "at_page": "/tickets/new#ticket",
    }


@pytest.fixture
def mei(people, signed_in):
    return signed_in(people.mei)


@pytest.fixture
def tom(people, signed_in):
    return signed_in(people.tom)


@pytest.fixture
def carl(people, signed_in):
    return signed_in(people.carl)


@pytest.fixture
def olga(people, signed_in):
    return signed_in(people.olga)


@pytest.fixture
def dana(people, signed_in):
    return signed_in(people.dana)


@pytest.fixture
def sam(people, signed_in):
    return signed_in(people.sam)
