"""Gifts, hosts, changes, the morning sheet, what levels bring (V3, V4, V7, V17, V20, V26)."""

from portal.domain.rights import Role
from portal.domain.stays.words import Level
from tests.factories_people import stored_person
from tests.factories_stays import GuestDraft


def test_gifts_are_ordered_together_made_within_their_cost_and_placed(app, stay, wu, signed_in):
    """V7, V4, VE48, VE49: nuts are replaced first. No maker reads a guest's name, and only the own list."""
    reference = stay(Level.V2, guest=GuestDraft("Tanaka", avoids="nuts"))
    page = wu.get(f"/stays/{reference}/gifts")
    wu.submit(page, "Put it in its place", name="Sliced mango")
    wu.submit(wu.get("/gifts"), "Order all that is planned")
    chef = signed_in(stored_person(app, Role.KITCHEN))
    board = chef.get("/gifts")
    assert "2 pieces" in board.text("main")
    assert "Sliced mango" in board.text("main")
    assert "Flower" not in board.text("main")
    assert "Tanaka" not in board.text("body")
    over = chef.submit(board, "Made", cost="26", status=422)
    assert "more than the 25" in over.text("[role=alert]")
    chef.submit(over, "spent", over_cap_reason="Out of season")
    chef.submit(chef.get("/gifts"), "In the room")
    assert "26 CNY" in wu.get(f"/stays/{reference}/gifts").text("main")
    assert "1 pieces" in chef.get("/gifts").text("main")


def test_hosts_are_called_and_say_that_they_come(app, stay, wu, gu, signed_in):
    """V3, V20; VR13: the general manager comes when needed."""
    reference = stay(Level.V2)
    signed_in(stored_person(app, Role.FRONT_OFFICE_MANAGER))
    wu.submit(wu.get(f"/stays/{reference}/hosts"), "Call the hosts")
    assert "called" in wu.get(f"/stays/{reference}/hosts").text("#rows-welcome")
    wu.submit(wu.get(f"/stays/{reference}/hosts"), "Call in")
    page = gu.get(f"/stays/{reference}/hosts")
    gu.submit(page, "我已出发")
    gu.submit(gu.get(f"/stays/{reference}/hosts"), "不在场")
    wu.submit(wu.get(f"/stays/{reference}/hosts"), "In the lobby")
    assert "in the lobby" in wu.get(f"/stays/{reference}/hosts").text("#rows-welcome")


def test_each_department_is_told_what_changed_and_says_that_it_has_seen_it(app, stay, wu, signed_in):
    """V17, VR62. Housekeeping is told the room, and no guest's name."""
    reference = stay(Level.V3, guest=GuestDraft("Wang Wei"))
    wu.submit(wu.get(f"/stays/{reference}/room"), "Give 1201")
    li = signed_in(stored_person(app, Role.HOUSEKEEPING, name="Li Na"))
    page = li.get("/stays/changes")
    assert "Room: none → 1201" in page.text("#rows")
    assert "Wang Wei" not in page.text("body")
    li.submit(page, "Seen")
    assert "Everything is seen" in li.get("/stays/changes").text("main")
    assert "Li Na" in wu.get(f"/stays/{reference}/changes").text("main")


def test_the_morning_sheet_has_who_comes_and_who_is_here(stay, wu):
    """V26, VR92."""
    reference = stay(Level.V3, guest=GuestDraft("Ms Marsh", title="Account manager"))
    wu.submit(wu.get(f"/stays/{reference}/room"), "Give 1202")
    assert wu.get("/stays/morning").texts("td")[2:6] == ["Ms Marsh", "Account manager", "2", "1202"]
    wu.submit(wu.get(f"/stays/{reference}"), "Arrived")
    assert wu.get("/stays/morning").texts("td")[0] == "nobody"


def test_the_default_levels_are_loaded_once(gu, wu):
    """V1-V5."""
    assert "No levels yet" in wu.get("/stays/profile").text("main")
    gu.submit(gu.get("/stays/profile"), "载入默认等级")
    gu.post("/stays/profile")
    shown = wu.get("/stays/profile").text("main")
    assert "Version 1" in shown
    assert "Fruit basket de luxe (Kitchen, 60 CNY)" in shown
