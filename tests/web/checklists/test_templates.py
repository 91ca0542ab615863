"""Templates as text: nothing typed is lost, running lists keep their version (V30, V35, VE12)."""

import pytest
from flask import Flask

from portal.domain.checklists.seeds import default_templates
from portal.domain.checklists.writing import read, written
from portal.domain.rights import Role
from tests.client import SignedInBrowser
from tests.factories_people import stored_person

TEXT = "# Door | 门口\n1 | Lights on | 灯光打开 | entrance | no-photo, due=-30\n2 | Radios | | | count=4, critical"


@pytest.fixture
def hui(app: Flask, signed_in) -> SignedInBrowser:
    """Fang Hui, front-office manager."""
    return signed_in(stored_person(app, Role.FRONT_OFFICE_MANAGER, name="Fang Hui"))


def test_the_default_templates_are_loaded_once_and_begun_by_whose_they_are(app: Flask, hui: SignedInBrowser, signed_in):
    """V35, U22: an empty page says the next step."""
    page = hui.follow(hui.submit(hui.get("/checklists/templates"), "Load the default templates"))
    assert "VIP room check" in page.text("main")
    na = signed_in(stored_person(app, Role.HOUSEKEEPING))
    assert na.get("/checklists/new").texts("option") == ["Choose", "VIP room opened"]
    begun = na.post("/checklists", {"template": "vip-room-opened", "where": "1702", "anchor_at": ""})
    assert na.follow(begun).h1 == "1702 · VIP room opened"
    na.post("/checklists", {"template": "shop-opening"}, status=422)
    na.get("/checklists/templates", status=403)


def test_a_new_version_is_for_new_lists_and_what_cant_be_read_is_kept(hui: SignedInBrowser):
    """V30, VE12."""
    said = {"name": "Hall opening", "department": "entrance", "due_minutes": "0", "text": TEXT}
    made = hui.submit(hui.get("/checklists/templates/new"), "template", said)
    assert "Radios" in hui.follow(made).text("main")
    first = hui.follow(hui.post("/checklists", {"template": "hall-opening"}))
    edit = hui.get("/checklists/templates/hall-opening/versions/new")
    assert edit.value("text") == read_and_written(TEXT)
    wrong = hui.submit(edit, "new-version", {"text": f"{TEXT}\nno item at all"}, status=422)
    assert "Line 4 can't be read: no item at all" in wrong.text("main")
    kept = hui.get("/checklists/templates/hall-opening/versions/new")
    assert "no item at all" in kept.value("text")
    hui.submit(kept, "new-version", {"text": f"{TEXT}\n3 | Water bar"})
    assert "Water bar" in hui.follow(hui.post("/checklists", {"template": "hall-opening"})).text("main")
    assert "Water bar" not in hui.get(first.soup.select_one("#act")["action"].removesuffix("/statements")).text("main")
    hui.submit(edit, "new-version", {"text": f"{TEXT}\n3 | Too late"}, status=409)
    hui.submit(hui.get("/checklists/templates/hall-opening"), "Use no more")
    assert "Hall opening" not in hui.get("/checklists/new").text("main")


@pytest.mark.parametrize("number", range(len(default_templates())))
def test_every_default_template_is_written_as_text_and_read_again_the_same(number: int):
    """V35."""
    draft, content = default_templates()[number]
    assert read(written(content), draft.department, content) == content


def read_and_written(text: str) -> str:
    """As the page writes it."""
    draft, content = default_templates()[0]
    return written(read(text, type(draft.department)("entrance"), content))
