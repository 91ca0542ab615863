"""What stays of an entry's details when a person is erased (P24)."""

import re
from collections.abc import Mapping
from typing import Any

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.+]+)?")
KEPT_ABOUT_PEOPLE = frozenset({"role", "roles", "link", "by_link", "sign_in", "sees_whole_organisation"})


SAID_ABOUT_CUSTOMERS = frozenset(
    {"name", "customer", "plate", "work", "what", "words", "reason", "changes", "day", "before", "after"}
)


def without_what_was_said(details: Mapping[str, Any]) -> dict[str, Any]:
    """Details of an entry about a customer's things, without names, plates and sentences. Moments of bookings stay."""
    return {
        name: value
        for name, value in details.items()
        if name not in SAID_ABOUT_CUSTOMERS or (isinstance(value, str) and _MOMENT.fullmatch(value))
    }


def without_words(value: Any, instead: Mapping[str, str]) -> Any:
    """The JSON value with other strings in place of some: whole strings, however deep, never a part of one."""
    if isinstance(value, str):
        return instead.get(value, value)
    if isinstance(value, list):
        return [without_words(part, instead) for part in value]
    if isinstance(value, dict):
        return {name: without_words(part, instead) for name, part in value.items()}
    return value


def about_nobody(details: Mapping[str, Any]) -> dict[str, Any]:
    """Details of an entry about a person, without names, addresses and numbers."""
    return {name: value for name, value in details.items() if name in KEPT_ABOUT_PEOPLE}
