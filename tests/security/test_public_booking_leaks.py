"""Public pages leak nothing: no answer to a stranger holds a customer's name, mail, number, plate or words (threats).

Walked: every public address of the booking, with and without what it asks for; forms refused in every way, taken
times with their alternatives, links that open nothing, links that open somebody's appointment, the calendar file.
"""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from flask import Flask

from portal.db import transaction
from portal.domain.actors import NOBODY, SYSTEM
from portal.domain.appointments.drafts import AppointmentDraft
from portal.domain.appointments.links import new_keys
from portal.domain.appointments.models import Appointment
from portal.domain.appointments.operations import appoint
from portal.domain.booking.drafts import BookingDraft, Contact
from portal.domain.booking.minutes import MINUTE
from portal.domain.booking.models import Booking, BookingChange
from portal.domain.customers.models import Customer
from portal.domain.people.displays import new_token
from portal.domain.people.operations import make_display_link
from portal.domain.people.operations.display_links import DisplayDraft
from portal.domain.people.rules import Board
from portal.domain.rights import Role
from tests.client import Visitor
from tests.conventions.routes import rules
from tests.factories_booking import make_a_service, make_advisor, make_shop, wall
from tests.factories_customers import make_service_customer, make_vehicle
from tests.factories_people import make_person
from tests.public_booking import MORNING, NINE, TEN

SECRETS = (
    "Wang Jianguo", "王建国", "Priscilla Quill", "quill@customers.example", "wang@customers.example", "13812345678",
    "138 1234 5678", "901820", "京A·Q8F23", "京AQ8F23", "QUILL-77", "QUILL77", "Purple Swift", "whistles uphill",
    "Sergei Staff", "sergei@house.example",
)  # fmt: skip
DAY = timedelta(days=1)
NOTHING = "x" * 43  # a token that opens nothing
STRANGER = {"name": "Eve", "email": "eve@example.com", "phone": "", "locale": "en", "form_key": "e" * 43}


@pytest.fixture
def shop(app: Flask):
    """Two customers of whom the shop knows everything; both come tomorrow at nine, to the only advisors."""
    with time_machine.travel(MORNING, tick=False), app.app_context(), transaction():
        make_shop()
        make_person(Role.AGENT, name="Sergei Staff", email="sergei@house.example")
        advisors = [make_advisor("Anna"), make_advisor("Boris")]
        service = make_a_service(60, step=60)
        wang = make_service_customer(phone="+86 138 1234 5678", email="wang@customers.example", at=MORNING)
        car = make_vehicle(wang, "京A·Q8F23", at=MORNING, model="Purple Swift")
        quill = make_service_customer("Priscilla Quill", phone="+49 30 901820", at=MORNING)
        make_vehicle(quill, "QUILL-77", at=MORNING)
        keys = [new_keys(), new_keys()]
        said = (
            Contact("Wang Jianguo", "wang@customers.example", plate=car.plate, wishes="whistles uphill"),
            Contact("Priscilla Quill", phone="+49 30 901820", plate="QUILL-77", model="Purple Swift"),
        )
        for contact, links in zip(said, keys, strict=True):
            draft = BookingDraft(service.id, wall("2026-06-02 09:00"), contact)
            appoint(AppointmentDraft(draft), links, by=NOBODY, at=MORNING)
        return service.slug, keys, [advisor.id for advisor in advisors]


def asked(slug: str, keys) -> list[str]:
    """Every public address, by what its parameters may be: something, nothing, and odd."""
    found = []
    for token in [token for links in keys for token in links.values()]:
        found += [f"/book/{noun}/{token}" for noun in ("appointments", "moves", "cancellations")]
        found += [f"/book/appointments/{token}/calendar", f"/book/moves/{token}?start={TEN}&on=2026-06-02"]
    found += [f"/book/{noun}/{NOTHING}" for noun in ("appointments", "moves", "cancellations")]
    found += [f"/book/{slug}?on=2026-06-02&at=09:00&advisor={n}" for n in ("1", "2", "9", "x", "1'--")]
    found += [f"/book/{slug}?from={day}" for day in ("2026-06-01", "1066-10-14", "2999-01-01", "x")]
    found += [f"/book/{slug}/bookings/new?start={start}" for start in (NINE, TEN, "x", "")]
    found += ["/book/waiting", f"/book/waiting?service={slug}"]
    found += [f"/book/waiting/{NOTHING}", f"/book/waiting/offers/{NOTHING}"]
    return [*found, "/book", f"/book/{slug}", "/book/nothing", "/book/1", "/book/%2e%2e", "/sign-in"]


def test_no_public_answer_tells_of_a_customer(app: Flask, shop):
    """Every address is asked, every form sent in every way that is refused; only the stranger's words come back."""
    slug, keys, _ = shop
    told, walked = [], set()
    with time_machine.travel(MORNING + MINUTE, tick=False):
        browser = Visitor(app)
        browser.get("/sign-in")
        for path in asked(slug, keys):
            told += leaks(browser, "GET", path, {})
            app.extensions.pop("pace", None)
        for path, fields in sent(slug, keys):
            told += leaks(browser, "POST", path, {**fields, "csrf_token": browser.csrf})
            app.extensions.pop("pace", None)
        walked = {re.sub(r"\?.*", "", path) for path in asked(slug, keys)} | {path for path, _ in sent(slug, keys)}
    assert told == []
    missed = [
        rule.rule for rule in rules(app) if rule.rule.startswith("/book") and not any(fits(rule, p) for p in walked)
    ]
    assert missed == [], "Walk these too"


def sent(slug: str, keys) -> list[tuple[str, dict]]:
    """Forms: taken times, wrong ones, others' contacts, guesses, empty ones."""
    book, hold = f"/book/{slug}/bookings", f"/book/{slug}/holds"
    guesses = {"name": "x", "plate": "x", "booking_id": 1, "customer_id": 1, "person_id": 1}
    found = [(book, {**STRANGER, "start_at": start}) for start in (NINE, TEN, "2026-06-02T07:10:00Z", "x")]
    found += [(book, {**STRANGER, "start_at": NINE, **guesses}), (book, {}), (hold, {}), (hold, {"start_at": NINE})]
    found += [(book, {**STRANGER, "start_at": "2026-06-03T07:00:00Z", "hold_token": "x" * 43})]
    found += [("/book/waiting", {}), ("/book/waiting", STRANGER)]
    found += [
        (f"/book/waiting/{path}", {}) for path in (f"{NOTHING}/end", f"offers/{NOTHING}", f"offers/{NOTHING}/end")
    ]
    for links in keys:
        see, move, cancel = (links[purpose] for purpose in ("see", "move", "cancel"))
        found += [(f"/book/moves/{token}", {"start_at": NINE, "form_key": "m" * 43}) for token in (see, move)]
        found += [(f"/book/cancellations/{token}", {"reason": "x"}) for token in (see, cancel, cancel)]
    return found


def leaks(browser: Visitor, method: str, path: str, data: dict, headers: dict | None = None) -> list[str]:
    """What of the secrets is in an answer: its body, its headers."""
    answer = browser.http.open(path, method=method, data=data, headers=headers)
    assert answer.status_code < 500, path
    said = unquote(answer.get_data(as_text=True) + str(answer.headers))
    bare = re.sub(r"[\s·-]", "", said)
    return [
        f"{method} {path} {answer.status_code}: {one}" for one in SECRETS if one in said or one.replace(" ", "") in bare
    ]


def fits(rule, path: str) -> bool:
    """The rule answers this address."""
    return re.fullmatch(re.sub(r"<[^>]+>", "[^/]+", rule.rule), path) is not None


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "Accept-Language": "zh"}], ids=["page", "fragment"])
def test_no_screen_link_or_refusal_of_the_day_itself_tells_of_a_customer(app: Flask, shop, headers):
    """At the door: the board, the kiosk in every way, checking in, and what is refused at all these addresses (A33)."""
    slug, keys, _ = shop
    board, kiosk = new_token(), new_token()
    with time_machine.travel(MORNING + DAY + 30 * MINUTE, tick=False):
        with app.app_context(), transaction():
            for token, kind in ((board, Board.WELCOME), (kiosk, Board.KIOSK)):
                make_display_link(DisplayDraft("Door", board=kind), token, by=SYSTEM, at=MORNING)
        browser = Visitor(app)
        browser.get("/sign-in")
        assert "·" in browser.get(f"/welcome/{board}").text(".welcome-row"), "somebody stands there, masked"
        doors = [f"/welcome/{board}", f"/welcome/{board}/live", f"/welcome/{board}/live?page=1&v=x", f"/kiosk/{kiosk}"]
        doors += [f"/check-in/{links[purpose]}" for links in keys for purpose in ("check_in", "see")]
        doors += [f"/{noun}/{NOTHING}" for noun in ("welcome", "kiosk", "check-in", "wall")]
        doors += [*asked(slug, keys), "/appointments", "/register/2026-06-02/export", "/customers/1", "/waiting-list"]
        forms = [
            {"digits": digits, "plate": plate} for digits in ("5678", "1820", "0000", "x") for plate in ("F23", "")
        ]
        told = []
        for path in doors:
            said = [("POST", form) for form in forms if path == f"/kiosk/{kiosk}"]
            for method, fields in [("GET", {}), ("POST", {}), ("PUT", {}), *said]:
                app.extensions.pop("pace", None)
                told += leaks(browser, method, path, fields and {**fields, "csrf_token": browser.csrf}, headers)
    assert told == []


def test_a_strangers_booking_changes_nothing_that_is_known_of_a_customer(app: Flask, shop):
    """Threats: an address typed by a stranger overwrites nothing; a number in the form names nothing."""
    slug, _, _ = shop
    with time_machine.travel(MORNING + MINUTE, tick=False):
        said = {**STRANGER, "email": "wang@customers.example", "start_at": TEN, "customer_id": 1, "booking_id": 1}
        Visitor(app).post(f"/book/{slug}/bookings", said)
    with app.app_context(), transaction() as session:
        assert {one.name for one in session.query(Customer)} == {"王建国", "Priscilla Quill"}
        newest = session.query(Appointment).order_by(Appointment.booking_id.desc()).first()
        assert (newest.customer_id, newest.asset_id) == (None, None), "a plate or mail alone proves nothing"
        assert session.query(Booking).count() == session.query(BookingChange).count() == 3
