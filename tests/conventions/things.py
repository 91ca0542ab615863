"""What the parameters of an address name, and who may see which: the table that the access test walks.

A new route with a parameter that stands here needs nothing. Another parameter needs a row in THINGS: the beginning of
its address, the names of its parameters, objects of the world by a label, and who sees which.
"""

from collections.abc import Callable

from werkzeug.routing import Rule

from tests.conventions.guest_desk import GUEST_DESK
from tests.conventions.service_desk import SERVICE_DESK
from tests.conventions.thing import CROSSED, MISSING, NOWHERE, OURS, THEIRS, Thing, Values, anybody_sees, link, plain
from tests.conventions.world import CUSTOMERS, RESTRICTED, ROLES, STAFF, World


def thing_of(rule: Rule) -> Thing | None:
    """The row with the longest beginning that fits; None when the table doesn't know the rule."""
    fitting = [thing for thing in THINGS if thing.fits(rule)]
    return max(fitting, key=lambda thing: len(thing.within)) if fitting else None


def house_sees(world: World, role: str, label: str) -> bool:
    """Staff all customers, a customer the own organisation."""
    return anybody_sees(world, role, label) and (role in STAFF or label == OURS)


def kept(role: str, label: str) -> bool:
    """Contoso's tickets, and all that tells of them, are as if they weren't there for the restricted agent."""
    return role == RESTRICTED and label == THEIRS


def told_of(_world: World, role: str, label: str) -> bool:
    """Whoever has the right, but for what tells of tickets that are kept."""
    return anybody_sees(_world, role, label) and not kept(role, label)


def ticket_seen(_world: World, role: str, label: str) -> bool:
    """Staff all but what is kept from them, a primary contact the organisation's, others their own."""
    if kept(role, label):
        return False
    own = {
        "primary contact": {"caras", "closed", "meis", "toms"},
        "named caller": {"caras", "closed"},
        "contact": {"toms"},
    }
    return label in own[role] if role in CUSTOMERS else label not in NOWHERE


def file_seen(_world: World, role: str, label: str) -> bool:
    """A file goes with its message: of a note, staff alone."""
    if role in STAFF:
        return label in (OURS, THEIRS, "of a note") and not kept(role, label)
    return label == OURS and role != "contact"


def message_seen(_world: World, role: str, label: str) -> bool:
    """Only its author corrects a message."""
    return label == {"named caller": "asked", "agent": "answer"}.get(role) or (label, role) == ("note", "agent")


def of_both(name: str, of: Callable[..., object]) -> Callable[[World], dict[str, Values]]:
    """One of each customer, and one that isn't there."""
    return lambda world: {
        OURS: {name: of(world.houses["Corvid"])},
        THEIRS: {name: of(world.houses["Contoso"])},
        **{label: {name: value} for label, value in NOWHERE.items()},
    }


def tickets(world: World) -> dict[str, Values]:
    """Of three people of one customer, of the other customer, and none."""
    found = {label: {"number": said.number} for label, said in world.houses["Corvid"].tickets.items()}
    found[THEIRS] = {"number": world.houses["Contoso"].tickets["caras"].number}
    return {**found, **{label: {"number": value} for label, value in NOWHERE.items()}}


def files(world: World) -> dict[str, Values]:
    """Of an answer and of a note; the other customer's, under its ticket and under ours."""
    our, their = (world.houses[name].tickets["caras"] for name in ("Corvid", "Contoso"))
    return {
        OURS: {"number": our.number, "key": our.file_key},
        "of a note": {"number": our.number, "key": our.note_file_key},
        THEIRS: {"number": their.number, "key": their.file_key},
        CROSSED: {"number": our.number, "key": their.file_key},
        MISSING: {"number": our.number, "key": "x" * 43},
    }


def messages(world: World) -> dict[str, Values]:
    """What was asked, answered and noted; the other customer's, under its ticket and under ours."""
    our, their = (world.houses[name].tickets["caras"] for name in ("Corvid", "Contoso"))
    return {
        "asked": {"number": our.number, "message_id": our.message_id},
        "answer": {"number": our.number, "message_id": our.answer_id},
        "note": {"number": our.number, "message_id": our.note_id},
        THEIRS: {"number": their.number, "message_id": their.message_id},
        CROSSED: {"number": our.number, "message_id": their.message_id},
        **{label: {"number": our.number, "message_id": value} for label, value in NOWHERE.items()},
    }


def contracts(world: World) -> dict[str, Values]:
    """Under its own organisation and under the other."""
    our, their = world.houses["Corvid"], world.houses["Contoso"]
    return {
        OURS: {"organisation_id": our.id, "contract_id": our.contract_id},
        CROSSED: {"organisation_id": our.id, "contract_id": their.contract_id},
        **{label: {"organisation_id": our.id, "contract_id": value} for label, value in NOWHERE.items()},
    }


def sign_ins(world: World) -> dict[str, Values]:
    """Everybody's other browser, by their role."""
    found: dict[str, Values] = {role: {"sign_in_id": number} for role, number in world.sign_ins.items()}
    return {**found, **{label: {"sign_in_id": value} for label, value in NOWHERE.items()}}


def views(world: World) -> dict[str, Values]:
    """Everybody's own, by their role."""
    found: dict[str, Values] = {role: {"view_id": number} for role, number in world.views.items()}
    return {**found, **{label: {"view_id": value} for label, value in NOWHERE.items()}}


def callers(world: World) -> dict[str, Values]:
    """Two of our roster, one of theirs."""
    found = of_both("caller_id", lambda house: house.callers["cara"])(world)
    return {**found, "primary": {"caller_id": world.houses["Corvid"].callers["mei"]}}


def phoning(world: World) -> dict[str, Values]:
    """Who may call; who may not; nobody."""
    people, their = world.houses["Corvid"].people, world.houses["Contoso"].people
    found = plain("person_id", lambda _world: people["cara"])(world)
    return {**found, CROSSED: {"person_id": people["tom"]}, THEIRS: {"person_id": their["cara"]}}


def mails(world: World) -> dict[str, Values]:
    """One about an account, one about a ticket of the other customer."""
    found = plain("number", lambda world: world.mail_id)(world)
    return {**found, THEIRS: {"number": world.mail_about}}


def sights(world: World) -> dict[str, Values]:
    """What is kept from the restricted agent; and nothing is kept from others."""
    contoso = world.houses["Contoso"].id
    return {
        OURS: {"person_id": world.people[RESTRICTED], "organisation_id": contoso},
        CROSSED: {"person_id": world.people["agent"], "organisation_id": contoso},
        **{label: {"person_id": number, "organisation_id": contoso} for label, number in NOWHERE.items()},
    }


def own(_world: World) -> dict[str, Values]:
    """No parameter: what it shows is the reader's own."""
    return {OURS: {}}


def customers_see(_world: World, role: str, _label: str) -> bool:
    """Staff have no roster and no contract of their own."""
    return role in CUSTOMERS


def roster_sees(world: World, role: str, label: str) -> bool:
    """The same for callers: all of the own roster."""
    return house_sees(world, role, OURS if label == "primary" else label)


THINGS = [
    Thing("/", (), own, anybody_sees),
    Thing("/roster", (), own, customers_see),
    Thing("/organisation", (), own, customers_see),
    Thing("/organisations", (), own, anybody_sees),
    Thing("/tickets", ("number",), tickets, ticket_seen),
    Thing("/queue", ("number",), tickets, ticket_seen),
    Thing("/queue", ("view_id",), views, lambda _world, role, label: role == label),
    Thing("/tickets", ("number", "key"), files, file_seen),
    Thing("/tickets", ("number", "message_id"), messages, message_seen),
    Thing("/tickets/calls", ("person_id",), phoning, told_of),
    Thing("/roster", ("caller_id",), callers, roster_sees),
    Thing("/roster", ("demand_id",), of_both("demand_id", lambda house: house.demand_id), house_sees),
    Thing("/roster", ("request_id",), of_both("request_id", lambda house: house.request_id), house_sees),
    Thing("/roster", ("substitution_id",), of_both("substitution_id", lambda house: house.substitution_id), house_sees),
    Thing("/organisations", ("organisation_id",), of_both("organisation_id", lambda house: house.id), house_sees),
    Thing("/organisations", ("organisation_id", "contract_id"), contracts, anybody_sees),
    Thing("/people", ("person_id",), plain("person_id", lambda world: world.people["contact"]), anybody_sees),
    Thing("/people", ("person_id", "organisation_id"), sights, anybody_sees),
    Thing("/account/sessions", ("sign_in_id",), sign_ins, lambda _world, role, label: role == label),
    Thing("/mails", ("number",), mails, told_of),
    Thing("/settings", ("calendar_id",), plain("calendar_id", lambda _world: 1), anybody_sees),
    Thing("/settings", ("area_id",), plain("area_id", lambda _world: 1), anybody_sees),
    Thing("/settings", ("plan_id",), plain("plan_id", lambda _world: 1), anybody_sees),
    Thing(
        "/settings/accent",
        ("colours",),
        lambda _world: {OURS: {"colours": "0a2540ffffff"}, MISSING: {"colours": "x" * 12}},
        anybody_sees,
    ),
    Thing("/invitations", ("token",), link("invitations"), anybody_sees),
    Thing("/password-resets", ("token",), link("password-resets"), anybody_sees),
    Thing("/wall", ("token",), link("wall"), anybody_sees),
    Thing("/settings", ("link_id",), plain("link_id", lambda world: world.display_id), anybody_sees),
    Thing("/settings", ("device_id",), plain("device_id", lambda _world: 1), anybody_sees),
    Thing("/enrolments", ("token",), link("enrolments"), anybody_sees),
    Thing("/pin", (), own, lambda *_: False),  # nobody here holds a shared tablet
    Thing("/pin-locks", (), own, anybody_sees),
    Thing("/pin-locks", ("person_id",), plain("person_id", lambda world: world.people["agent"]), anybody_sees),
    Thing("/account/pin", (), own, lambda _world, role, _label: role in STAFF),
    *SERVICE_DESK,
    *GUEST_DESK,
]


def differs(role: str, label: str) -> bool:
    """Whether this object is another case for this role: staff see all tickets of a customer alike."""
    if label in ROLES:
        return label in (role, "primary contact", "administrator")
    return role in CUSTOMERS or label not in ("meis", "toms")
