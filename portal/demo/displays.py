"""The screens of the demo, with tokens that everybody may know, like its passwords."""

from datetime import timedelta

from portal.demo.cast import Staff
from portal.demo.clockwork import Clockwork
from portal.domain.appointments.masking import Privacy
from portal.domain.appointments.operations.entrance_settings import EntranceDraft, set_entrance
from portal.domain.people.operations import make_display_link, revoke_display_link
from portal.domain.people.operations.display_links import DisplayDraft
from portal.domain.people.rules import Board, Theme

WALL = "/wall/demo-wallboard-that-everybody-may-look-at-48"
WALL_IN_CHINESE = "/wall/demo-wallboard-that-everybody-may-look-at-zh"
WELCOME = "/welcome/demo-welcome-board-that-everybody-may-look-at-48"
KIOSK = "/kiosk/demo-kiosk-where-everybody-may-check-in-today-48"
_GONE = "/wall/demo-wallboard-of-a-screen-that-was-sold-on-00"


def screens_are_hung(clockwork: Clockwork, staff: Staff) -> None:
    """One in the support room, one that shows what is severe, in Chinese; and one that is gone."""
    at, by = clockwork.now - timedelta(days=40), staff.administrator
    make_display_link(DisplayDraft("Support room"), _token(WALL), by=by, at=at)
    chinese = DisplayDraft("Shenzhen office", locale="zh_Hans", theme=Theme.DARK, severity_to=2)
    make_display_link(chinese, _token(WALL_IN_CHINESE), by=by, at=at)
    door = DisplayDraft("Entrance, screen", board=Board.WELCOME, locale="en", is_in_turn=True)
    make_display_link(door, _token(WELCOME), by=by, at=at)
    make_display_link(DisplayDraft("Entrance, tablet", board=Board.KIOSK), _token(KIOSK), by=by, at=at)
    set_entrance(EntranceDraft(Privacy.MASKED, 20, 60, 30), by=by, at=at)
    gone = make_display_link(DisplayDraft("Old television in the hall"), _token(_GONE), by=by, at=at)
    revoke_display_link(gone, by=by, at=at + timedelta(days=9))


def _token(path: str) -> str:
    return path.rsplit("/", 1)[1]
