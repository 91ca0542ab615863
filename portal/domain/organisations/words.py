"""What plans include, in the words that staff and customers read (S6, S13-S22)."""

from portal.domain.errors import N_
from portal.domain.organisations.rules import Clock, Entitlement

ENTITLEMENTS: dict[Entitlement, str] = {
    Entitlement.PHONE: N_("Tickets by phone"),
    Entitlement.PORTAL: N_("Tickets in the portal"),
    Entitlement.EMAIL: N_("Tickets by mail"),
    Entitlement.LAB: N_("Troubleshooting lab requests"),
    Entitlement.REMOTE_SESSION: N_("Remote sessions"),
    Entitlement.TRAINING: N_("Online training"),
    Entitlement.BETA: N_("Beta programme"),
    Entitlement.ACCOUNT_MANAGER: N_("Account manager"),
    Entitlement.KICK_OFF: N_("Kick-off meeting"),
    Entitlement.STATUS_REPORT: N_("Incident status report on the web"),
    Entitlement.OWN_STATUS: N_("Status of the own ticket on the web"),
    Entitlement.BULLETINS: N_("Vulnerability bulletins, after the NDA"),
    Entitlement.ACTIVITY_REPORT: N_("Written activity report"),
    Entitlement.REVIEW: N_("Regular review by teleconference"),
}
CLOCKS: dict[Clock, str] = {
    Clock.BUSINESS: N_("business hours"),
    Clock.ALWAYS: N_("around the clock"),
}
