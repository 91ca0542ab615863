"""How people reach stays: who comes, entering and changing one, levels, rooms, arriving (V6, V10-V12, V17, V21)."""

from datetime import UTC, date, datetime, time

import pytest

from portal.domain.rights import Role
from portal.domain.stays.wall_clock import moments_at, next_real
from portal.domain.stays.words import Level
from tests.factories_people import stored_person
from tests.factories_stays import GuestDraft

NEW = {"name": "王先生", "arrive_on": "2030-06-02", "depart_on": "2030-06-04", "arrival_source": "confirmed"}


def test_arrivals_stand_by_level_and_say_in_red_what_is_missing(stay, wu):
    """V10. A room is given, approved, and the word is gone."""
    stay()
    reference = stay(Level.V2, travels_by="CA 981")
    rows = wu.get("/stays").texts("[data-row]")
    assert "VIP 2" in rows[0]
    assert [word in rows[0] for word in ("no flight", "no time", "no room")] == [False, False, True]
    assert "no flight" in rows[1]
    page = wu.get(f"/stays/{reference}/room")
    assert "Room 1201" in page.text("#rows")
    wu.submit(page, "Give 1201")
    assert "room not approved" in wu.get("/stays").texts("[data-row]")[0]
    wu.submit(wu.get(f"/stays/{reference}/room"), "Approve room 1201")
    assert "room" not in wu.get("/stays").texts("[data-row]")[0]


def test_a_stay_is_entered_changed_and_everything_open_moves_along(stay, sales):
    """V17; VE25: nobody knows the time yet. Who writes over another's change is told."""
    stay()
    page = sales.submit(sales.get("/stays/new"), "stay", NEW, room_type="executive_suite")
    shown = sales.follow(page)
    assert "Proposed by the rules" in shown.text("main")
    assert "no time" in shown.text("main")
    reference = page.location.rsplit("/", 1)[1]
    form = sales.get(f"/stays/{reference}/edit")
    assert form.value("arrive_on") == "2030-06-02"
    sales.submit(form, "stay", arrive_clock="14:30", travels_by="CA 981")
    assert "CA 981" in sales.get(f"/stays/{reference}").text("main")
    sales.submit(form, "stay", travels_by="CA 982", status=409)


@pytest.mark.parametrize(
    ("day", "said"), [("2030-03-31", "The next that there is: 03:30"), ("2030-10-27", "twice that night")]
)
def test_a_time_that_is_not_there_is_refused_and_of_two_one_is_asked_for(stay, sales, day, said):
    """VE37: the house is in Berlin. Nothing typed is lost."""
    stay()
    page = sales.get("/stays/new")
    times = {"arrive_on": day, "depart_on": "2030-12-01", "arrive_clock": "02:30"}
    refused = sales.submit(page, "stay", NEW | times, status=422)
    assert said in refused.text("[role=alert]")
    assert refused.value("name") == "王先生"
    if "twice" in said:
        sales.submit(refused, "stay", arrive_fold="1")


def test_the_first_and_the_second_half_past_one():
    """VE37."""
    autumn, spring, clock = date(2026, 10, 25), date(2026, 3, 29), time(1, 30)
    assert moments_at(autumn, clock, "Europe/London") == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ]
    assert moments_at(spring, clock, "Europe/London") == []
    assert next_real(spring, clock, "Europe/London") == time(2, 30)


def test_who_may_approve_finds_what_waits_and_approves_with_one_touch(stay, sales, wu, gu):
    """V2, V6: the duty manager may not approve a second level; the general manager may, and it stands with a name."""
    reference = stay()
    page = sales.get(f"/stays/{reference}")
    sales.submit(page, "ask", reason="v2 2e", note="Opens our new wing")
    assert "Nothing waits for your word" in wu.get("/stays/levels").text("main")
    mine = gu.get("/stays/levels")
    assert "Opens our new wing" in mine.text("#rows")
    action = mine.form("批准")["action"]
    assert wu.post(str(action), status=409).text("main").count("for others to approve")
    gu.post(str(action))
    shown = sales.get(f"/stays/{reference}").text("main")
    assert "Gu Wei" in shown
    assert "Flowers" in shown or "flowers" in shown
    gu.post(str(action), status=409)  # VE8: decided


def test_a_refusal_says_why_and_a_word_on_the_phone_who(stay, sales, gu):
    """V6, VE5."""
    reference = stay()
    sales.submit(sales.get(f"/stays/{reference}"), "ask", reason="v1 1e")
    page = gu.get(f"/stays/{reference}")
    gu.submit(page, "拒绝", status=422)
    gu.submit(page, "拒绝", reason="Not this time")
    assert "Not this time" in sales.get(f"/stays/{reference}").text("main")
    sales.submit(sales.get(f"/stays/{reference}"), "ask", reason="v2 2a")
    sales.submit(sales.get(f"/stays/{reference}"), "Note the approval", who="Mr Gu")
    assert "on the phone: Mr Gu" in sales.get(f"/stays/{reference}").text("main")


def test_arrived_departed_cancelled_and_taken_up_again_with_one_touch_each(stay, wu):
    """V21, V25, VE22, VE24; VR79: the room's number says how one speaks to the guest."""
    reference = stay(Level.V3, guest=GuestDraft("王先生", salutation="Mr Chairman"))
    wu.submit(wu.get(f"/stays/{reference}"), "Arrived", status=409)  # no room yet
    wu.submit(wu.get(f"/stays/{reference}/room"), "Give 1202")
    wu.submit(wu.get(f"/stays/{reference}"), "Arrived")
    assert "Mr Chairman" in wu.get("/stays/in-house?room=12").text("#in-house-found")
    assert "Nobody in that room" in wu.get("/stays/in-house?room=9").text("#in-house-found")
    wu.submit(wu.get(f"/stays/{reference}"), "Departed")
    assert "to be cleaned" in wu.get("/stays/rooms").text("main")
    other = stay(Level.V3)
    cancellation = f"/stays/{other}/cancellation"
    wu.post(cancellation, status=422)
    wu.post(cancellation, reason="Flight cancelled")
    assert "Flight cancelled" in wu.get(f"/stays/{other}").text("main")
    wu.submit(wu.get(f"/stays/{other}"), "It takes place after all")
    wu.submit(wu.get(f"/stays/{other}"), "Did not come")


def test_cleaning_never_puts_a_room_in_order_and_one_that_is_not_ready_is_given_for_a_reason(app, stay, wu, signed_in):
    """VE45, VR36."""
    reference = stay()
    li = signed_in(stored_person(app, Role.HOUSEKEEPING))
    link = li.get("/stays/rooms").link("1201")
    li.submit(li.get(link), "Take it out of order", status=422)
    li.submit(li.get(link), "Take it out of order", reason="Tap drips")
    li.submit(li.get(link), "To be cleaned")
    li.submit(li.get(link), "Clean")
    assert "Tap drips" in li.get("/stays/rooms").text("main")
    page = wu.get(f"/stays/{reference}/room")
    assert "Give 1201" not in page.text("#rows")
    number = link.rsplit("/", 1)[1]
    refused = wu.submit(page, "give", room=number, status=422)
    assert "not a clean, vacant room" in refused.text("[role=alert]")
    wu.submit(refused, "give", room=number, reason="He asked for this one")
    li.submit(li.get(link), "In order again")
    assert li.get(f"/stays/{reference}", status=403)


def test_a_guest_is_found_as_one_types_and_a_confidential_one_has_a_code_word(stay, sales, wu):
    """VE26; privacy 3: but for the hosts and the duty manager."""
    reference = stay(is_confidential=True, code_word="Bluebird", guest=GuestDraft("Head of State", "", "Excellency"))
    assert "Bluebird" in sales.get("/stays").text("main")
    page = sales.get(f"/stays/{reference}")
    assert "Bluebird" in page.text("h1")
    assert "Excellency" not in page.text("main")
    assert "Head of State" in wu.get("/stays").text("main")
    found = sales.get("/stays/guests?q=head")
    form = sales.get(found.link("Head of State"))
    assert "Head of State" in form.text("main")
    sales.submit(form, "stay", {name: value for name, value in NEW.items() if name != "name"})


def test_rooms_are_entered_once(stay, gu):
    stay()
    page = gu.get("/stays/rooms/new")
    gu.submit(page, "new-room", number="1201", status=409)
    gu.submit(page, "new-room", number="2001", room_type="presidential_suite")
    assert "2001" in gu.get("/stays/rooms").text("main")
