"""A row of the table that the access test walks: what the parameters of an address name, and who may see which."""

from collections.abc import Callable
from dataclasses import dataclass

from werkzeug.routing import Rule

from tests.conventions.world import World

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


def anybody_sees(_world: World, _role: str, label: str) -> bool:
    """Whoever has the right finds all that is there."""
    return label not in (MISSING, CROSSED)


def plain(name: str, of: Callable[[World], object]) -> Callable[[World], dict[str, Values]]:
    """One object that is there, and one that isn't."""
    return lambda world: {OURS: {name: of(world)}, **{label: {name: value} for label, value in NOWHERE.items()}}


def link(kind: str) -> Callable[[World], dict[str, Values]]:
    """One that works, and one that doesn't."""
    return lambda world: {OURS: {"token": world.links[kind]}, MISSING: {"token": "x" * 43}}
