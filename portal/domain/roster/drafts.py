"""What is written down about a named caller, as the forms hand it over (S31)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerFacts:
    """What can be changed while somebody is on the roster. The country is a two-letter code."""

    name: str
    country: str
    job_title: str = ""
    phone: str = ""
    declares_administrator: bool = False
    declares_access: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerDraft(CallerFacts):
    """Somebody who comes: known here by their mail address, or invited."""

    email: str
