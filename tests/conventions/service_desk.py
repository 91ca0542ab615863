"""The service desk's rows: whoever has its rights sees all of it."""

from collections.abc import Callable

from tests.conventions.thing import CROSSED, MISSING, NOWHERE, OURS, Thing, Values, anybody_sees, link, plain
from tests.conventions.world import World


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


def services(_world: World) -> dict[str, Values]:
    """One that anybody may book, and none."""
    return {OURS: {"slug": "small-service"}, MISSING: {"slug": "paint-it-black"}}


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


SERVICE_DESK = [
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
    Thing("/customers", ("customer_id",), of_service("customer_id", "customer"), anybody_sees),
    Thing("/customers", ("customer_id", "asset_id"), of_customer("asset"), anybody_sees),
    Thing("/customers", ("customer_id", "asset_id", "item_id"), of_vehicle("item"), anybody_sees),
    Thing("/customers", ("customer_id", "asset_id", "complaint_id"), of_vehicle("complaint"), anybody_sees),
    Thing("/settings", ("service_id",), of_service("service_id", "service"), anybody_sees),
    Thing("/settings", ("resource_id",), of_service("resource_id", "resource"), anybody_sees),
    Thing("/settings", ("exception_id",), of_service("exception_id", "exception"), anybody_sees),
    Thing("/settings", ("dated_plan_id",), of_service("dated_plan_id", "dated_plan"), anybody_sees),
    Thing("/settings", ("closure_id",), of_service("closure_id", "closure"), anybody_sees),
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
]
