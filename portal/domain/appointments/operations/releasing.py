"""The next working day's board: checked and released before closing, or by the house at closing (A23, BR36)."""

from datetime import date, datetime

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.appointments.welcome import closing_on, next_working_day
from portal.domain.appointments.welcoming import BoardRelease
from portal.domain.booking.situation import shop_hours
from portal.domain.calendars.hours import local_day
from portal.domain.house.queries import takes
from portal.domain.house.trade import Step
from portal.domain.rights import Right, needs


@needs(Right.BOOKING_WORK)
def release_board(on: date, *, by: Actor, at: datetime) -> BoardRelease:
    """Let the entrance show it from closing on. Released already: nothing happens."""
    return _release(on, by.person_id, at)


@needs(Right.WORK_BY_ITSELF)
def release_next_board(*, by: Actor, at: datetime) -> bool:
    """At closing, when nobody did; late rather than never, on closed days too. Whether it was to be done."""
    if not takes(Step.BOARD):
        return False
    hours = shop_hours()
    today = local_day(at, hours.zone)
    closed_at, following = closing_on(hours, today), next_working_day(hours, today)
    if following is None or (closed_at is not None and at < closed_at):
        return False
    if session().get(BoardRelease, following) is None:
        _release(following, by.person_id, at)
        return True
    return False


def _release(on: date, person_id: int | None, at: datetime) -> BoardRelease:
    one_at_a_time("board releases")
    released = session().get(BoardRelease, on)
    if released is None:
        released = BoardRelease(on_date=on, released_at=at, released_by_id=person_id)
        session().add(released)
        session().flush()  # of two at once the second finds it
    return released
