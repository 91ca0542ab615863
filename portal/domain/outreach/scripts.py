"""The words a new portal begins to call with, in each language it speaks (BR8-BR18)."""

import tomllib
from functools import cache
from pathlib import Path

INCOMING = "incoming"  # beside the reasons: how the shop answers (A13)
FALLBACK = "en"


@cache
def _defaults() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "scripts.toml").read_text(encoding="utf-8"))


def default_script(kind: str, locale: str) -> str:
    """What is said before anybody has written anything else."""
    words = _defaults().get(locale, _defaults()[FALLBACK])
    return words[kind].strip()
