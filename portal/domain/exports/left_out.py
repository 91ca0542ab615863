"""Tables and columns that no export holds, each with the reason (P24)."""

HOUSES = "the house's own, no customer's"
SERVICE_DESK = "the service desk's: its customers have neither account nor organisation"
GUEST_DESK = "the guest desk's: its guests have neither account nor organisation"
LEFT_OUT_OF_ORGANISATION = {
    "queue_views": "staff's own",
    **dict.fromkeys(
        ("customers", "assets", "asset_visits", "open_items", "complaints", "invites", "contact_attempts"), SERVICE_DESK
    ),
    **dict.fromkeys(("call_claims", "incoming_calls", "appointment_links", "waiting_offers"), SERVICE_DESK),
    **dict.fromkeys(("outreach_reasons", "campaigns", "call_scripts"), HOUSES),
    **dict.fromkeys(
        ("guests", "stays", "level_requests", "amenity_lines", "stay_hosts", "stay_changes", "guest_desks"), GUEST_DESK
    ),
    **dict.fromkeys(("level_profiles", "rooms", "tasks", "task_escalations", "person_posts"), HOUSES),
    **dict.fromkeys(
        ("checklist_templates", "template_versions", "checklists", "checklist_items", "checklist_events"), HOUSES
    ),
    "house": HOUSES,
    "heartbeats": HOUSES,
    "calendars": HOUSES,
    "calendar_weekly_hours": HOUSES,
    "calendar_library_days": HOUSES,
    "calendar_recurring_days": HOUSES,
    "calendar_single_days": HOUSES,
    "ticket_numbers": "counts, no more",
    "shops": HOUSES,
    "services": HOUSES,
    "service_needs": HOUSES,
    "resources": HOUSES,
    "plan_days": HOUSES,
    "plan_exceptions": HOUSES,
    "dated_plans": HOUSES,
    "closures": HOUSES,
    "holds": "true for minutes",
    "booking_services": "what they are called stands in the booking",
    "allocations": "which desk and bay a booking takes: the house's own",
    "preparation_settings": HOUSES,
    "preparation_notices": "who in the house was told, and who has read it",
    "preparation_ticks": "what somebody in the house has looked at",
    "service_parts": HOUSES,
    "register_amendments": HOUSES,
    "entrances": HOUSES,
    "board_releases": HOUSES,
    "vain_check_ins": "counted per screen, gone after a day",
    "display_links": HOUSES,
    "devices": HOUSES,
    "person_pins": "a secret of somebody on staff, hashed",
    "presences": "true for seconds",
    "telephone_keys": HOUSES,
    "ringing_calls": "who calls just now, gone after a day",
    "sign_in_attempts": "counted per address, gone after a day",
}
BOOKINGS = "a customer of the workshop books for themselves, not for an organisation"
OF_BOOKINGS = (
    "bookings",
    "booking_changes",
    "appointments",
    "appointment_contacts",
    "appointment_reminders",
    "part_lines",
    "waiting_entries",
)
OF_A_PERSON_ALONE = {"sign_in_attempts", "queue_views", *OF_BOOKINGS}
LEFT_OUT_OF_ORGANISATION |= dict.fromkeys(OF_BOOKINGS, BOOKINGS)
LEFT_OUT_OF_PERSON = {
    **{name: reason for name, reason in LEFT_OUT_OF_ORGANISATION.items() if name not in OF_A_PERSON_ALONE},
    "organisations": "the organisation's",
    "contracts": "the organisation's",
    "contract_service_ids": "the organisation's",
    "plans": HOUSES,
    "plan_targets": HOUSES,
    "plan_entitlements": HOUSES,
    "rosters": "the organisation's; who verified it stands in verifications",
}
LEFT_OUT_OF_CUSTOMER = {
    name: LEFT_OUT_OF_ORGANISATION[name]
    for name in (
        "call_claims",
        "ringing_calls",
        "appointment_links",
        "allocations",
        "booking_services",
        "preparation_notices",
        "preparation_ticks",
    )
}
SECRETS = frozenset({"password_hash", "token_hash"})  # worth something to a thief alone
FOR_STAFF = {
    "organisations": frozenset({"notes"}),
    "customers": frozenset({"notes", "tags"}),
    "contact_attempts": frozenset({"note"}),
    "incoming_calls": frozenset({"note"}),
}  # columns that the part for the customer leaves out
