"""What is refused about customers and their vehicles, each in one sentence."""

from portal.domain.errors import N_, Refused


class PhoneUnknown(Refused):
    """Not a number that can be called."""

    sentence = N_("Enter the number in digits, with + and the country's code if it is abroad: +86 138 1234 5678.")
    field = "phone"


class PlateEmpty(Refused):
    """Nothing to know it by."""

    sentence = N_("Enter the plate with its letters and digits.")
    field = "plate"


class PlateTaken(Refused):
    """One vehicle, one customer: mixing them up is the worst that can happen on the phone (BR6)."""

    sentence = N_("{plate} stands with {customer} already. Look there first; two customers can't have one plate.")
    field = "plate"


class OdometerHalf(Refused):
    """A reading without its day says nothing."""

    sentence = N_("Enter the mileage together with the day on which it was read.")
    field = "odometer_on"


class SettledAlready(Refused):
    """Somebody was faster."""

    sentence = N_("That has been settled already.")
