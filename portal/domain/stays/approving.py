"""Who may approve which level, and which level the rules propose (V2, V6, VR1-VR26, VE5-VE9, VE29-VE30). Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta

from portal.domain.departments.words import Post
from portal.domain.stays.profile import LevelFacts, Profile, Reason
from portal.domain.stays.words import Level, RoomType

ORDER = tuple(Level)  # the highest first
CONFIRM_WITHIN = timedelta(hours=24)  # what was approved on the phone is confirmed by who approved it (VE5)


@dataclass(frozen=True, slots=True)
class History:
    """What of a guest's past counts: stays that took place before this one, nights in a row with this one's."""

    stays: int = 0
    nights_in_a_row: int = 0
    has_complained: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A level that the rules propose, and why."""

    level: Level
    reason: Reason


def approvers_of(profile: Profile, level: Level, reason_code: str) -> frozenset[Post]:
    """The posts that may approve this level for this reason.

    Who approves a higher level approves the lower ones too (VQ7); a reason may narrow that to a few (VR20). A fruit
    basket is a rule and nobody's to approve.
    """
    if level == Level.BASKET:
        return frozenset()
    reason = reason_of(profile.of(level), reason_code)
    if reason is not None and reason.approvers:
        return frozenset(reason.approvers)
    higher = ORDER[: ORDER.index(level) + 1]
    return frozenset(post for one in higher for post in profile.of(one).approvers)


def may_approve(
    profile: Profile, level: Level, reason_code: str, held: Collection[Post], *, is_own: bool, allows_own: bool = True
) -> bool:
    """Somebody with these posts may say yes to this request.

    To one's own only below the first level, and where the house allows that (VQ9).
    """
    if is_own and (level == Level.V1 or not allows_own):
        return False
    return bool(approvers_of(profile, level, reason_code) & set(held))


def reason_of(facts: LevelFacts, code: str) -> Reason | None:
    """The reason of that code; None: the level has no such."""
    return next((reason for reason in facts.reasons if reason.code == code), None)


def proposals(profile: Profile, room_type: RoomType, history: History) -> list[Proposal]:
    """What the rules propose from booking and history: the highest first, one for each level (V6, VQ8)."""
    return [
        Proposal(facts.level, reason)
        for facts in sorted(profile.levels, key=lambda facts: ORDER.index(facts.level))
        for reason in _first(facts, room_type, history)
    ]


def _first(facts: LevelFacts, room_type: RoomType, history: History) -> Iterator[Reason]:
    for reason in facts.reasons:
        if _holds(reason, room_type, history):
            yield reason
            return


def _holds(reason: Reason, room_type: RoomType, history: History) -> bool:
    """This stay counts among them (含5次, VE29)."""
    return (
        room_type in reason.room_types
        or (reason.stays is not None and history.stays + 1 >= reason.stays)
        or (reason.nights is not None and history.nights_in_a_row >= reason.nights)
        or (reason.is_complaint and history.has_complained)
    )


def is_higher(one: Level | None, other: Level | None) -> bool:
    """The one is above the other; nobody's level is below all."""
    return one is not None and (other is None or ORDER.index(one) < ORDER.index(other))
