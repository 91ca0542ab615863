"""What the addresses and forms of these pages say, as values; what can't be read is as if it weren't said."""

from datetime import time

from flask import request

from portal.domain.appointments.offers import Wanted
from portal.web.days import day_said
from portal.web.ids import key


def wanted_now() -> Wanted:
    """What has been chosen so far, from the address."""
    asked = request.args
    return Wanted(
        week_of=asked.get("from", type=day_said),
        on=asked.get("on", type=day_said),
        at=asked.get("at", type=time.fromisoformat),
        advisor_id=asked.get("advisor", type=key),
    )
