"""The calendar file of mails and page: one entry for life, in the shop's time (RFC 5545, A1, BE22)."""

from datetime import datetime
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

from flask import Flask, g
from icalendar import Calendar

from portal.domain.actors import NOBODY
from portal.domain.house.models import House
from portal.domain.outbox.models import Mail
from portal.web.calendar_files import Organiser, calendar_file
from portal.worker.post import write
from tests.public_booking import TEN, Desk, links_in, mails

TOLD = {"reference": "K7M2QX4P", "sequence": 0, "zone": "Europe/Berlin", "state": "CONFIRMED"}
TOLD |= {"start": "2026-06-02T07:00:00+00:00", "end": "2026-06-02T08:00:00+00:00", "told": "2026-06-01T06:00:00+00:00"}


def letter(app: Flask, mail: Mail):
    """As it goes over the wire: its words, and the calendar beside them."""
    with app.app_context():
        raw = write(
            mail, House(name="Deskbell", support_email="desk@example.com", zone="Asia/Shanghai"), app.config["PORTAL"]
        )
    words, file, *_code = message_from_bytes(raw, policy=policy.default).iter_parts()
    return words.get_body(("plain",)).get_content(), Calendar.from_ical(file.get_content()), file


def test_each_mail_carries_a_version_that_replaces_the_one_before(desk: Desk, client):
    """Booked, moved, called off: the UID stays, SEQUENCE grows, the last takes it out of the calendar."""
    desk.book(browser=client)
    client.post(links_in(mails(desk.app)[0])["move"], start_at=TEN, form_key="m" * 43)
    client.post(links_in(mails(desk.app)[1])["cancel"])
    found = [letter(desk.app, mail) for mail in mails(desk.app)]
    events = [calendar.walk("VEVENT")[0] for _, calendar, _ in found]
    assert len({event["uid"] for event in events}) == 1
    assert [event["sequence"] for event in events] == [0, 1, 2]
    assert [event["status"] for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [calendar["method"] for _, calendar, _ in found] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert [file.get_params() and file["content-type"].params["method"] for *_, file in found] == [
        "PUBLISH",
        "PUBLISH",
        "CANCEL",
    ]


def test_times_are_the_shops_in_words_and_for_the_calendar(desk: Desk, client):
    """BE22: whatever the house's zone, and with the zone's rules in the file."""
    desk.book(browser=client)
    words, calendar, _ = letter(desk.app, mails(desk.app)[0])
    assert "Tuesday, 2 June 2026, 09:00 GMT+2" in words
    assert "local time where we are, in Berlin" in words
    (event,), (zone,) = calendar.walk("VEVENT"), calendar.walk("VTIMEZONE")
    assert event["dtstart"].params["tzid"] == zone["tzid"] == "Europe/Berlin"
    assert event["dtstart"].dt == datetime(2026, 6, 2, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    assert event["dtend"].dt.hour == 10


def test_the_page_offers_the_same_file_and_nothing_of_the_customer_is_in_it(desk: Desk, client):
    page = desk.book(browser=client)
    answer = client.get(page.link("Add to calendar")).response
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Content-Disposition"] == "attachment; filename=appointment.ics"
    assert Calendar.from_ical(answer.get_data()).walk("VEVENT")[0]["sequence"] == 0
    assert not any(word in answer.get_data(as_text=True) for word in ("Mei", "mei@", "B-ML", "rattles"))


def test_nobody_adds_a_line_by_the_name_of_a_service(app: Flask):
    """Threats: ICS header injection, by line ends of any kind."""
    for end in ("\r\n", "\n", "\r", "\u2028", "\x85", "\x0b"):
        evil = f"Oil{end}ATTENDEE:mailto:eve@example.com{end}END:VEVENT"
        with app.test_request_context():
            g.actor = NOBODY
            file = calendar_file(TOLD | {"what": evil}, Organiser(f"Shop{end}X-EVIL:1", "a@example.com", "h"))
        (event,) = Calendar.from_ical(file.content).walk("VEVENT")
        assert "attendee" not in event
        assert not [line for line in file.content.decode().splitlines() if line.startswith(("ATTENDEE", "X-EVIL"))]
