"""How plates, numbers and names are compared, and when a vehicle's next service falls due (A2, A10)."""

import re
import unicodedata
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

KM_PER_DAY = 40  # until two visits say how far this one is driven
FASTEST = 1_000  # km a day; more is a slip of the pen
LONGEST_AHEAD = 3_650  # days; a vehicle that hardly moves is due some day
SHORTEST_WORDS = 2  # digits or letters of a plate or number, below which everything would be found
_NOT_OF_A_PLATE = re.compile(r"[\W_]+")
_NOT_OF_A_NUMBER = re.compile(r"[\s().\-/]+")
_NUMBER = re.compile(r"\+?[0-9]{5,15}")
_HAN_FORMS = {"mr": "{}先生", "ms": "{}女士"}
_LATIN_FORMS = {"mr": "Mr {}", "ms": "Ms {}"}
_HAN = re.compile(r"[\u4e00-\u9fff]")


class Salutation(StrEnum):
    """How a customer is spoken to: 王先生, Ms Lee."""

    MR = "mr"
    MS = "ms"
    NONE = "none"


class Use(StrEnum):
    """What a vehicle is used for."""

    PRIVATE = "private"
    COMPANY = "company"
    TAXI = "taxi"


def plate_key(plate: str) -> str:
    """A plate as it is compared: letters and digits alone, capital, narrow. 京A·8F23 -> 京A8F23."""
    return _NOT_OF_A_PLATE.sub("", unicodedata.normalize("NFKC", plate)).upper()


def phone_key(phone: str) -> str:
    """A number as it is kept: digits, with + before a country's code. 00 in front is +. "" when it is none."""
    text = _NOT_OF_A_NUMBER.sub("", unicodedata.normalize("NFKC", phone).strip())
    text = "+" + text[2:] if text.startswith("00") else text
    return text if _NUMBER.fullmatch(text) else ""


def digits_of(words: str) -> str:
    """The digits of what somebody types to find a number by."""
    return re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", words))


def name_key(name: str) -> str:
    """A name as it is searched: small letters, no blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


def family_name(name: str) -> str:
    """The part that goes with the salutation: the first character of a Chinese name, else the last word."""
    bare = name.strip()
    if _HAN.match(bare):
        return bare[0]
    return bare.split()[-1] if bare else ""


def spoken_to(name: str, salutation: str) -> str:
    """The name as it is said on the phone: 王先生, Ms Lee; without a salutation the whole name."""
    family = family_name(name)
    forms = _HAN_FORMS if _HAN.match(family) else _LATIN_FORMS
    return forms[salutation].format(family) if salutation in forms and family else name.strip()


def km_per_day(first_km: int, first_on: date, last_km: int, last_on: date) -> float:
    """How far it is driven each day, by two readings; the usual distance when they can't tell."""
    days, km = (last_on - first_on).days, last_km - first_km
    if days < 30 or km <= 0 or km / days > FASTEST:  # noqa: PLR2004 - a month at least
        return KM_PER_DAY
    return km / days


def periodic_due_on(
    next_due_on: date | None, next_due_km: int | None, odometer_km: int | None, odometer_on: date | None, daily: float
) -> date | None:
    """The day of the next periodic service, by date or mileage, whichever comes first. None: nothing is known (A10)."""
    days = [next_due_on] if next_due_on else []
    if next_due_km is not None and odometer_km is not None and odometer_on is not None:
        ahead = ceil((next_due_km - odometer_km) / max(daily, 1))
        days.append(odometer_on + timedelta(days=min(max(ahead, 0), LONGEST_AHEAD)))
    return min(days, default=None)
