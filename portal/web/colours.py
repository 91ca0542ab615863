"""Whether a colour can be read on another (WCAG's contrast), so that no setting makes pages illegible (P11, P15)."""

PAPER, NIGHT = (
    "#faf8f4",
    "#1f1d1a",
)  # the lightest paper's darker one, and the lightest sheet of the dark: see 00-tokens.css
READABLE = 4.5  # to 1, for text


def contrast(one: str, other: str) -> float:
    """Of two colours like #0b5c5e: 1 (the same) to 21 (black and white)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """How bright the eye finds it, 0..1."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the sRGB curve
