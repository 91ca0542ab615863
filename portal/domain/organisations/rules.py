"""What plans allow and when contracts run: pure decisions (S1-S23, S60-S65)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ANYWHERE = "*"  # any country
SEVERAL = "several"  # several countries, agreed case by case (S4, Elite)
SEVERITIES = (1, 2, 3, 4)


class Clock(StrEnum):
    """On which hours a target is counted (S7, S8)."""

    BUSINESS = "business"  # the hours of the plan's calendar
    ALWAYS = "always"  # 24x7


class Entitlement(StrEnum):
    """What a plan includes. A door asks for one of these; nothing else decides (S6, S13-S22)."""

    PHONE = "phone"  # S6, an agent logs the call
    PORTAL = "portal"  # S6
    EMAIL = "email"  # S6
    LAB = "lab"  # S13, troubleshooting lab requests
    REMOTE_SESSION = "remote_session"  # S14
    TRAINING = "training"  # S15, online
    BETA = "beta"  # S16
    ACCOUNT_MANAGER = "account_manager"  # S17; an additional one can be bought
    KICK_OFF = "kick_off"  # S18
    STATUS_REPORT = "status_report"  # S19, of the whole organisation
    OWN_STATUS = "own_status"  # S19 on an incident pack: the own ticket
    BULLETINS = "bulletins"  # S20, after the NDA
    ACTIVITY_REPORT = "activity_report"  # S21, written
    REVIEW = "review"  # S22, regular teleconference


@dataclass(frozen=True, slots=True)
class Term:
    """From the first to the last day of a contract, both included."""

    start_on: date
    end_on: date

    def covers(self, on: date) -> bool:
        """It runs on that day."""
        return self.start_on <= on <= self.end_on


def overlap(one: Term, other: Term) -> bool:
    """The two share a day; then only one of them may exist (S60)."""
    return one.start_on <= other.end_on and other.start_on <= one.end_on


def renewal_start(ends: Sequence[date]) -> date | None:
    """A renewal begins on the day after the last contract's end (S60); None when there is nothing to renew."""
    return max(ends) + timedelta(days=1) if ends else None


def term_of_a_year(start_on: date) -> Term:
    """A year's term: to the day before the same date next year; a 29 February ends on 28 February."""
    try:
        again = start_on.replace(year=start_on.year + 1)
    except ValueError:
        again = date(start_on.year + 1, 3, 1)
    return Term(start_on, again - timedelta(days=1))


def next_term(last: Term) -> Term:
    """A renewal's usual term: a year from the day after the last one's end (S60)."""
    return term_of_a_year(last.end_on + timedelta(days=1))


def contract_year(start_on: date, on: date) -> Term:
    """The contract year that `on` lies in (S5): years are counted from the contract's start."""
    year = term_of_a_year(start_on)
    while year.end_on < on:
        year = term_of_a_year(year.end_on + timedelta(days=1))
    return year


def named_callers_allowed(included: int, per_option: int, options_bought: int) -> int:
    """S1 and S2: those of the plan and those bought."""
    return included + per_option * options_bought


def size_fits(largest_size: int | None, size: int) -> bool:
    """S23: a plan may be for customers up to a size only."""
    return largest_size is None or size <= largest_size


def country_is_covered(countries: str, country: str) -> bool:
    """S3: `countries` is '*' or country codes with blanks between."""
    return countries == ANYWHERE or country.upper() in countries.split()


def term_fits(longest_days: int | None, term: Term) -> bool:
    """Some plans run for so many days at most (S63); both ends count."""
    return longest_days is None or (term.end_on - term.start_on).days < longest_days


def managers_allowed(bought: int, *, included: bool) -> int:
    """S17: one account manager where the plan includes one, and those bought besides."""
    return 1 + bought if included else 0
