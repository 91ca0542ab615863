"""JSON lines in, JSON lines out: a line that can't be read gets a sentence, and the exit code says so at the end."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from portal.domain.errors import Refused

Line = dict[str, Any]
SEVERITIES = (1, 2, 3, 4)


class Unreadable(ValueError):  # noqa: N818 - not an error of ours: a remark on what was given
    """What was given can't be understood; the text is the sentence for the person."""


def answer_lines(answer: Callable[[Line], dict[str, object]]) -> None:
    """Answer each line of standard input as soon as it comes. Exit code 1 at the end when one could not be answered."""
    wrong = False
    for raw in sys.stdin.buffer:
        if not raw.strip():
            continue
        try:
            said = answer(_read(raw))
        except (Unreadable, Refused) as refusal:
            said, wrong = {"error": str(refusal)}, True
        print(json.dumps(said), flush=True)
    if wrong:
        sys.exit(1)


def moment_from(text: object, name: str) -> datetime:
    """A moment from ISO 8601 with an offset, in UTC. A moment without one is refused: nobody knows when that was."""
    try:
        at = datetime.fromisoformat(text)  # type: ignore[arg-type]
        if at.utcoffset() is not None:
            return at.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        pass
    example = "2026-03-06T19:30:00-05:00"
    raise Unreadable(f'Give "{name}" as date and time with its offset, for example {example}, not {text!r}.')


def severity_from(value: object) -> int:
    """A severity from 1 to 4."""
    if isinstance(value, bool) or value not in SEVERITIES:
        raise Unreadable(f'Give "severity" as a number from 1 to 4, not {value!r}.')
    return int(value)  # type: ignore[call-overload, no-any-return]


def iso(at: datetime) -> str:
    """UTC, seconds, Z."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _read(raw: bytes) -> Line:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        line = None
    if not isinstance(line, dict):
        raise Unreadable("Each line must be one JSON object.")
    return line
