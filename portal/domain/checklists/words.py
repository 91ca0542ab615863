"""Words of checklists that are stored."""

from enum import StrEnum


class Kind(StrEnum):
    """What an item asks."""

    TICK = "tick"  # is it so?
    COUNT = "count"  # how many are there? (minibar, VR55)
    PROHIBITED = "prohibited"  # it didn't happen; a breach is an incident (VR137)


class Photo(StrEnum):
    """When an item wants a picture."""

    NEVER = "never"
    ON_FAIL = "on_fail"
    ALWAYS = "always"


class Said(StrEnum):
    """What somebody said about an item."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"  # with a reason (VE44)
    CLEARED = "cleared"  # what was said before is taken back: undo, or a correction (U7)
    RECHECKED = "rechecked"  # the fault is gone, as a later look has shown
    ACCEPTED = "accepted"  # the fault stays, for a reason (VE42)
    NOTE = "note"
    PHOTO = "photo"


class State(StrEnum):
    """Where an item stands."""

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"
    ACCEPTED = "accepted"


class Result(StrEnum):
    """How a list ended."""

    PASSED = "passed"
    WITH_EXCEPTION = "with_exception"  # a fault was accepted, with a reason (VE42)
