"""What a browser calls itself, in two words."""

from flask_babel import gettext as _

BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def browser_name(calls_itself: str) -> str:
    """Firefox, Windows; or a word for what nobody knows."""
    browser = next((name for mark, name in BROWSERS if mark in calls_itself), "")
    system = next((name for mark, name in SYSTEMS if mark in calls_itself), "")
    return ", ".join(part for part in (browser, system) if part) or _("Unknown browser")
