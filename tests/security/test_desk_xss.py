"""Whatever stands in the service desk's rows, no page, part or mail of it runs anything (threats: stored XSS).

Every free text of the tables of the desk is made a payload where it lies, so that no form's manners help; then every
address of the portal is read by those who see all of it.
"""

import re

import pytest
from sqlalchemy import String, cast, literal, update

from portal.db import db, transaction
from tests.conventions.test_access import cases
from tests.conventions.world import VISITOR, World, make_world
from tests.security.payloads import executable

TEXTS = {
    "campaigns": "name what",
    "customers": "name phone email tags notes",
    "services": "name name_zh price price_zh",
    "resources": "name name_zh",
    "service_parts": "name",
    "assets": "plate model vin colour",
    "asset_visits": "work",
    "bookings": "price also_named also_named_zh contact_name contact_phone plate model wishes overbooked_because",
    "call_scripts": "words",
    "complaints": "what",
    "incoming_calls": "name phone plate fault since summary wanted note",
    "open_items": "work",
    "ringing_calls": "phone",
    "register_amendments": "words",
    "appointments": "content summary",
    "booking_changes": "reason",
    "closures": "reason",
    "contact_attempts": "condition fault summary wanted note",
    "part_lines": "name",
    "plan_exceptions": "name",
    "dated_plans": "name",
    "waiting_entries": "contact_name contact_phone plate model wishes",
    "display_links": "name",
}
DESK = re.compile(
    r"/(appointments|arrivals|audit|book|check-in|customers|figures|kiosk|mails|outreach|parts|preparation|queue|register"
    r"|settings/(absences|dated-plans|display|plans|resources|services|telephone)|waiting-list|welcome|workshop)\b"
)
PAYLOAD = """"><img src=x onerror=alert(1)></script><script>alert(1)</script>{{7*7}}' onfocus=alert(1) x='"""
OURS = {"noscript: never here: {}", "meta: sends the reader away"}  # of pages without script, of screens that load anew


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return make_world(tmp_path_factory.mktemp("world"))


@pytest.mark.once
@pytest.mark.slow
def test_no_page_of_the_desk_runs_what_stands_in_its_rows(world: World):
    tables = db.metadata.tables
    with world.app.app_context(), transaction() as session:
        for name, columns in TEXTS.items():
            key = cast(next(iter(tables[name].primary_key.columns)), String)  # some are known by their name
            session.execute(update(tables[name]).values(dict.fromkeys(columns.split(), literal(PAYLOAD) + key)))
    wrong, seen = [], 0
    for role in ("administrator", VISITOR):
        browser = world.browsers[role]
        for case in [case for found in cases(world, "GET") for case in found if DESK.match(case.path)]:
            for headers in ({}, {"HX-Request": "true"}):
                world.app.extensions.pop("pace", None)
                answer = browser.get(case.path, headers=headers)
                assert answer.status_code < 500, case.path
                text = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
                seen += "&lt;img src=x" in text
                found = executable(text, is_mail="/html" in case.path)
                wrong += [f"{case.path} as {role}: {why}" for why in found if why not in OURS]
    assert set(wrong) == set()
    assert seen > 30
