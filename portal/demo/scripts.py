"""What customers report and what is said about it: read from scripts_en.toml and scripts_zh.toml, filled in."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from portal.domain.tickets.rules import Facts, Reproducible

MODELS = ("Ridge 5 RG512U", "Ridge 6 Pro RG618N", "Slate 10 SL870", "Slate 8 Active SL365", "Field 3 FD310W")
SYSTEMS = (("OS 14", "UP1A.2506"), ("OS 15", "AP3A.2603"), ("OS 15", "AP3A.2605"), ("OS 16", "BP1A.2606"))
CARRIERS = ("Blue Mesa Wireless", "Coastline Mobile", "NorthCell", "Prairie Tel")
CHINESE_CARRIERS = ("东海通信", "联众移动")


@dataclass(frozen=True, slots=True)
class Script:
    """One problem, told with this ticket's device, place and people."""

    area: str
    severity: int
    title: str
    facts: Facts
    file: str  # "log", "screenshot" or ""
    lines: dict[str, str]  # says, ask, answers, fix; short: all in one answer
    words: dict[str, tuple[str, ...]]  # what fits any problem
    slots: dict[str, str]

    def line(self, name: str, chance: Random, **people: str) -> str:
        """What is said at this point of the story."""
        text = self.lines.get(name) or chance.choice(self.words[name])
        return text.format_map({**self.slots, **people})


@cache
def _read(locale: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / f"scripts_{locale[:2]}.toml").read_text(encoding="utf-8"))


def script(locale: str, chance: Random, *, severity: int | None, is_long: bool, seen: set[str]) -> Script:
    """A problem of that severity, if one is asked for; with questions and answers, if it is to be long.

    Titles in `seen` are used up, and this one's is added.
    """
    read = _read(locale)
    problems = [one for one in read["problem"] if not is_long or one.get("ask")]
    near = min(abs(one["severity"] - severity) for one in problems) if severity else 0
    problems = [one for one in problems if not severity or abs(one["severity"] - severity) == near]
    for _ in range(20):
        chosen = _filled(chance.choice(problems), read["words"], locale, chance, severity)
        if chosen.title not in seen:
            break
    seen.add(chosen.title)
    return chosen


def _filled(
    problem: dict[str, Any], words: dict[str, list[str]], locale: str, chance: Random, severity: int | None
) -> Script:
    slots = _slots(words, locale, chance)
    lines = {name: problem[name] for name in ("says", "ask", "answers", "fix", "short") if problem.get(name)}
    return Script(
        area=problem["area"],
        severity=severity or problem["severity"],
        title=chance.choice(problem["title"]).format_map(slots),
        facts=_facts(problem, slots, chance),
        file=problem.get("file", ""),
        lines=lines,
        words={name: tuple(texts) for name, texts in words.items()},
        slots=slots,
    )


def _slots(words: dict[str, list[str]], locale: str, chance: Random) -> dict[str, str]:
    system, build = chance.choice(SYSTEMS)
    return {
        "model": chance.choice(MODELS),
        "os": system,
        "build": f"{build}.{chance.randint(10, 60)}",
        "n": str(chance.choice((3, 4, 6, 8, 12, 15, 20, 24, 35, 60))),
        "site": chance.choice(words["sites"]),
        "app": chance.choice(words["apps"]),
        "day": chance.choice(words["days"]),
        "carrier": chance.choice(CARRIERS if locale == "en" else CHINESE_CARRIERS),
    }


def _facts(problem: dict[str, Any], slots: dict[str, str], chance: Random) -> Facts:
    """What the caller knew; the rest stands on the ticket as still needed (S40)."""

    def known(value: str, how_often: float = 0.75) -> str:
        return value if chance.random() < how_often else ""

    is_question = not problem.get("ask")
    return Facts(
        service_id=known(f"SV-{chance.randint(10400, 10980)}", 0.6),
        expected=problem["expected"].format_map(slots),
        impact=problem["impact"].format_map(slots),
        since=known(slots["day"], 0.7),
        reproducible=""
        if is_question
        else chance.choice((Reproducible.ALWAYS, Reproducible.SOMETIMES, Reproducible.UNKNOWN)),
        device_model=known(slots["model"]),
        carrier=known(slots["carrier"], 0.5),
        os_build=known(f"{slots['os']}, {slots['build']}"),
        device_count=None if is_question else int(slots["n"]),
        imeis=() if is_question or chance.random() < 0.4 else tuple(_imei(chance) for _ in range(chance.randint(1, 2))),
    )


def _imei(chance: Random) -> str:
    """Fifteen digits that check; the beginning is one that no maker has."""
    body = f"990000{chance.randint(0, 99_999_999):08d}"
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(body)]
    return f"{body}{-sum(n // 10 + n % 10 for n in doubled) % 10}"
