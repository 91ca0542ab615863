"""The personas: Mei may, Tom of the same organisation may not, Olga is of another; Dana leads, Sam answers."""

import secrets
from datetime import timedelta

import pytest
from flask import Flask

from portal.clock import now
from portal.db import transaction
from portal.domain.people.models import Person, SignIn
from portal.domain.people.queries import hashed
from tests.client import SignedInBrowser


def browser_of(app: Flask, person: Person) -> SignedInBrowser:
    """A browser in which this person is signed in."""
    token = secrets.token_urlsafe(32)
    at = now()
    with app.app_context(), transaction() as session:
        session.add(
            SignIn(
                person_id=person.id,
                token_hash=hashed(token),
                started_at=at,
                seen_at=at,
                expires_at=at + timedelta(days=1),
            )
        )
    browser = SignedInBrowser(app)
    with browser.http.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
        cookie.permanent = True
    return browser


@pytest.fixture
def signed_in(app: Flask):
    """`signed_in(person)`: their browser."""
    return lambda person: browser_of(app, person)
