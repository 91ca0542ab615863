"""Styles, scripts and icons: one file of each, made at start-up and kept in memory, named by its content (P13).

The small files in static/css and static/js are joined in the order of their names. An address holds the hash of what
it answers, so browsers keep it for ever and a new version is a new address. htmx and the icons are not ours: the build
hook (build_assets.py) puts them into static/vendor; without them the portal refuses to start, it serves no dead pages.
"""

import gzip
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request

from portal.web.admission import public
from portal.web.layout import page_words, reachable

FOREVER = "public, max-age=31536000, immutable"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
bp = Blueprint("assets", __name__, url_prefix="/assets")


class AssetsMissing(Exception):  # noqa: N818 - reads as a sentence
    """The third-party files are not there; the sentence says how they come."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served."""

    address: str  # portal.0a1b2c3d4e5f.css
    mimetype: str
    plain: bytes
    zipped: bytes

    @classmethod
    def made(cls, name: str, text: str) -> "Asset":
        """Named by what is in it."""
        plain = text.encode()
        mark = hashlib.blake2b(plain, digest_size=6).hexdigest()
        path = Path(name)
        return cls(f"{path.stem}.{mark}{path.suffix}", TYPES[path.suffix], plain, gzip.compress(plain, 9, mtime=0))


@dataclass(frozen=True, slots=True)
class Assets:
    """All of them, by address; and the address of each name."""

    by_address: dict[str, Asset]
    urls: dict[str, str]

    @classmethod
    def read(cls, static: Path) -> "Assets":
        """Join and name the files below `static`. Raises AssetsMissing."""
        texts = {
            "portal.css": without_comments(joined(static.glob("css/*.css"))),
            "portal.js": joined(static.glob("js/*.js")),
            "htmx.js": vendor(static, "htmx.min.js"),
            "icons.svg": vendor(static, "icons.svg"),
            "favicon.svg": (static / "favicon.svg").read_text(encoding="utf-8"),
        }
        made = {name: Asset.made(name, text) for name, text in texts.items()}
        return cls({one.address: one for one in made.values()}, {name: one.address for name, one in made.items()})


def joined(files: Iterable[Path]) -> str:
    """One text, in the order of the files' names."""
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(files))


def without_comments(css: str) -> str:
    """Comments are for us; nobody downloads them."""
    return re.sub(r"\n\s+", "\n", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)).strip() + "\n"


def vendor(static: Path, name: str) -> str:
    """A third-party file. Raises AssetsMissing when the build hook hasn't run."""
    path = static / "vendor" / name
    if not path.is_file():
        raise AssetsMissing(f"{path} is missing: the portal was not installed. Run ./run, it installs and starts it.")
    return path.read_text(encoding="utf-8")


def init_assets(app: Flask) -> None:
    """Read them once; templates ask `asset('portal.css')` for an address."""
    assets = Assets.read(Path(app.root_path) / "static")
    app.extensions["assets"] = assets
    app.register_blueprint(bp)
    app.jinja_env.globals.update(asset=asset, page_words=page_words, reachable=reachable)


def asset(name: str) -> str:
    """The address of portal.css, portal.js, htmx.js, icons.svg or favicon.svg."""
    return f"{request.script_root}/assets/{current_app.extensions['assets'].urls[name]}"


@bp.get("/<string:address>")
@public
def show(address: str) -> Response:
    """One of them; whatever else is asked for isn't there."""
    found: Asset | None = current_app.extensions["assets"].by_address.get(address)
    if found is None:
        abort(404)
    zipped = "gzip" in request.accept_encodings
    response = Response(found.zipped if zipped else found.plain, mimetype=found.mimetype)
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = FOREVER
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{address}{'-gzip' if zipped else ''}")
    return response.make_conditional(request)
