"""The guest desk's rows: lists of one's own departments; who oversees sees those of all."""

from collections.abc import Callable

from tests.conventions.thing import CROSSED, MISSING, NOWHERE, OURS, THEIRS, Thing, Values, anybody_sees, plain
from tests.conventions.world import World


def list_seen(_world: World, role: str, label: str) -> bool:
    """Housekeeping its own; the duty manager and the administrator all."""
    return label == OURS or (label == THEIRS and role != "housekeeping")


def lists(world: World) -> dict[str, Values]:
    """Housekeeping's, the kitchen's, and none."""
    return {
        OURS: {"checklist_id": world.service["list"]},
        THEIRS: {"checklist_id": world.service["their list"]},
        **{label: {"checklist_id": value} for label, value in NOWHERE.items()},
    }


def tasks(world: World) -> dict[str, Values]:
    """Housekeeping's, the kitchen's, and none."""
    return {
        OURS: {"task_id": world.service["task"]},
        THEIRS: {"task_id": world.service["their task"]},
        **{label: {"task_id": value} for label, value in NOWHERE.items()},
    }


def photos(world: World) -> dict[str, Values]:
    """Of housekeeping's list; the same under the kitchen's."""
    return {
        OURS: {"checklist_id": world.service["list"], "key": "p" * 43},
        CROSSED: {"checklist_id": world.service["their list"], "key": "p" * 43},
        MISSING: {"checklist_id": world.service["list"], "key": "x" * 43},
    }


def templates(_world: World) -> dict[str, Values]:
    """The kitchen's, and none."""
    return {OURS: {"slug": "kitchen"}, MISSING: {"slug": "cellar"}}


def of_departments(name: str) -> Callable[[World], dict[str, Values]]:
    """Housekeeping's, the kitchen's, and none."""
    key = {"change": "change_id", "gift": "line_id"}[name]
    return lambda world: {
        OURS: {key: world.service[name]},
        THEIRS: {key: world.service[f"their {name}"]},
        MISSING: {key: 999_999},
    }


def stays(world: World) -> dict[str, Values]:
    """One, and none."""
    return {OURS: {"reference": world.references["stay"]}, MISSING: {"reference": "MISSED"}}


def part_of_stay(name: str) -> Callable[[World], dict[str, Values]]:
    """What belongs to the stay; the same under another one."""

    def parts(world: World) -> dict[str, Values]:
        number = world.service[name]
        return {
            OURS: {"reference": world.references["stay"], name: number},
            CROSSED: {"reference": world.references["other stay"], name: number},
            MISSING: {"reference": world.references["stay"], name: 999_999},
        }

    return parts


GUEST_DESK = [
    Thing("/stays/rooms", ("room_id",), plain("room_id", lambda world: world.service["room"]), anybody_sees),
    Thing("/stays/changes", ("change_id",), of_departments("change"), list_seen),
    Thing("/gifts", ("line_id",), of_departments("gift"), list_seen),
    Thing("/stays", ("reference",), stays, anybody_sees),
    Thing("/stays", ("reference", "line_id"), part_of_stay("line_id"), anybody_sees),
    Thing("/stays", ("reference", "host_id"), part_of_stay("host_id"), anybody_sees),
    Thing("/stays", ("reference", "request_id"), part_of_stay("request_id"), anybody_sees),
    Thing("/checklists", ("checklist_id",), lists, list_seen),
    Thing("/checklists", ("checklist_id", "key"), photos, lambda _world, _role, label: label == OURS),
    Thing("/tasks", ("task_id",), tasks, list_seen),
    Thing("/checklists/templates", ("slug",), templates, anybody_sees),
]
