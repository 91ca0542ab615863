"""Bring the two third-party files into the package: htmx, and the few icons that are used.

They come out of pinned Python packages that pip installs for the build only (`[build-system] requires`), so nothing is
fetched by our own code, nothing of others is kept in git, and the installed portal needs neither Django nor Bootstrap.
Each source is compared with the checksum written here: another version, or a changed file, stops the build.

hatchling calls `CustomBuildHook` for `pip install .` and `pip install -e .`; `python build_assets.py` does the same in
an environment where the build requirements are installed. The compiled translations (.mo) are made here too.
"""

import hashlib
import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand without hatchling: the functions below are all that is needed
    BuildHookInterface = object  # type: ignore[assignment,misc]

ROOT = Path(__file__).resolve().parent
VENDOR = ROOT / "portal" / "static" / "vendor"
TRANSLATIONS = ROOT / "portal" / "translations"

# Bootstrap Icons, by their upstream names. `icon("name")` in templates/ui/icon.html uses exactly these.
ICONS = (
    "archive", "arrow-counterclockwise", "arrow-left", "arrow-repeat", "arrow-right", "bar-chart", "bell",
    "box-arrow-in-right", "box-arrow-right", "box-arrow-up-right", "box-seam", "building", "calendar-check",
    "calendar3", "camera", "car-front", "card-checklist", "chat-left-text", "check-circle-fill", "check-lg",
    "chevron-down", "chevron-left", "chevron-right", "chevron-up", "circle", "circle-fill", "circle-half",
    "clipboard-check", "clock", "copy", "dash-lg", "diamond-fill", "display", "door-open", "download", "envelope",
    "exclamation-triangle-fill", "eye", "flag", "gear", "hourglass-split", "house", "info-circle", "intersect",
    "journal-text", "key", "keyboard", "link-45deg", "list-task", "list-ul", "lock-fill", "megaphone", "paperclip",
    "pause-circle-fill", "pencil", "people", "person", "person-badge", "person-check", "person-dash", "person-plus",
    "phone", "plus-lg", "printer", "reply", "search", "send", "slash-circle", "sliders", "square-fill", "star",
    "star-fill", "tablet", "tag", "telephone", "three-dots", "ticket-perforated", "tools", "translate",
    "triangle-fill", "upload", "x-lg",
)  # fmt: skip


class Missing(Exception):  # noqa: N818 - the sentence is for the person who builds
    """A build requirement isn't what it should be; nothing half-made is left behind."""


@dataclass(frozen=True)
class Source:
    """One file inside a pinned package, with the SHA-256 that it must have."""

    package: str
    path: str
    sha256: str

    def read(self) -> str:
        """The file's text; stops the build when it is missing or isn't the one we know."""
        try:
            found = [f for f in files(self.package) or [] if str(f).endswith(self.path)]
        except PackageNotFoundError:
            raise Missing(f"{self.package} isn't installed. It is a build requirement in pyproject.toml.") from None
        if len(found) != 1:
            raise Missing(f"{self.package} has no file {self.path}. Was its version changed?")
        content = Path(str(found[0].locate())).read_bytes()
        seen = hashlib.sha256(content).hexdigest()
        if seen != self.sha256:
            raise Missing(f"{self.path} of {self.package} has SHA-256 {seen}, expected {self.sha256}.")
        return content.decode()


HTMX = Source(
    "django-htmx",
    "django_htmx/static/django_htmx/htmx-2.min.js",
    "71ea67185bfa8c98c39d31717c6fce5d852370fcdfd129db4543774d3145c0de",
)
ALL_ICONS = Source(
    "bootstrap-flask",
    "flask_bootstrap/static/bootstrap5/icons/bootstrap-icons.svg",
    "fe7b61303ee8b160aa2d596dabbb70f4ffeaf8ea24891004e9b1d0d2877638b1",
)
LICENCES = {
    "LICENSE.django-htmx.txt": Source(
        "django-htmx", "licenses/LICENSE", "a4d211670940cdae247eeb4f53405092826c3d6976dcd1e708cadb002d083479"
    ),
    "LICENSE.bootstrap-flask.txt": Source(
        "bootstrap-flask", "licenses/LICENSE", "5a9d605eb2e6556fffdc0ac1f9d7f454124a345184a369d3d5a2b10c197e2114"
    ),
}
ORIGIN = """\
htmx.min.js   htmx 2.0.10, 0BSD, Big Sky Software
              packed by django-htmx 1.29.0 (MIT, LICENSE.django-htmx.txt)
icons.svg     a few of the Bootstrap Icons, MIT, The Bootstrap Authors
              packed by bootstrap-flask 2.6.0 (MIT, LICENSE.bootstrap-flask.txt)
"""


def without_source_map(script: str) -> str:
    """The script without its sourceMappingURL, which would point at a file that isn't there."""
    return re.sub(r"^\s*//[#@]\s*sourceMappingURL=.*$", "", script, flags=re.MULTILINE).rstrip() + "\n"


def sprite(every_icon: str, wanted: tuple[str, ...] = ICONS) -> str:
    """Only the wanted symbols, in one small file; a name that isn't there stops the build."""
    found = re.findall(r'<symbol class="[^"]*" viewBox="([^"]*)" id="([^"]+)">(.*?)</symbol>', every_icon, re.DOTALL)
    symbols = {name: f'<symbol viewBox="{box}" id="{name}">{drawing}</symbol>' for box, name, drawing in found}
    absent = [name for name in wanted if name not in symbols]
    if absent:
        raise Missing(f"Bootstrap Icons has no icon named {', '.join(absent)}.")
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols[name] for name in wanted) + "</svg>\n"


def unpack() -> list[Path]:
    """Write the vendor files; all sources are read and compared before the first byte is written."""
    made = {
        "htmx.min.js": without_source_map(HTMX.read()),
        "icons.svg": sprite(ALL_ICONS.read()),
        "ORIGIN.txt": ORIGIN,
        **{name: source.read() for name, source in LICENCES.items()},
    }
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (VENDOR / name).write_text(text, encoding="utf-8")
    return [VENDOR / name for name in made]


def compile_translations() -> list[Path]:
    """Compile each catalogue beside its source; nothing to do while there is none."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - a build requirement, needed only here
    from babel.messages.pofile import read_po  # noqa: PLC0415

    made = []
    for source in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parts[-3])
        target = source.with_suffix(".mo")
        with target.open("wb") as compiled:
            write_mo(compiled, catalogue)
        made.append(target)
    return made


class CustomBuildHook(BuildHookInterface):  # type: ignore[misc]
    """What hatchling calls before it packs the wheel, the editable one included."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, object]) -> None:  # noqa: ARG002 - hatchling's signature
        """Unpack and compile, or stop the build."""
        unpack()
        compile_translations()


if __name__ == "__main__":
    for path in unpack() + compile_translations():
        print(path.relative_to(ROOT), path.stat().st_size)
