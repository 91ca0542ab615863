"""Words of tasks that are stored."""

from enum import StrEnum


class Anchor(StrEnum):
    """What a task's due time hangs on."""

    ARRIVAL = "arrival"  # T
    DEPARTURE = "departure"  # C
    MADE = "made"  # when what asked for it happened
    CLOCK = "clock"  # a time of the house's day


class State(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    CHECKED = "checked"  # done, and looked at by a second person (VR106)
    VOID = "void"  # not to be done any more, with a reason
