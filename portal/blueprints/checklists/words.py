"""What the words of checklists and departments are called on the screen."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.checklists.words import Kind, Photo, Result, Said, State
from portal.domain.departments.words import Department, Post

DEPARTMENTS: dict[str, LazyString] = {
    Department.FRONT_OFFICE: _l("Front office"),
    Department.RESERVATIONS: _l("Reservations"),
    Department.HOUSEKEEPING: _l("Housekeeping"),
    Department.KITCHEN: _l("Kitchen"),
    Department.ENGINEERING: _l("Engineering"),
    Department.SECURITY: _l("Security"),
    Department.SALES: _l("Sales"),
    Department.FINANCE: _l("Finance"),
    Department.ADMINISTRATION: _l("Administration"),
    Department.MANAGEMENT: _l("Management"),
    Department.ENTRANCE: _l("Entrance"),
}
POSTS: dict[str, LazyString] = {
    Post.BOARD: _l("Board"),
    Post.MANAGING_DIRECTOR: _l("Managing director"),
    Post.GENERAL_MANAGER: _l("General manager"),
    Post.DEPUTY_GENERAL_MANAGER: _l("Deputy general manager"),
    Post.ROOMS_DIRECTOR: _l("Rooms director"),
    Post.SALES_DIRECTOR: _l("Sales director"),
    Post.FRONT_OFFICE_MANAGER: _l("Front-office manager"),
    Post.DUTY_MANAGER: _l("Duty manager"),
    Post.DESK_SUPERVISOR: _l("Desk supervisor"),
    Post.RECEPTION: _l("Reception"),
    Post.RESERVATIONS: _l("Reservations"),
    Post.CONCIERGE: _l("Concierge"),
    Post.SWITCHBOARD: _l("Switchboard"),
    Post.HOUSEKEEPING: _l("Housekeeping"),
    Post.KITCHEN: _l("Kitchen"),
    Post.ENGINEERING: _l("Engineering"),
    Post.SECURITY: _l("Security"),
    Post.SALES: _l("Sales"),
    Post.FINANCE: _l("Finance"),
    Post.ADMINISTRATION: _l("Administration"),
    Post.DOORMAN: _l("Doorman"),
}
SAID: dict[str, LazyString] = {
    Said.PASSED: _l("OK"),
    Said.FAILED: _l("Fault"),
    Said.NOT_APPLICABLE: _l("Not applicable"),
    Said.CLEARED: _l("Taken back"),
    Said.RECHECKED: _l("Looked at again: OK"),
    Said.ACCEPTED: _l("Fault accepted"),
    Said.NOTE: _l("Note"),
    Said.PHOTO: _l("Photo"),
}
STATES: dict[str, LazyString] = {
    State.OPEN: _l("To do"),
    State.PASSED: _l("OK"),
    State.FAILED: _l("Fault"),
    State.NOT_APPLICABLE: _l("Not applicable"),
    State.ACCEPTED: _l("Fault accepted"),
}
RESULTS: dict[str, LazyString] = {
    Result.PASSED: _l("passed"),
    Result.WITH_EXCEPTION: _l("passed with exception"),
}
KINDS: dict[str, LazyString] = {
    Kind.TICK: _l("Is it so?"),
    Kind.COUNT: _l("How many are there?"),
    Kind.PROHIBITED: _l("It must not have happened"),
}
PHOTOS: dict[str, LazyString] = {
    Photo.NEVER: _l("No photo"),
    Photo.ON_FAIL: _l("With a fault"),
    Photo.ALWAYS: _l("Always"),
}
ICONS = {
    State.OPEN: "circle",
    State.PASSED: "check-lg",
    State.FAILED: "x-lg",
    State.NOT_APPLICABLE: "dash-lg",
    State.ACCEPTED: "flag",
}
_ANYWHERE = (_l("Missing"), _l("Dirty"), _l("Broken"), _l("Wrong place"), _l("Not as ordered"))
REASONS: dict[str, tuple[LazyString, ...]] = {  # the five that are said most (U13)
    Department.HOUSEKEEPING: (_l("Dirty"), _l("Missing"), _l("Smells"), _l("Stained"), _l("Wrong place")),
    Department.ENGINEERING: (_l("Does not work"), _l("Broken"), _l("Leaks"), _l("Too loud"), _l("Too weak")),
    Department.KITCHEN: (_l("Missing"), _l("Not as ordered"), _l("Not fresh"), _l("Too few"), _l("Too late")),
    Department.SECURITY: (_l("Blocked"), _l("Nobody there"), _l("Unlocked"), _l("Broken"), _l("Unknown person")),
}


def reasons_of(department: str) -> tuple[LazyString, ...]:
    """The chips of a fault for this department to mend."""
    return REASONS.get(department, _ANYWHERE)
