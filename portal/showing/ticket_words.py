"""What the words of the domain are called on the screen (S40-S42, S46)."""

from flask_babel import gettext as _

from portal.domain.errors import N_
from portal.domain.tickets.rules import Channel, Fact, Reproducible, State

STATES = {
    State.NEW: N_("New"),
    State.OPEN: N_("Open"),
    State.WAITING_FOR_CUSTOMER: N_("Waiting for customer"),
    State.WAITING_FOR_THIRD_PARTY: N_("Waiting for third party"),
    State.RESOLVED: N_("Resolved"),
    State.CLOSED: N_("Closed"),
}
SEVERITIES = {1: N_("1 Urgent"), 2: N_("2 High"), 3: N_("3 Normal"), 4: N_("4 Low")}
MEANINGS = {  # the guide's definitions, with examples of our own (S42)
    1: N_(
        "The product is down, many users are concerned, there is no workaround. "
        "For example: no phone of the fleet gets past its lock screen; enrolment has stopped everywhere."
    ),
    2: N_(
        "Widespread or recurring impairment for a moderate number of users; there is a workaround. "
        "For example: mail arrives only after a restart; the VPN drops every hour in one region."
    ),
    3: N_(
        "A small number of users, minimal impact. "
        "For example: the camera of three phones stays black; one policy is applied late."
    ),
    4: N_(
        "Little or no impact: how-to and configuration. "
        "For example: how to block one app; which setting keeps the screen on."
    ),
}
CHANNELS = {
    Channel.PORTAL: N_("Portal"),
    Channel.PHONE: N_("Phone"),
    Channel.EMAIL: N_("Email"),
    Channel.API: N_("API"),
}
REPRODUCIBLE = {
    Reproducible.ALWAYS: N_("Always"),
    Reproducible.SOMETIMES: N_("Sometimes"),
    Reproducible.ONCE: N_("It happened once"),
    Reproducible.UNKNOWN: N_("Not known"),
}
NEEDED = {
    Fact.SERVICE_ID: N_("the service ID"),
    Fact.IMEI: N_("the IMEI of an affected device"),
    Fact.EXPECTED: N_("what you expected"),
    Fact.IMPACT: N_("what it means for your business"),
    Fact.SINCE: N_("since when it happens"),
    Fact.REPRODUCIBLE: N_("whether it can be repeated"),
    Fact.STEPS: N_("the steps that lead to it"),
    Fact.DEVICE_MODEL: N_("the device model in full"),
    Fact.CARRIER: N_("the carrier"),
    Fact.OS_BUILD: N_("operating system and build number"),
    Fact.DEVICE_COUNT: N_("how many devices are concerned"),
    Fact.FILES: N_("log files or screenshots"),
}


def meanings() -> dict[str, str]:
    """What each severity means, for its card (S42)."""
    return {str(severity): _(meaning) for severity, meaning in MEANINGS.items()}
