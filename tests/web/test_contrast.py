"""Every colour of static/css/00-tokens.css that carries words can be read, in light and in dark (P11, P15; look.md)."""

import re
from itertools import product
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "portal/static/css/00-tokens.css").read_text()
PAIRS = dict(re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}, #[0-9a-f]{6})\)", TOKENS))
WORDS = ("ink", "quiet", "accent", "late", "soon", "kept", "held", "new")
PAPERS = ("paper", "sheet", "note")
THEMES = ("light", "dark")
Colour = tuple[float, float, float]


def colour(token: str, theme: str) -> Colour:
    """Red, green and blue, 0..1."""
    code = PAIRS[token].split(", ")[THEMES.index(theme)]
    return (int(code[1:3], 16) / 255, int(code[3:5], 16) / 255, int(code[5:7], 16) / 255)


def mixed(over: Colour, under: Colour, share: float) -> Colour:
    """What color-mix() makes of a tint on paper."""
    red, green, blue = (share * a + (1 - share) * b for a, b in zip(over, under, strict=True))
    return (red, green, blue)


def contrast(one: Colour, other: Colour) -> float:
    """WCAG's ratio, 1..21."""

    def luminance(of: Colour) -> float:
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in of)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("word", "paper", "theme"), [*product(WORDS, PAPERS, THEMES)])
def test_words_can_be_read(word: str, paper: str, theme: str):
    assert contrast(colour(word, theme), colour(paper, theme)) >= 4.5


@pytest.mark.parametrize(("word", "theme"), [*product(("ink", "quiet", "accent", "late", "soon"), THEMES)])
def test_words_can_be_read_on_the_tint_of_where_one_is(word: str, theme: str):
    tinted = mixed(colour("accent", theme), colour("paper", theme), 0.10)
    assert contrast(colour(word, theme), tinted) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_words_can_be_read_on_buttons(theme: str):
    assert contrast(colour("on-accent", theme), colour("accent", theme)) >= 4.5
    assert contrast(colour("paper", theme), colour("late", theme)) >= 4.5
    assert contrast(colour("paper", theme), colour("soon", theme)) >= 4.5


@pytest.mark.parametrize(("paper", "theme"), [*product(PAPERS, THEMES)])
def test_the_borders_of_what_is_typed_into_can_be_seen(paper: str, theme: str):
    assert contrast(colour("edge", theme), colour(paper, theme)) >= 3
