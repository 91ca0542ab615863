"""Styles, scripts and icons: one file of each, made at start-up and kept in memory, named by its content (P13).

The small files in static/css and static/js are joined in the order of their names; those in static/checklists come
together with them on the pages of lists alone, as tablet.css and tablet.js. An address holds the hash of what
it answers, so browsers keep it for ever and a new version is a new address. htmx and the icons are not ours: the build
hook (build_assets.py) puts them into static/vendor; without them the portal refuses to start, it serves no dead pages.
"""

import gzip
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, current_app, request
from werkzeug import Request, Response

from portal.web.headers import HEADERS
from portal.web.layout import here, page_words, reachable

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FOREVER = "public, max-age=31536000, immutable"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PLACE = "/assets/"


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
    mark: str  # of all of them together: another one, another build

    @classmethod
    def read(cls, static: Path) -> "Assets":
        """Join and name the files below `static`. Raises AssetsMissing."""
        css, js = joined(static.glob("css/*.css")), joined(static.glob("js/*.js"))
        texts = {
            "portal.css": without_comments(css),
            "portal.js": without_remarks(js),
            "tablet.css": without_comments(css + joined(static.glob("checklists/*.css"))),
            "tablet.js": without_remarks(js + joined(static.glob("checklists/*.js"))),
            "htmx.js": vendor(static, "htmx.min.js"),
            "icons.svg": vendor(static, "icons.svg"),
            "favicon.svg": (static / "favicon.svg").read_text(encoding="utf-8"),
        }
        made = {name: Asset.made(name, text) for name, text in texts.items()}
        urls = {name: one.address for name, one in made.items()}
        mark = hashlib.blake2b(repr(sorted(urls.items())).encode(), digest_size=6).hexdigest()
        return cls({one.address: one for one in made.values()}, urls, mark)


def joined(files: Iterable[Path]) -> str:
    """One text, in the order of the files' names."""
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(files))


def without_comments(css: str) -> str:
    """Comments are for us; nobody downloads them."""
    return re.sub(r"\n\s+", "\n", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)).strip() + "\n"


def without_remarks(script: str) -> str:
    """The same for lines of a script that are nothing but a comment, and for the blanks that lines begin with."""
    return re.sub(r"^\s+", "", re.sub(r"^\s*(//.*|/\*\*.*\*/)\n", "", script, flags=re.MULTILINE), flags=re.MULTILINE)


def vendor(static: Path, name: str) -> str:
    """A third-party file. Raises AssetsMissing when the build hook hasn't run."""
    path = static / "vendor" / name
    if not path.is_file():
        raise AssetsMissing(f"{path} is missing: the portal was not installed. Run ./run, it installs and starts it.")
    return path.read_text(encoding="utf-8")


class AssetsFirst:
    """Answers /assets/... before Flask hears of it: no session, no database, nothing that depends on who asks."""

    def __init__(self, portal: "WSGIApplication", assets: Assets) -> None:
        """`portal` answers everything else, unknown addresses included."""
        self.portal, self.assets = portal, assets

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """One request."""
        path, method = environ.get("PATH_INFO", ""), environ["REQUEST_METHOD"]
        found = self.assets.by_address.get(path.removeprefix(PLACE)) if path.startswith(PLACE) else None
        if found is None or method not in ("GET", "HEAD"):
            return self.portal(environ, start_response)
        return answer(found, Request(environ))(environ, start_response)


def answer(found: Asset, asked: Request) -> Response:
    """The file, zipped for those who can read it; or 304 for those who have it."""
    zipped = "gzip" in asked.accept_encodings
    response = Response(found.zipped if zipped else found.plain, mimetype=found.mimetype, headers=HEADERS)
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = FOREVER
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{found.address}{'-gzip' if zipped else ''}")
    return response.make_conditional(asked)


def init_assets(app: Flask) -> None:
    """Read them once; templates ask `asset('portal.css')` for an address."""
    assets = Assets.read(Path(app.root_path) / "static")
    app.extensions["assets"] = assets
    app.wsgi_app = AssetsFirst(app.wsgi_app, assets)  # type: ignore[method-assign]
    app.jinja_env.globals.update(asset=asset, build=assets.mark, here=here, page_words=page_words, reachable=reachable)


def asset(name: str) -> str:
    """The address of portal.css, portal.js, tablet.css, tablet.js, htmx.js, icons.svg or favicon.svg."""
    return f"{request.script_root}{PLACE}{current_app.extensions['assets'].urls[name]}"
