"""What of a customer may stand on a screen that everybody at the entrance reads (A31, BR37): from values alone.

It is done here, on the server, so that what is left out is in no page and in no answer.
"""

import re
from enum import StrEnum

from portal.domain.customers.rules import Salutation, family_name, plate_key

ENDS = 2  # letters or digits that stay at either end of a plate
_HAN = re.compile(r"[\u3400-\u9fff]")
_NO_NAME = re.compile(r"[\d@]")
_TITLES = {Salutation.MR: ("Mr", "先生"), Salutation.MS: ("Ms", "女士")}


class Privacy(StrEnum):
    """How much of customers the house shows at its entrance."""

    MASKED = "masked"  # 王先生, Ms K.; plates with their middle hidden
    SURNAME = "surname"  # Ms Lee; plates alike
    FULL = "full"  # as in the paper form: an administrator's own choice


def name_shown(name: str, salutation: str, privacy: Privacy, *, consents: bool) -> str:
    """The name as it stands on the board; "" when nothing of it may, or it is none (a number, an address)."""
    bare = " ".join(name.split())
    if consents or privacy is Privacy.FULL:
        return bare
    family = family_name(bare)
    if not family or _NO_NAME.search(bare):
        return ""
    latin, han = _TITLES.get(Salutation(salutation), ("", "*"))
    if _HAN.match(family):
        return family + han
    short = family if privacy is Privacy.SURNAME else f"{family[0].upper()}."
    return f"{latin} {short}".strip()


def plate_shown(plate: str, privacy: Privacy) -> str:
    """京A·8F345 is 京A·**·45; of a short one its first and last alone stay. "" for none."""
    if privacy is Privacy.FULL:
        return plate.strip()
    key = plate_key(plate)
    ends = ENDS if len(key) > 2 * ENDS else 1
    return f"{key[:ends]}·**·{key[-ends:]}" if len(key) > 2 * ends else "**" * bool(key)
