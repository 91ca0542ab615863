"""Words that are stored."""

from enum import StrEnum


class Purpose(StrEnum):
    """What a customer's link is good for: one thing each (A1, A33)."""

    SEE = "see"
    MOVE = "move"
    CANCEL = "cancel"
    CHECK_IN = "check_in"


class Arrival(StrEnum):
    """How it came to be known that a customer is there (A33)."""

    STAFF = "staff"
    CODE = "code"  # from the mail, typed or as QR
    PHONE = "phone"  # the last digits, at the kiosk
