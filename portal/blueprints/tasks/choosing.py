"""What of the tasks is wanted, from the address."""

from collections.abc import Mapping

from portal.domain.departments.words import Department


def chosen_department(said: Mapping[str, str]) -> Department | None:
    """One department; None for all, and for a word that is none."""
    word = said.get("department", "")
    return Department(word) if word in set(Department) else None
