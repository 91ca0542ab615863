"""Who is excused from a convention, each with its reason. Keep it short."""

PARTS_OF_OPERATIONS = {  # functions that run only inside another operation, which has asked for the right
    "audit.record": "written by every operation",
    "outbox.take_back": "what follows when the change is undone that a mail tells of",
    "outbox.post": "written by many operations",
    "appointments.after_booked": "what follows from appoint()",
    "appointments.after_called_off": "what follows from call_off()",
    "appointments.after_confirmed": "what follows from confirm_appointment()",
    "appointments.after_moved": "what follows from move_appointment()",
    "appointments.claim": "how an offer of the waiting list ends; taking, declining and the job ask",
    "appointments.give_back": "the same, for those that are not taken",
    "organisations.require_running_contract": "the door that opening a ticket passes",
    "roster.require_named_caller": "the door that opening a ticket passes",
}
WITHOUT_MOMENT: dict[str, str] = {}
LONG_FILES: dict[str, str] = {
    "tests/conventions/things.py": "a table: a line for each thing that an address can name",
    "tests/conventions/world.py": "one of everything that an address can name",
}
LONG_FUNCTIONS: dict[str, str] = {}
