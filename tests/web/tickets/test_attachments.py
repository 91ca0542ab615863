"""Files leave as downloads that no browser runs, for those alone who may read their message (P23)."""

import io

import pytest

from portal.db import transaction
from tests.factories_tickets import area_id, make_agent, make_customer


@pytest.fixture
def customer(app):
    with app.app_context(), transaction():
        return make_customer()


@pytest.fixture
def address(app, customer, signed_in):
    with app.app_context(), transaction():
        area = area_id()
    fields = {
        "title": "It fails",
        "description": "See the log.",
        "severity": "3",
        "area": str(area),
        "contact_name": "Mei",
        "contact_email": "mei@example.com",
        "at_page": "/tickets/new#ticket",
        "files": (io.BytesIO(b"12:00 error\n"), "日志 1.txt"),
    }
    mei = signed_in(customer.mei.person)
    page = mei.follow(mei.post("/tickets", fields))
    return page.soup.select_one(".files a")["href"]


def test_a_file_is_a_download_in_a_sandbox(address, customer, signed_in):
    answer = signed_in(customer.mei.person).get(address).response
    assert answer.get_data() == b"12:00 error\n"
    answer.close()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.mimetype == "text/plain"


def test_staff_may_fetch_it_and_strangers_find_nothing_p2(app, address, signed_in):
    with app.app_context(), transaction():
        sam, olga = make_agent(), make_customer("Contoso").mei
    signed_in(sam.person).get(address).response.close()
    signed_in(olga.person).get(address, status=404)
    signed_in(sam.person).get(address.replace("/1001/", "/1002/") if "/1001/" in address else address + "x", status=404)


def test_a_visitor_is_asked_to_sign_in(address, client):
    assert "/sign-in" in client.get(address, status=303).location


def test_a_guessed_key_finds_nothing(address, customer, signed_in):
    signed_in(customer.mei.person).get(address.rsplit("/", 1)[0] + "/" + "A" * 43, status=404)
    signed_in(customer.mei.person).get(address.rsplit("/", 1)[0] + "/..%2f..%2fportal.sqlite", status=404)
