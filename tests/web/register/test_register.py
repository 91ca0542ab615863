"""The register in the browser: the form's columns, one touch for a call, the file (A20, BR29, BR30)."""

import csv
import re
from datetime import timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from portal.clock import now
from portal.db import transaction
from portal.domain.actors import SYSTEM
from portal.domain.appointments.models import Appointment
from portal.domain.booking.models import Booking
from portal.domain.outreach.drafts import AttemptDraft
from portal.domain.outreach.models import Invite
from portal.domain.outreach.operations import make_invites, record_attempt
from portal.domain.outreach.rules import Outcome
from portal.domain.rights import Role
from portal.web.csv_files import harmless
from tests.client import SignedInBrowser
from tests.factories_appointments import make_appointment, make_round_the_clock_shop
from tests.factories_booking import BERLIN
from tests.factories_customers import make_service_customer, make_vehicle
from tests.factories_people import actor_of, make_person, stored_person

COLUMNS = ["No.", "Customer name", "Plate number", "Phone number", "Agreed time", "Contact time with the customer",
           "What for", "Service advisor", "1st", "2nd"]  # fmt: skip
SHEET_CELLS = 9


@pytest.fixture
def an(app: Flask, signed_in) -> SignedInBrowser:
    """A front-desk advisor."""
    return signed_in(stored_person(app, Role.FRONT_DESK, name="An Ming"))


@pytest.fixture
def booked(app: Flask):
    """Two customers on one day, one with a name that a spreadsheet would calculate with; the day."""
    with app.app_context(), transaction():
        at = now()
        service = make_round_the_clock_shop(at)
        start_at = (at + timedelta(days=2)).replace(hour=9, minute=0)
        make_appointment(
            service, start_at + timedelta(hours=1), at=at, name="王建国", plate="京A·8F236", phone="+86 138"
        )
        make_appointment(service, start_at, at=at, name="=1+1", phone="030 1", wishes="It rattles")
    return start_at.astimezone(ZoneInfo(BERLIN)).date()


def test_the_sheet_has_the_columns_of_the_form_in_its_order(an: SignedInBrowser, booked):
    """BR29: sorted by time, numbered from one, empty lines up to 24 for the paper."""
    page = an.get(f"/register/{booked}")
    assert page.texts("thead th") == COLUMNS
    assert page.texts("tbody tr:not(.only-print) > :nth-child(2)") == ["=1+1", "王建国"]
    assert page.texts("tbody tr > :nth-child(1)") == [str(n) for n in range(1, 25)]
    assert "It rattles" in page.text("tbody tr:nth-child(1)")


def test_a_call_is_one_touch_with_time_and_person(an: SignedInBrowser, booked):
    """BR19, BR29: the first, then the second."""
    page = an.follow(an.submit(an.get(f"/register/{booked}"), "Called"))
    assert "An Ming" in page.text("tbody tr:nth-child(1) td:nth-of-type(5)")
    page = an.follow(an.submit(page, "Called"))
    assert "An Ming" in page.text("tbody tr:nth-child(1) td:nth-of-type(6)")


def test_the_calls_that_led_to_the_booking_stand_in_the_columns_too(app: Flask, an: SignedInBrowser, booked):
    """BR19, BR29: two calls of an invite fill both columns, on the sheet and in the file; no third is offered."""
    with app.app_context(), transaction() as session:
        at = now()
        vehicle = make_vehicle(make_service_customer(at=at), at=at, next_due_on=at.date())
        make_invites(by=SYSTEM, at=at)
        invite = session.scalars(select(Invite).where(Invite.asset_id == vehicle.id)).one()
        caller = actor_of(make_person(Role.FRONT_DESK, name="Lee Tao"))
        record_attempt(invite, AttemptDraft(outcome=Outcome.NO_ANSWER), by=caller, at=at - timedelta(days=1))
        said = AttemptDraft(outcome=Outcome.BOOKED, identity_confirmed=True, wanted="Oil")
        record_attempt(invite, said, by=caller, at=at)
        first = session.scalars(select(Appointment).join(Appointment.booking).order_by(Booking.start_at)).first()
        first.invite_id = invite.id
    page = an.get(f"/register/{booked}")
    assert page.text("tbody tr:nth-child(1)").count("Lee Tao") == 2
    assert "Called" not in page.text("tbody tr:nth-child(1)")
    assert "Called" in page.text("tbody tr:nth-child(2)")
    lines = list(csv.reader(StringIO(an.get(f"/register/{booked}/export").response.get_data().decode("utf-8-sig"))))
    assert all(lines[1][5:7])


def test_the_file_opens_in_chinese_and_calculates_nothing(an: SignedInBrowser, booked):
    """BR29; threats: CSV formula injection."""
    answer = an.get(f"/register/{booked}/export").response
    assert answer.get_data().startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(StringIO(answer.get_data().decode("utf-8-sig"))))
    assert [len(line) for line in lines] == [SHEET_CELLS] * 3
    assert lines[1][:2] == ["1", "'=1+1"]
    assert lines[2][1:4] == ["王建国", "京A·8F236", "'+86 138"]


def test_the_workbook_has_the_columns_of_the_form_and_calculates_nothing(an: SignedInBrowser, booked):
    """BR29: read back from the file itself; threats: formula injection."""
    answer = an.get(f"/register/{booked}/workbook").response
    assert answer.headers["Content-Disposition"] == f"attachment; filename=register-{booked}.xlsx"
    with ZipFile(BytesIO(answer.get_data())) as file:
        sheet, words = file.read("xl/worksheets/sheet1.xml").decode(), file.read("xl/sharedStrings.xml").decode()
        assert f'name="{booked}"' in file.read("xl/workbook.xml").decode()
    texts = re.findall("<t[^>]*>([^<]*)</t>", words)
    lines = [cells_in(line, texts) for line in re.findall("<row .*?</row>", sheet)]
    assert [len(line) for line in lines] == [SHEET_CELLS] * 3
    assert [line[0] for line in lines] == ["No.", "1", "2"]
    assert lines[1][1] == "=1+1"
    assert lines[2][1:4] == ["王建国", "京A·8F236", "+86 138"]
    assert "<f>" not in sheet


def cells_in(line: str, texts: list[str]) -> list[str]:
    """What a reader sees: texts are kept apart, by number."""
    cells = re.findall(r'<c r="[A-Z]+\d+"(?: s="\d+")?( t="s")?><v>(\d+)</v></c>', line)
    return [texts[int(value)] if is_text else value for is_text, value in cells]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx", " =1", "＝1"])
def test_no_cell_begins_a_formula(cell: str):
    assert harmless(cell) == f"'{cell}"


def test_a_day_that_is_over_is_read_and_amended_underneath(app: Flask, an: SignedInBrowser, booked):
    """BR30."""
    page = an.get("/register/2026-01-05")
    assert "Closed" in page.text("main")
    refused = an.submit(page, "amendment", {"words": ""}, status=422)
    assert "Write what has to be said" in refused.text("[role=alert]")
    page = an.follow(an.submit(page, "amendment", {"words": "Plate of line 3 was wrong"}))
    assert "An Ming Plate of line 3 was wrong" in page.text("section")
    an.post(f"/register/{booked}/amendments", {"words": "Too early"}, status=409)


@pytest.mark.parametrize("day", ["2026-13-01", "20260101xx", "1999-01-01"])
def test_what_is_no_day_is_not_there(an: SignedInBrowser, day: str):
    an.get(f"/register/{day}", status=404)
