"""Styles, scripts and icons: from the portal itself, small, named by content, kept for ever (P13)."""

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask

import build_assets
from portal.web.assets import Assets, AssetsMissing
from portal.web.rail import PLACES
from tests.client import Visitor

PORTAL = Path(__file__).parents[2] / "portal"
STATIC = PORTAL / "static"
TEMPLATES = sorted((PORTAL / "templates").rglob("*.html"))


@pytest.fixture(scope="module")
def assets() -> Assets:
    """As the portal reads them at start-up."""
    return Assets.read(STATIC)


def test_an_address_answers_for_ever_and_compressed(app: Flask, assets: Assets):
    response = app.test_client().get(f"/assets/{assets.urls['portal.css']}", headers={"Accept-Encoding": "gzip"})
    headers = response.headers
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Vary"] == "Accept-Encoding"
    assert b"--paper" in gzip.decompress(response.data)


def test_who_reads_no_gzip_gets_it_plain(app: Flask, assets: Assets):
    page = Visitor(app).get(f"/assets/{assets.urls['portal.js']}")
    assert "Content-Encoding" not in page.response.headers
    assert "portal" in page.html


def test_what_is_known_is_not_sent_again(app: Flask, assets: Assets):
    address = f"/assets/{assets.urls['icons.svg']}"
    browser = app.test_client()
    mark = browser.get(address).headers["ETag"]
    again = browser.get(address, headers={"If-None-Match": mark})
    assert (again.status_code, again.data) == (304, b"")


def test_an_old_or_invented_address_is_not_there(app: Flask):
    Visitor(app).get("/assets/portal.000000000000.css", status=404)
    Visitor(app).get("/assets/..%2fconfig.py", status=404)


def test_an_address_changes_with_its_content(tmp_path: Path):
    for name in ("css/a.css", "js/a.js", "vendor/htmx.min.js", "vendor/icons.svg", "favicon.svg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a{color:red}")
    before = Assets.read(tmp_path).urls["portal.css"]
    (tmp_path / "css/b.css").write_text("b{color:red}")
    assert Assets.read(tmp_path).urls["portal.css"] != before


def test_without_the_vendor_files_the_portal_refuses_to_start_and_says_how_they_come(tmp_path: Path):
    with pytest.raises(AssetsMissing, match=r"\./run"):
        Assets.read(tmp_path)


def test_all_of_them_leave_half_of_the_hundred_kilobytes_to_the_page(assets: Assets):
    sizes = {name: len(assets.by_address[address].zipped) for name, address in assets.urls.items()}
    tablet = sizes.pop("tablet.css") + sizes.pop("tablet.js")  # on the pages of lists, in place of portal.css and .js
    assert sum(sizes.values()) < 50_000, sizes
    assert tablet < 33_000
    assert sizes["portal.js"] < 12_000


def test_nothing_points_outside(assets: Assets):
    for name in ("portal.css", "portal.js"):
        text = assets.by_address[assets.urls[name]].plain.decode()
        found = [url for url in re.findall(r"https?://[^\s\"')]+", text) if url != "http://www.w3.org/2000/svg"]
        assert found == []
        assert "sourceMappingURL" not in text
        assert not re.search(r"\beval\(|new Function|@import", text)


def test_every_icon_that_a_template_names_is_in_the_sprite():
    named = {place.icon for place in PLACES}
    for template in TEMPLATES:
        text = template.read_text()
        named |= set(re.findall(r"icon\(\s*'([a-z0-9-]+)'", text)) | set(re.findall(r"icon='([a-z0-9-]+)'", text))
    for script in [*STATIC.glob("js/*.js"), *STATIC.glob("checklists/*.js")]:
        named |= set(re.findall(r"icon\(\"([a-z0-9-]+)\"", script.read_text()))
    assert named <= set(build_assets.ICONS), "Add it to ICONS in build_assets.py and run it"


def test_a_changed_source_stops_the_build():
    changed = build_assets.Source(build_assets.HTMX.package, build_assets.HTMX.path, "0" * 64)
    with pytest.raises(build_assets.Missing, match=r"SHA-256|isn't installed"):
        changed.read()


def test_an_unknown_icon_stops_the_build():
    one = '<symbol class="bi" viewBox="0 0 16 16" id="clock"><path d="M0 0"/></symbol>'
    assert build_assets.sprite(one, ("clock",)).count("<symbol") == 1
    with pytest.raises(build_assets.Missing, match="no icon named bell"):
        build_assets.sprite(one, ("clock", "bell"))


def test_a_source_map_is_not_kept():
    assert build_assets.without_source_map("a();\n//# sourceMappingURL=a.js.map\n") == "a();\n"


def test_style_and_script_files_stay_small():
    files = [path for folder in ("css", "js", "checklists") for path in STATIC.glob(f"{folder}/*.*s")]
    assert [file.name for file in files if len(file.read_text().splitlines()) > 300] == []
