"""What the parameters of an address name, and who may see which: the table that the access test walks.

A new route with a parameter that stands here needs nothing. Another parameter needs a row in THINGS: the beginning of
its address, the names of its parameters, objects of the world by a label, and who sees which.
"""

from collections.abc import Callable
from dataclasses import dataclass

from werkzeug.routing import Rule

from tests.conventions.world import CUSTOMERS, RESTRICTED, ROLES, STAFF, World

Values = dict[str, object]
MISSING = "missing"
NOWHERE = {MISSING: 999_999}
OURS, THEIRS, CROSSED = "ours", "theirs", "theirs under ours"


@dataclass(frozen=True)
class Thing:
    """What the parameters `names` mean in addresses that begin with `within`."""

    within: str
    names: tuple[str, ...]
    objects: Callable[[World], dict[str, Values]]
    seen_by: Callable[[World, str, str], bool]

    def fits(self, rule: Rule) -> bool:
        """This row is about that rule."""
        return rule.rule.startswith(self.within) and rule.arguments == set(self.names)


def thing_of(rule: Rule) -> Thing | None:
    """The row with the longest beginning that fits; None when the table doesn't know the rule."""
    fitting = [thing for thing in THINGS if thing.fits(rule)]
    return max(fitting, key=lambda thing: len(thing.within)) if fitting else None


def anybody_sees(_world: World, _role: str, label: str) -> bool:
    """Whoever has the right finds all that is there."""
    return label not in (MISSING, CROSSED)


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


def plain(name: str, of: Callable[[World], object]) -> Callable[[World], dict[str, Values]]:
    """One object that is there, and one that isn't."""
    return lambda world: {OURS: {name: of(world)}, **{label: {name: value} for label, value in NOWHERE.items()}}


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


def of_customer(what: str) -> Callable[[World], dict[str, Values]]:
    """Under its own customer and under another; and none."""
    return lambda world: {
        OURS: {"customer_id": world.service["customer"], f"{what}_id": world.service[what]},
        CROSSED: {"customer_id": world.service["other"], f"{what}_id": world.service[what]},
        **{label: {"customer_id": world.service["customer"], f"{what}_id": value} for label, value in NOWHERE.items()},
    }


def of_vehicle(what: str) -> Callable[[World], dict[str, Values]]:
    """What is noted about a vehicle: under it, under another customer, and nothing."""
    return lambda world: {
        label: {**values, "asset_id": world.service["asset"]} for label, values in of_customer(what)(world).items()
    }


def scripts(_world: World) -> dict[str, Values]:
    """Words in a language that is spoken, and in none."""
    return {OURS: {"kind": "periodic", "locale": "en"}, MISSING: {"kind": "periodic", "locale": "tlh"}}


def link(kind: str) -> Callable[[World], dict[str, Values]]:
    """One that works, and one that doesn't."""
    return lambda world: {OURS: {"token": world.links[kind]}, MISSING: {"token": "x" * 43}}


def services(_world: World) -> dict[str, Values]:
    """One that anybody may book, and none."""
    return {OURS: {"slug": "small-service"}, MISSING: {"slug": "paint-it-black"}}


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


def appointments(world: World) -> dict[str, Values]:
    """One that is in the book, and none."""
    return {OURS: {"reference": world.references["ours"]}, MISSING: {"reference": "Z" * 8}}


def of_service(name: str, what: str) -> Callable[[World], dict[str, Values]]:
    """Something of the service desk."""
    return plain(name, lambda world: world.service[what])


def sheet_lines(world: World) -> dict[str, Values]:
    """A customer on a sheet, and none."""
    found = of_service("booking_id", "booking")(world)
    return {label: {"on": "2026-03-09", **values} for label, values in found.items()}


def waiting(world: World) -> dict[str, Values]:
    """Somebody for whom a time is kept, and nobody."""
    return plain("entry_id", lambda _world: world.service["waiting"])(world)


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
    Thing("/appointments", ("invite_id",), of_service("invite_id", "invite"), anybody_sees),
    Thing("/appointments", ("reference",), appointments, anybody_sees),
    Thing("/arrivals", ("reference",), appointments, anybody_sees),
    Thing("/outreach", ("invite_id",), of_service("invite_id", "invite"), anybody_sees),
    Thing("/outreach", ("campaign_id",), of_service("campaign_id", "campaign"), anybody_sees),
    Thing(
        "/outreach/order",
        ("reason",),
        lambda _world: {OURS: {"reason": "periodic"}, MISSING: {"reason": "none"}},
        anybody_sees,
    ),
    Thing("/outreach/scripts", ("kind", "locale"), scripts, anybody_sees),
    Thing(
        "/register", ("on",), lambda _world: {OURS: {"on": "2026-03-09"}, MISSING: {"on": "2026-13-09"}}, anybody_sees
    ),
    Thing("/register", ("on", "booking_id"), sheet_lines, anybody_sees),
    Thing("/preparation", ("booking_id",), of_service("booking_id", "booking"), anybody_sees),
    Thing("/workshop", ("notice_id",), of_service("notice_id", "notice_workshop"), anybody_sees),
    Thing("/parts", ("notice_id",), of_service("notice_id", "notice_parts"), anybody_sees),
    Thing("/preparation", ("notice_id",), of_service("notice_id", "notice_front_desk"), anybody_sees),
    Thing("/parts", ("line_id",), of_service("line_id", "part_line"), anybody_sees),
    Thing("/parts", ("service_id",), of_service("service_id", "booked_service"), anybody_sees),
    Thing("/mails", ("number",), mails, told_of),
    Thing("/customers", ("customer_id",), of_service("customer_id", "customer"), anybody_sees),
    Thing("/customers", ("customer_id", "asset_id"), of_customer("asset"), anybody_sees),
    Thing("/customers", ("customer_id", "asset_id", "item_id"), of_vehicle("item"), anybody_sees),
    Thing("/customers", ("customer_id", "asset_id", "complaint_id"), of_vehicle("complaint"), anybody_sees),
    Thing("/settings", ("calendar_id",), plain("calendar_id", lambda _world: 1), anybody_sees),
    Thing("/settings", ("area_id",), plain("area_id", lambda _world: 1), anybody_sees),
    Thing("/settings", ("service_id",), of_service("service_id", "service"), anybody_sees),
    Thing("/settings", ("resource_id",), of_service("resource_id", "resource"), anybody_sees),
    Thing("/settings", ("exception_id",), of_service("exception_id", "exception"), anybody_sees),
    Thing("/settings", ("closure_id",), of_service("closure_id", "closure"), anybody_sees),
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
    Thing("/book/waiting", ("token",), link("waiting"), anybody_sees),
    Thing("/book/waiting/offers", ("token",), link("waiting/offers"), anybody_sees),
    Thing("/waiting-list", ("entry_id",), waiting, anybody_sees),
    Thing("/book", ("slug",), services, anybody_sees),
    Thing("/book/appointments", ("token",), link("see"), anybody_sees),
    Thing("/book/moves", ("token",), link("move"), anybody_sees),
    Thing("/book/cancellations", ("token",), link("cancel"), anybody_sees),
    Thing("/welcome", ("token",), link("welcome"), anybody_sees),
    Thing("/kiosk", ("token",), link("kiosk"), anybody_sees),
    Thing("/check-in", ("token",), link("check_in"), anybody_sees),
    Thing("/settings", ("link_id",), plain("link_id", lambda world: world.display_id), anybody_sees),
]


def differs(role: str, label: str) -> bool:
    """Whether this object is another case for this role: staff see all tickets of a customer alike."""
    if label in ROLES:
        return label in (role, "primary contact", "administrator")
    return role in CUSTOMERS or label not in ("meis", "toms")
