"""What the words of stays are called on the screen."""

from portal.domain.errors import N_
from portal.domain.stays.words import Asked, Duty, Level, Line, RoomType, Source, State

LEVELS = {
    Level.V1: N_("VIP 1"),
    Level.V2: N_("VIP 2"),
    Level.V3: N_("VIP 3"),
    Level.BASKET: N_("Fruit basket"),
}
STATES = {
    State.EXPECTED: N_("To arrive"),
    State.IN_HOUSE: N_("In house"),
    State.DEPARTED: N_("Departed"),
    State.CANCELLED: N_("Cancelled"),
    State.NO_SHOW: N_("Did not come"),
    State.CLOSED: N_("File closed"),
}
SOURCES = {
    Source.UNKNOWN: N_("nobody knows yet"),
    Source.ESTIMATED: N_("estimated"),
    Source.CONFIRMED: N_("confirmed"),
}
ROOM_TYPES = {
    RoomType.STANDARD: N_("Standard room"),
    RoomType.BUSINESS_FLOOR: N_("Business floor"),
    RoomType.BUSINESS_SUITE: N_("Business suite"),
    RoomType.EXECUTIVE_SUITE: N_("Executive suite"),
    RoomType.PRESIDENTIAL_SUITE: N_("Presidential suite"),
}
ASKED = {
    Asked.PROPOSED: N_("proposed by rule"),
    Asked.OPEN: N_("asked for"),
    Asked.APPROVED: N_("approved"),
    Asked.REFUSED: N_("refused"),
    Asked.CLOSED: N_("closed"),
}
LINES = {
    Line.PLANNED: N_("planned"),
    Line.ORDERED: N_("ordered"),
    Line.MADE: N_("made"),
    Line.PLACED: N_("in the room"),
    Line.CANCELLED: N_("cancelled"),
    Line.SUNK: N_("stays in the room, no longer of the level"),
    Line.WASTED: N_("made for nothing"),
    Line.BLOCKED: N_("the guest must not have it"),
}
LINE_TONES = {Line.PLACED: "kept", Line.MADE: "kept", Line.BLOCKED: "late", Line.PLANNED: "soon"}
DUTIES = {Duty.WELCOME: N_("Greeting the guest"), Duty.SEND_OFF: N_("Send-off")}
FACTS = {  # of facts.Facts
    "arrival": N_("Arrival"),
    "departure": N_("Departure"),
    "room": N_("Room"),
    "level": N_("Level"),
    "people": N_("How many people"),
    "requests": N_("Requests"),
    "pick_up": N_("Pick-up"),
    "itinerary": N_("Itinerary"),
    "state": N_("State"),
}
VOID_REASONS = {  # as operations write them: why a task is no longer needed, or a stay has ended
    "not done before arrival": N_("not done before arrival"),
    "room moved": N_("room moved"),
    "no longer needed": N_("no longer needed"),
    "stay cancelled": N_("stay cancelled"),
    "guest has left": N_("guest has left"),
    "no show": N_("did not come"),
}
